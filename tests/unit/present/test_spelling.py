"""What a decision rests on: no two actions look the same, and nothing that is shown steers or hides."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mainstay.analysis.contents.canonical import encode
from mainstay.domain.plan import Value
from mainstay.domain.proposal_view import ActionView
from mainstay.present.spelling import action_words, prose, word
from mainstay.present.text.told import CUT, folded
from mainstay.present.visible import HIDDEN

# Few characters, so that texts that could be taken for each other are found; those that part values, hide or steer among them.
TEXTS = st.text(
    st.sampled_from("ab1 .,=[]{}\"'\\nx20u\n\t\x1b\x7f\x9b\u00a0\u202e\u202f\u200b\u0301é…×-"), max_size=6
)
VALUES: st.SearchStrategy[Value] = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 30) | st.floats(-2, 2).map(lambda one: one or 0.0) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple) | st.dictionaries(TEXTS, inner, max_size=3).map(dict)
    ),
    max_leaves=5,
)
ACTIONS = st.builds(ActionView, TEXTS, st.dictionaries(TEXTS, VALUES, max_size=3))


def bytes_of(action: ActionView) -> bytes:
    """Give the bytes that the content's hash is made of."""
    return encode({"kind": action.kind, "parameters": action.parameters})


@given(ACTIONS, ACTIONS, st.booleans())
@example(ActionView("a", {"x": "a\n"}), ActionView("a", {"x": "a\\n"}), True)
@example(ActionView("a", {"x": "1", "y": "2"}), ActionView("a", {"x": "1 y=2"}), True)
@example(ActionView("a", {"argv=[ls] x": 1}), ActionView("a", {"argv": ("ls",), "x": 1}), True)
@example(ActionView("a", {"w": 'a"'}), ActionView("a", {"w": 'a\\"'}), True)
@example(ActionView("a", {"w": "a\u202fb"}), ActionView("a", {"w": "a b"}), True)
@example(ActionView("a", {"w": "×"}), ActionView("a", {"w": "x"}), False)
@example(ActionView("a", {"w": "1"}), ActionView("a", {"w": 1}), True)
@example(ActionView("a", {"w": "1.0"}), ActionView("a", {"w": 1.0}), True)
@example(ActionView("a", {"w": "null"}), ActionView("a", {"w": None}), True)
@example(ActionView("a", {"w": ()}), ActionView("a", {"w": {}}), True)
def test_two_different_actions_never_give_the_same_words(
    one: ActionView, other: ActionView, unicode: bool
) -> None:
    if bytes_of(one) != bytes_of(other):
        assert action_words(one, unicode=unicode) != action_words(other, unicode=unicode)


@given(ACTIONS, ACTIONS, st.integers(8, 30))
@example(ActionView("a", {"w": "bbbbbbb c"}), ActionView("a", {"w": "bbbbbbbc"}), 8)
@example(ActionView("a", {"w": "b  c"}), ActionView("a", {"w": "b c"}), 8)
def test_nor_do_they_in_lines(one: ActionView, other: ActionView, room: int) -> None:
    if bytes_of(one) != bytes_of(other):
        # What is drawn has no blanks at the ends of lines.
        lines = [
            [line.rstrip(" ") for line in folded(action_words(each), room, room - 2)] for each in (one, other)
        ]
        assert lines[0] != lines[1]


@given(st.builds(ActionView, st.text(), st.dictionaries(st.text(), st.text(), max_size=3)), st.booleans())
def test_nothing_that_is_shown_hides_or_steers(action: ActionView, unicode: bool) -> None:
    told = action_words(action, unicode=unicode)
    assert not HIDDEN.search(told)
    assert told.isprintable() and (unicode or told.isascii())
    assert told.count("  ") == 0


@given(st.text(), st.text())
@example("\n", "\\n")
@example("\\\u202e", "\\\\u202e")
def test_prose_is_whole_and_no_two_are_the_same(one: str, other: str) -> None:
    assert (prose(one) == prose(other)) == (one == other)
    assert not HIDDEN.search(prose(one))


@given(st.text(st.sampled_from('ab \\"\ufffd漢'), max_size=60), st.integers(8, 20))
def test_lines_hold_all_of_a_text_within_their_room(text: str, room: int) -> None:
    from_quoted = word(text + " ")
    lines = list(folded(from_quoted, room, room - 2))
    assert all(len(line) <= room for line in lines)
    joined = ""
    for line in lines:
        cut = (len(line) - len(line.rstrip(CUT))) % 2 == 1
        joined += line.removesuffix(CUT) if cut else f"{line} "
    assert joined == f"{from_quoted} "


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("s/10/20/", "s/10/20/"),
        ("https://shop.example/a?b", "https://shop.example/a?b"),
        ("größer", "größer"),
        ("a b", '"a b"'),
        ("a  b", '"a \\x20b"'),
        ("", '""'),
        ("1.3", '"1.3"'),
        ("1.3.0", "1.3.0"),
        ("true", '"true"'),
        ("nan", '"nan"'),
        ('say "a"', '"say \\"a\\""'),
        ("C:\\temp", '"C:\\\\temp"'),
        ("a\nb", '"a\\nb"'),
        ("a\\nb", '"a\\\\nb"'),
        ("\u202ea", '"\\u202ea"'),
        ("\u0301a", '"\\u0301a"'),
    ],
)
def test_words(text: str, told: str) -> None:
    assert word(text) == told
