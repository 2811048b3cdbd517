"""The difference of two contents of a file."""

import pytest

from mainstay.present.text.difference import LARGEST, MOST_LINES, MOST_SHOWN, difference


def test_what_changed_with_a_little_around_it() -> None:
    before = "".join(f"line {number}\n" for number in range(20)).encode()
    told = difference(before, before.replace(b"line 9\n", b"line nine\n"))
    assert told == "@@ -8,5 +8,5 @@\n line 7\n line 8\n-line 9\n+line nine\n line 10\n line 11"


def test_nothing_changed() -> None:
    assert difference(b"a\n", b"a\n") == ""


def test_a_new_file_and_one_that_goes() -> None:
    assert difference(b"", b"a\nb\n") == "@@ -0,0 +1,2 @@\n+a\n+b"
    assert difference(b"a\n", b"") == "@@ -1 +0,0 @@\n-a"


def test_ends_of_lines_alone() -> None:
    assert difference(b"a\r\nb", b"a\nb\n") == "(lines end otherwise)"


def test_what_seems_a_secret_is_not_shown() -> None:
    told = difference(b"db_password = correct-horse\nb = 1\n", b"token: battery-staple\nb = 2\n")
    assert told == "@@ -1,2 +1,2 @@\n-***\n-b = 1\n+***\n+b = 2"
    key = b"-----BEGIN RSA PRIVATE KEY-----\nMIIEow\n-----END RSA PRIVATE KEY-----\n"
    for pair in ((key, b"a\n"), (b"a\n", key)):
        assert difference(*pair) == "(not shown, for it holds a private key)"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe", "(no text)"),
        (b"x" * (LARGEST + 1), "(too long to be compared)"),
        (b"x\n" * (MOST_LINES + 1), "(too long to be compared)"),
    ],
)
def test_what_is_not_compared(content: bytes, told: str) -> None:
    assert difference(content, b"a\n") == difference(b"a\n", content) == told


def test_what_steers_is_shown_and_what_is_long_is_cut() -> None:
    told = difference(b"", "\x1b[31m\u202e\n".encode() + b"y" * 5_000)
    first, second = told.splitlines()[1:]
    assert first == "+\\x1b[31m\\u202e"
    assert len(second) == 300


def test_of_many_lines_the_first_are_shown() -> None:
    told = difference(b"", b"a\n" * (MOST_SHOWN + 50)).splitlines()
    assert (len(told), told[-1]) == (MOST_SHOWN + 1, "(and more)")
