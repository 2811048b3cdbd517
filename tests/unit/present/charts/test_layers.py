"""The picture of parts in layers."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from mainstay.domain.architecture import Architecture, Dependency, Part
from mainstay.present.charts.layers import drawn_arcs, layers, short_names


def part(name: str, level: int, fan: int = 1) -> Part:
    return Part(name, 3, fan, fan, 0.5 if fan else None, level)


def test_every_part_has_a_box_and_what_leads_up_is_marked() -> None:
    found = Architecture(
        parts=(part("web/", 1), part("domain/", 0), part("alone/", 0, fan=0)),
        dependencies=(Dependency("web/", "domain/", 7), Dependency("domain/", "web/", 1, against=True)),
    )
    drawn = layers(found, "l")
    tree = ElementTree.fromstring(drawn)
    boxes = [one for one in tree.iter("g") if one.get("class") == "part"]
    assert [box.find("svg/text").text for box in boxes] == ["web/", "domain/"]  # type: ignore[union-attr]
    arcs = [one for one in tree.iter("path") if one.get("vector-effect")]
    assert [(one.get("class"), one.find("title").text) for one in arcs] == [  # type: ignore[union-attr]
        ("arc", "web/ imports domain/: 7 imports"),
        ("arc up", "domain/ imports web/: 1 import, against a contract"),
    ]


def test_nothing_is_drawn_of_fewer_than_two_parts() -> None:
    assert layers(Architecture(parts=(part("web/", 0), part("alone/", 0, fan=0))), "l") == ""


def test_an_arc_that_a_longer_way_stands_for_is_left_out() -> None:
    listed = [
        Dependency("a", "c", 9),
        Dependency("a", "b", 1),
        Dependency("b", "c", 1),
        Dependency("c", "a", 1, circular=True),
    ]
    assert {(one.importer, one.imported) for one in drawn_arcs(listed)} == {
        ("a", "b"),
        ("b", "c"),
        ("c", "a"),
    }


def test_names_are_told_without_the_folder_that_most_lie_in() -> None:
    assert short_names(["src/shop/web/", "src/shop/app.py", "benchmarks/"]) == {
        "src/shop/web/": "web/",
        "src/shop/app.py": "app.py",
        "benchmarks/": "benchmarks/",
    }
    assert short_names([]) == {}


@given(st.lists(st.text(min_size=1, max_size=60), min_size=2, max_size=24, unique=True))
def test_any_names_give_well_formed_markup(names: list[str]) -> None:
    parts = tuple(part(name, len(names) - at) for at, name in enumerate(names))
    dependencies = tuple(Dependency(one, names[-1], 1) for one in names[:-1])
    ElementTree.fromstring(layers(Architecture(parts=parts, dependencies=dependencies), "l"))
