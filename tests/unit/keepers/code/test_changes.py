"""What got worse and better is told once, at the right depth, and only where it is much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.domain.trend import Change, Figures
from mainstay.keepers.code.changes import changes
from mainstay.keepers.code.rollup import charted_folders

PATHS = (
    "/",
    "src/",
    "src/a/",
    "src/a/x.py",
    "src/a/y.py",
    "src/b/",
    "src/b/z.py",
    "lib/",
    "lib/w.py",
    *(f"lib/many/m{number}.py" for number in range(16)),
    "lib/many/",
)


def figures(cognitive: int = 0, duplicated: int = 0, code_lines: int = 1000, lost: float = 0.0) -> Figures:
    return Figures(1, code_lines, 10, cognitive, cognitive, 0, duplicated, lost)


FIGURES = st.builds(
    figures, st.integers(0, 300), st.integers(0, 300), st.integers(0, 2000), st.floats(0, 10, allow_nan=False)
)
PAIRS = st.dictionaries(
    st.sampled_from(PATHS), st.tuples(st.none() | FIGURES, st.none() | FIGURES), max_size=len(PATHS)
)


def told(pairs) -> list[tuple[str, str]]:
    worse, _ = changes(pairs, "a quarter")
    return [(change.path, change.measure) for change in worse]


@given(PAIRS)
def test_every_change_is_true_and_none_is_told_twice(pairs) -> None:
    worse, better = changes(pairs, "a quarter")
    for told_ones, sign in ((worse, 1), (better, -1)):
        assert len(told_ones) <= 12
        for change in told_ones:
            then, now = pairs[change.path]
            assert change.path != "/"
            assert change.since == "a quarter"
            assert change.before == (getattr(then, change.measure) if then else 0)
            assert change.after == (getattr(now, change.measure) if now else 0)
            assert (change.after - change.before) * sign > 0
            assert change.share == pytest.approx(
                (change.after - change.before) / change.before if change.before else None
            )
            assert change.path.endswith("/") or (then is not None and now is not None)
            assert change.points == pytest.approx(
                (then.lost if then else 0) - (now.lost if now else 0), abs=1e-6
            )
        assert not any(inside(one, other) for one in told_ones for other in told_ones)
        assert len({(change.path, change.measure) for change in told_ones}) == len(told_ones)


def inside(inner: Change, outer: Change) -> bool:
    within = outer.path.endswith("/") and inner.path.startswith(outer.path) and inner is not outer
    return within and inner.measure == outer.measure


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (100, 115, True),
        (100, 114, False),
        (1000, 1040, False),
        (1000, 1050, True),
        (0, 15, True),
        (0, 14, False),
    ],
)
def test_how_much_is_much(before: int, after: int, expected: bool) -> None:
    assert told({"src/a/x.py": (figures(before), figures(after))}) == (
        [("src/a/x.py", "cognitive")] if expected else []
    )


def test_copied_lines_are_told_from_thirty_on() -> None:
    assert told({"src/": (figures(duplicated=100), figures(duplicated=130))}) == [
        ("src/", "duplicated_lines")
    ]
    assert told({"src/": (figures(duplicated=100), figures(duplicated=129))}) == []


def test_one_file_that_explains_its_folder_is_told_instead_of_it() -> None:
    pairs = {
        "src/": (figures(300), figures(380)),
        "src/a/": (figures(200), figures(280)),
        "src/a/x.py": (figures(100), figures(170)),
        "src/a/y.py": (figures(100), figures(110)),
    }
    assert told(pairs) == [("src/a/x.py", "cognitive")]


def test_a_folder_whose_files_all_grew_is_told_instead_of_them() -> None:
    pairs = {
        "src/": (figures(300), figures(400)),
        "src/a/": (figures(300), figures(400)),
        "src/a/x.py": (figures(150), figures(200)),
        "src/a/y.py": (figures(150), figures(200)),
    }
    assert told(pairs) == [("src/a/", "cognitive")]


def test_growth_beyond_that_of_the_code_stands_first() -> None:
    pairs = {
        # Twice the code with twice the complexity, and the same growth without more code.
        "lib/": (figures(100, code_lines=1000), figures(200, code_lines=2000)),
        "src/": (figures(100, code_lines=1000), figures(160, code_lines=1000)),
    }
    assert told(pairs) == [("src/", "cognitive"), ("lib/", "cognitive")]


def test_a_folder_that_came_is_told_and_a_file_is_not() -> None:
    pairs = {"new/": (None, figures(50)), "new/a.py": (None, figures(50)), "/": (None, figures(50))}
    assert told(pairs) == [("new/", "cognitive")]
    (change,), _ = changes({"new/": (None, figures(50))}, "a year")
    assert (change.before, change.after, change.share, change.lines_share, change.since) == (
        0,
        50,
        None,
        None,
        "a year",
    )


def test_nothing_and_the_same_are_no_changes() -> None:
    assert changes({}, "a quarter") == ((), ())
    assert changes({"src/": (figures(100), figures(100)), "lib/": (None, None)}, "a quarter") == ((), ())


def test_a_hundred_thousand_changes_in_one_folder_end() -> None:
    """Comparing each with each would take most of an hour; the files need no more than two contents in git."""
    count = 100_000
    pairs = {f"d/f{number}.py": (figures(100), figures(200)) for number in range(count)}
    pairs["d/"] = (figures(100 * count), figures(200 * count))
    assert told(pairs) == [("d/", "cognitive")]


@given(PAIRS)
def test_a_folder_is_told_unless_one_place_within_it_moved_as_much(pairs) -> None:
    told_ones = told(pairs)
    for path, measure in told_ones:
        assert not [
            other
            for other, of in told_ones
            if other != path and of == measure and path in charted_folders(other)
        ]


@pytest.mark.parametrize(("lost", "expected"), [(0.4, []), (0.6, [("src/a/x.py", "cognitive")]), (-0.6, [])])
def test_a_small_change_is_told_where_it_costs_much(lost: float, expected: list[tuple[str, str]]) -> None:
    pairs = {"src/a/x.py": (figures(9, lost=1.0), figures(18, lost=1.0 + lost))}
    assert told(pairs) == expected
