"""Evidence is cut from contents one by one, and a content of millions of lines does not grow on the way."""

import tracemalloc

from mainstay.domain.finding import Finding, Urgency
from mainstay.keepers.code.excerpts import with_excerpts
from tests.fakes.source import MadeUpRepository


def finding(path: str, line: int, end_line: int) -> Finding:
    return Finding(
        code="large-file",
        path=path,
        line=line,
        end_line=end_line,
        symbol="",
        text="",
        urgency=Urgency.LOW,
        value=1.0,
        limit=0.0,
        lost=0.0,
        fingerprint="",
    )


def lines_of(text: str, line: int, end_line: int) -> tuple[str, ...] | None:
    (one,) = with_excerpts(
        [finding("a", line, end_line)], {"a": "oid"}, MadeUpRepository().opened(), {"oid": text.encode()}
    )
    assert one.excerpt is None or one.excerpt.line == line
    return None if one.excerpt is None else one.excerpt.text


def test_which_lines_are_shown() -> None:
    text = "".join(f"{number}\n" for number in range(1, 101))
    assert lines_of(text, 3, 5) == ("3", "4", "5")
    assert lines_of(text, 3, 90) == tuple(map(str, range(3, 15)))
    assert lines_of(text, 7, 0) == ("7",)
    assert lines_of(text, 1, 1) == tuple(map(str, range(1, 7)))
    assert lines_of(text, 99, 120) == ("99", "100", "")
    assert lines_of(text, 200, 210) is None
    assert lines_of("x" * 1000, 1, 1) == ("x" * 160,)


def test_contents_are_read_once_and_missing_ones_show_nothing() -> None:
    made = MadeUpRepository()
    made.commit({"a": "one\ntwo\n", "b": "three\n"})
    source = made.opened()
    oids = {entry.path: entry.oid for entry in source.tree(made.head)} | {"gone": "0" * 40}
    found = [finding("a", 2, 2), finding("gone", 1, 1), finding("b", 1, 1), finding("a", 1, 2)]
    shown = with_excerpts(found, oids, source, {})
    assert [one.excerpt and one.excerpt.text[0] for one in shown] == ["two", None, "three", "one"]


def test_many_large_contents_are_not_held_together() -> None:
    size = 1 << 20
    given = {str(number): b"ab\n" * (size // 3) for number in range(20)}
    found = [finding(oid, 1, 1) for oid in given]
    source = MadeUpRepository().opened()
    tracemalloc.start()
    try:
        shown = with_excerpts(found, {oid: oid for oid in given}, source, given)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert all(one.excerpt and len(one.excerpt.text) == 6 for one in shown)
    assert most < 4 * size
