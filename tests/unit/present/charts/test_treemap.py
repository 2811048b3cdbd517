"""The treemap's drawing: links, labels that fit, textures."""

from mainstay.present.charts.squarify import Node
from mainstay.present.charts.treemap import Tile, narrowest, treemap
from tests.unit.present.charts.drawing import of_class, read


def _drawn(*, name="module.py", href="#f-1", size=300):
    leaves = (Node("a/one", "one", size), Node("a/two", "two", 100))
    root = Node("", "", size + 100, (Node("a/", "a/", size + 100, leaves),))
    tiles = {
        "a/one": Tile(name, f"{name}: 300 lines", href, "l5 c0", {"l": "0.3", "c": ""}),
        "a/two": Tile("two", "two: 100 lines", "", "l0 cx", {"l": "0", "c": ""}),
    }
    return read(treemap("map", "Map", "Files", root, tiles, deepest=4))


def test_tiles_link_where_there_is_something_and_say_what_they_are():
    root = _drawn()
    one, two = of_class(root, "t")
    assert (one.tag, one.get("href"), one.find("title").text) == ("a", "#f-1", "module.py: 300 lines")
    assert (two.tag, two.get("href")) == ("g", None)
    assert two.get("role") == "img"
    assert [tile.get("tabindex") for tile in (one, two)] == ["0", "-1"]


def test_folders_carry_their_names():
    root = _drawn()
    assert [folder.find("svg/text").text for folder in of_class(root, "folder")] == ["a/"]


def test_labels_are_cut_or_left_out_where_they_do_not_fit():
    [label] = [text.text for text in of_class(_drawn(name="n" * 400), "t")[0].iter("text")][:1]
    assert label.endswith("…")
    assert len(label) < 400
    assert not list(of_class(_drawn(size=10**7), "t")[1].iter("text"))


def test_a_label_s_step_is_the_first_width_that_holds_it():
    assert narrowest("ab", 1.0) == 0
    assert narrowest("a" * 40, 0.5) == 2
    assert narrowest("a" * 4_000, 0.5) is None


def test_names_from_outside_are_harmless():
    root = _drawn(name="<b>\u202e</b>", href='#"><script>')
    one = of_class(root, "t")[0]
    assert one.get("href") == '#"><script>'
    assert one.find("title").text.startswith(r"<b>\u202e</b>")


def test_textures_have_patterns():
    ids = {pattern.get("id") for pattern in _drawn().iter("pattern")}
    assert ids == {"map-4", "map-5", "map-x"}
