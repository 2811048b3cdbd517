"""The map of the code: what becomes a tile, what is joined, how figures become colours."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.domain.code_report import FileReport
from mainstay.domain.history import FileHistory
from mainstay.domain.source_file import FileKind, SourceFile
from mainstay.present.html.anchors import Links, file_anchor
from mainstay.present.html.codemap import code_map
from mainstay.present.html.map_figures import FIGURES, sample, together
from tests.unit.present.charts.drawing import of_class, read

PAST = FileHistory(9, 4, 1, 2, 1, 0, 9, "Ada", 0.6, owner_active=False)


def _file(path, lines, *, lost=0.0, parsed=True, cognitive=0, past=PAST):
    file = SourceFile(path, FileKind.SOURCE, "Python", 10, lines, lines, parsed=parsed, cognitive=cognitive)
    return FileReport(file, past, {"complexity": lost} if lost else {})


def _tiles(files, most=50):
    drawn = code_map(files, Links({file_anchor(one.file.path) for one in files}), most)
    return drawn, of_class(read(drawn.drawing), "t")


def test_each_file_is_a_tile_that_leads_to_its_section():
    files = [_file("src/a.py", 100), _file("src/b.py", 50), _file("tests/c.py", 10)]
    drawn, tiles = _tiles(files)
    assert {tile.get("href") for tile in tiles} == {f"#{file_anchor(one.file.path)}" for one in files}
    assert (drawn.alone, drawn.joined) == (3, 0)
    assert tiles[0].find("title").text.startswith("src/a.py: 100 code lines")


def test_small_files_are_joined_and_counted():
    files = [_file(f"src/{folder}/f{number}.py", 1 + number) for folder in "abc" for number in range(300)]
    drawn, tiles = _tiles(files, 100)
    assert len(tiles) <= 100
    assert drawn.alone + drawn.joined == 900
    joined = [tile.find("title").text for tile in tiles if "small file" in tile.find("title").text]
    assert sum(int(text.split(" ", 1)[0].replace(",", "")) for text in joined) == drawn.joined


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from("ab*."), max_size=9), st.integers(1, 10**6)),
        min_size=1,
        max_size=40,
    )
)
def test_any_tree_gives_at_most_so_many_tiles(entries):
    files = [
        _file("/".join([*folders, f"f{number}.py"]), lines) for number, (folders, lines) in enumerate(entries)
    ]
    drawn, tiles = _tiles(files, 12)
    assert len(tiles) <= 12
    assert drawn.alone + drawn.joined == len(files)


def test_a_path_of_thousands_of_folders_is_drawn():
    drawn, tiles = _tiles([_file("a/" * 4_000 + "x.py", 10), _file("b.py", 10)])
    assert len(tiles) == 2
    assert drawn is not None


def test_no_code_no_map():
    other = _file("README.md", 10)
    assert code_map([replace(other, file=replace(other.file, kind=FileKind.OTHER))], Links(()), 50) is None
    assert code_map([], Links(()), 50) is None


def test_classes_of_colour():
    by_letter = {figure.letter: figure for figure in FIGURES}
    files = [_file(f"f{number}.py", 100, lost=0.01 * number, cognitive=number) for number in range(100)]
    points = by_letter["l"].graded([sample(one) for one in files])
    levels = [points.level(sample(one)) for one in files]
    assert levels == sorted(levels)
    assert set(levels) == {"0", "1", "2", "3", "4", "5"}
    assert by_letter["c"].level(sample(_file("a.js", 9, parsed=False))) == "x"
    assert by_letter["m"].level(sample(_file("a.py", 9, past=None))) == "x"


def test_owners_are_active_gone_or_not_known():
    [owner] = [figure for figure in FIGURES if figure.letter == "o"]
    assert owner.level(sample(_file("a.py", 9))) == "5"
    assert owner.level(sample(_file("a.py", 9, past=replace(PAST, owner_share=0.3)))) == "3"
    assert owner.level(sample(_file("a.py", 9, past=replace(PAST, owner_active=True)))) == "0"
    assert owner.level(sample(_file("a.py", 9, past=None))) == "x"
    assert owner.level(together([sample(_file("a.py", 9)), sample(_file("b.py", 9))])) == "x"
    assert owner.told(sample(_file("a.py", 9))) == "owner Ada (60\u202f%, gone)"


def test_the_legend_names_every_class_that_occurs():
    drawn, tiles = _tiles(
        [_file(f"f{number}.py", 10 + number, lost=number / 7, cognitive=number) for number in range(60)]
    )
    for choice in drawn.choices:
        known = {step.level for step in choice.steps}
        used = {
            name[1:]
            for tile in tiles
            for name in tile.get("class").split()
            if name[0] == choice.letter and len(name) == 2
        }
        assert used <= known
