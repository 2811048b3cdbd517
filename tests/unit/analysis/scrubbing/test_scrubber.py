"""No secret comes through, in none of its forms, in however many pieces; and all else does."""

import base64
import html
import json
from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mainstay.analysis.scrubbing.forms import forms_of
from mainstay.analysis.scrubbing.scrubber import Scrubber
from mainstay.domain.secret import SHORTEST, SHOWN, Secret

VALUES = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="*"), min_size=SHORTEST, max_size=24
)
TEXTS = st.text(max_size=40)


def scrubbed(text: str, *values: str) -> str:
    return Scrubber(map(Secret, values)).scrub(text)


@pytest.mark.parametrize(
    "hold",
    [
        str,
        json.dumps,
        lambda value: json.dumps({"key": value}, ensure_ascii=False),
        quote,
        lambda value: quote(value, safe=""),
        quote_plus,
        lambda value: urlencode({"token": value}),
        lambda value: base64.b64encode(value.encode()).decode(),
        lambda value: base64.urlsafe_b64encode(value.encode()).decode(),
        lambda value: base64.b64encode(f"user:{value}".encode()).decode(),
        lambda value: base64.b64encode(f"users:{value}!".encode()).decode(),
        lambda value: base64.b64encode(f"bearer:{value}:".encode()).decode(),
        lambda value: value.encode().hex(),
        html.escape,
        repr,
        lambda value: f"https://user:{value}@example.org/",
    ],
)
@settings(max_examples=40, deadline=None)
@given(value=VALUES, before=TEXTS, after=TEXTS)
def test_each_form_is_taken_out(hold, value: str, before: str, after: str) -> None:
    assume(len(value.strip()) >= SHORTEST)
    held = hold(value)
    left = scrubbed(f"{before}{held}{after}", value)
    assert SHOWN in left
    assert value not in left
    assert not any(form in left for form in forms_of(value) if SHOWN not in form)


@settings(max_examples=200, deadline=None)
@given(
    values=st.lists(VALUES, min_size=1, max_size=3),
    data=st.data(),
)
def test_in_pieces_the_same_comes_out_as_in_one(values: list[str], data: st.DataObject) -> None:
    pieces = (
        st.sampled_from(values)
        | st.text("ab *\n", max_size=6)
        | st.sampled_from([v[: len(v) // 2] for v in values])
    )
    text = "".join(data.draw(st.lists(pieces, max_size=8)))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=12)))
    scrubbing = Scrubber(map(Secret, values)).begin()
    parts = [scrubbing.feed(text[a:b]) for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert "".join(parts) + scrubbing.finish() == scrubbed(text, *values)


@given(text=st.text(max_size=200), value=VALUES)
def test_what_holds_no_secret_stays_as_it_is(text: str, value: str) -> None:
    assume(not any(form in text for form in forms_of(value)))
    assert scrubbed(text, value) == text
    assert scrubbed(text) == text


@pytest.mark.parametrize(
    ("text", "values", "left"),
    [
        ("abcdefghij", ["abcdef", "efghij"], "***"),
        ("xabcdy abcd", ["abcd"], "x***y ***"),
        ("aaaaaaaa", ["aaaa"], "***"),
        ("one: first line\ntwo: second line", ["first line\nsecond line"], "one: ***\ntwo: ***"),
        ("abcdabcx", ["abcd", "abcdef"], "***abcx"),
    ],
)
def test_stretches(text: str, values: list[str], left: str) -> None:
    assert scrubbed(text, *values) == left


def test_a_scrubber_shows_no_secret_itself() -> None:
    assert "abcdef" not in repr(Scrubber([Secret("abcdef")]))


def test_no_more_is_held_back_than_could_begin_a_secret() -> None:
    scrubbing = Scrubber([Secret("topsecret")]).begin()
    assert scrubbing.feed("Password: ") == "Password: "
    assert scrubbing.feed("to") == ""
    assert scrubbing.feed("day topsec") == "today "
    assert scrubbing.feed("ret!") == "***!"
    assert scrubbing.finish() == ""


def test_the_end_of_a_text_that_was_cut_in_a_secret() -> None:
    scrubber = Scrubber([Secret("correct-horse")])
    whole = "begin correct-horse and more correct-horse, to the end of it all"
    for place in range(len(whole)):
        told = scrubber.scrub_end(whole[place:])
        assert "orse" not in told
        # What no form of the secret is long enough to reach is all there.
        assert place > 15 or told.endswith(" the end of it all")
    assert scrubber.scrub_end(whole) != scrubber.scrub(whole)


def test_the_end_of_a_text_without_secrets_is_all_there() -> None:
    assert Scrubber([]).scrub_end("all of it") == "all of it"
    assert Scrubber([Secret("correct-horse")]).scrub_end("") == ""
