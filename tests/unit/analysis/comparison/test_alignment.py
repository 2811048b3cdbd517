"""Lines of two versions are paired only where they hold the same, each once, and an untouched text wholly."""

from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.comparison.alignment import kept_lines
from mainstay.analysis.comparison.texts import Text, text_of

LINES = st.lists(st.sampled_from(["a = 1", "b(2)", "", "# x", "return a", "b = (a)"]), max_size=30)


def text(lines: list[str]) -> Text:
    return text_of("x.py", "\n".join(lines).encode())


def test_what_was_put_between_moves_the_rest() -> None:
    before = ["a = 1", "b = 2", "return a"]
    after = ["import os", "a = 1", "c = 3", "b = 2", "return a"]
    assert kept_lines(text(before), text(after)) == ((2, 1), (4, 2), (5, 3))


def test_a_line_that_is_there_more_often_now_is_left_out_where_it_is_not_certain() -> None:
    before = ["start()", "a = 1", "stop()"]
    after = ["begin()", "a = 1", "a = 1", "end()"]
    assert kept_lines(text(before), text(after)) == ()


@given(LINES)
def test_the_same_text_is_paired_with_itself(lines: list[str]) -> None:
    pairs = kept_lines(text(lines), text(lines))
    assert all(now == then for now, then in pairs)
    assert len(pairs) == len({*text(lines).lines.tolist()})


@given(LINES, LINES)
def test_pairs_hold_the_same_and_no_line_twice(before: list[str], after: list[str]) -> None:
    pairs = kept_lines(text(before), text(after))
    assert len({now for now, _ in pairs}) == len({then for _, then in pairs}) == len(pairs)
    for now, then in pairs:
        plain = [
            one.replace("(", "").replace(")", "").replace(" ", "")
            for one in (after[now - 1], before[then - 1])
        ]
        assert plain[0] == plain[1]
