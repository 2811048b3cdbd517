"""Text from outside: nothing hidden stays hidden, nothing harmless changes, limits hold."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.present.visible import visible, visible_line

HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
ANY = st.text(st.characters(codec=None), max_size=60)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain/päth-名前.py", "plain/päth-名前.py"),
        ("a\nb\r\tc", r"a\nb\r\tc"),
        ("\x1b[31mred\x07", r"\x1b[31mred\x07"),
        ("photo\u202egnp.exe", r"photo\u202egnp.exe"),
        ("zero\u200bwidth\ufeff", r"zero\u200bwidth\ufeff"),
        ("line\u2028para\u2029", r"line\u2028para\u2029"),
        ("lone \udc80", r"lone \udc80"),
        ("tag\U000e0041", r"tag\U000e0041"),
        ("filler\u3164\u2800\ufe0f", r"filler\u3164\u2800\ufe0f"),
        ("\x9b31m", r"\x9b31m"),
        ("12\u202f%", "12\u202f%"),
        (r"C:\new", r"C:\new"),
        ("<script>&'\"", "<script>&'\""),
    ],
)
def test_what_each_kind_of_character_becomes(text, shown):
    assert visible(text) == shown


def test_every_character_of_the_hidden_categories_is_escaped():
    every = (chr(code) for code in range(0x110000))
    left = [char for char in every if unicodedata.category(char) in HIDDEN and visible(char) == char]
    assert left == []


@settings(deadline=None)
@given(ANY)
def test_nothing_hidden_is_left_and_the_result_can_be_written(text):
    shown = visible(text)
    assert not [char for char in shown if unicodedata.category(char) in HIDDEN]
    shown.encode("utf-8")
    assert visible(shown) == shown


@settings(deadline=None)
@given(ANY, st.integers(1, 40))
def test_the_limit_holds_and_no_escape_is_cut(text, limit):
    shown = visible(text, limit)
    assert len(shown) <= limit
    whole = visible(text)
    if len(whole) <= limit:
        assert shown == whole
    else:
        assert shown.count("…") >= 1
    kept = visible("\u202e" * 50, limit).replace("…", "").replace(r"\u202e", "")
    assert kept == ""


def test_the_middle_gives_way():
    assert visible("src/a/very/long/path/module.py", 15) == "src/a/v…dule.py"
    assert visible("x" * 10**6, 5) == "xx…xx"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("\tif x:\n", "    if x:"),
        ("a\tb", "a   b"),
        ("x = 1\r\n", "x = 1"),
        ("\x1b]0;title\x07", r"\x1b]0;title\x07"),
    ],
)
def test_lines_of_source(line, shown):
    assert visible_line(line, 80) == shown
    assert visible_line(line) == shown


@settings(deadline=None)
@given(ANY, st.integers(2, 40))
def test_lines_of_source_keep_their_start(line, limit):
    shown = visible_line(line, limit)
    assert len(shown) <= limit
    if shown.endswith("…") and "…" not in line:
        assert visible_line(line).startswith(shown[:-1])
