"""Raw names as text and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.adapters.git.names import is_inside, path_text, plain_message, raw_names


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"plain.py", "plain.py"),
        ("größe/Δ.py".encode(), "größe/Δ.py"),
        (b"back\\slash", "back\\slash"),
        (b"a\xff", "a\\xff"),
        (b"a\\\xff", "a\\\\\\xff"),
        (b"new\nline", "new\nline"),
        (b"cut \xe2\x82", "cut \\xe2\\x82"),
    ],
)
def test_text_of_a_name(raw: bytes, text: str) -> None:
    assert path_text(raw) == text


@given(st.binary(max_size=40))
def test_every_name_is_among_those_its_text_may_stand_for(raw: bytes) -> None:
    assert raw in raw_names(path_text(raw))


@given(st.binary(max_size=40))
def test_the_text_of_a_name_can_be_written_anywhere(raw: bytes) -> None:
    path_text(raw).encode("utf-8")


@given(st.text(max_size=40))
def test_all_names_of_a_text_are_shown_as_that_text(text: str) -> None:
    assert all(path_text(raw) == text for raw in raw_names(text))


def test_a_name_that_spells_out_another_ones_text() -> None:
    assert path_text(b"a\\xff") == path_text(b"a\xff")
    assert raw_names("a\\xff") == (b"a\xff", b"a\\xff")


@pytest.mark.parametrize("raw", [b"a", b"a/b c/d", b"..a/b..", b".gitignore", b"-rf", b"\xff"])
def test_paths_inside(raw: bytes) -> None:
    assert is_inside(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"/etc/passwd",
        b"../up",
        b"a/../../b",
        b"a//b",
        b"a/",
        b"./a",
        b".git/config",
        b"a/.GIT/x",
        b"a\0b",
    ],
)
def test_paths_that_lead_elsewhere(raw: bytes) -> None:
    assert not is_inside(raw)


def test_a_programs_last_words_are_made_safe() -> None:
    assert plain_message(b"warning: x\nfatal: bad \x1b[31mname\xff\n") == "bad ?[31mname\ufffd"
    assert plain_message(b"") == ""
    assert len(plain_message(b"x" * 5000)) == 300
