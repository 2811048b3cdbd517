"""Which commits count as fixes, on messages as people write them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mainstay.analysis.history.marks import mark_message
from mainstay.domain.history import Mark

FIXES = [
    "Fix crash when the basket is empty",
    "fix: give back the last page too",
    "fix(parser)!: refuse a second root",
    "Fixed wrong totals after midnight",
    "Fixes the order of invoices",
    "Fixing a race between two savers",
    "FIX #12 rounding of taxes",
    "Bugfix: dates before 1970",
    "bug fix for empty baskets",
    "Hotfix for the login page",
    "hot-fix login",
    "[BUG] totals are wrong on leap days",
    "Correct a bug in the sorting of names",
    "Two bugs in the importer",
    "Bugfixes for the release",
    "Handle a crash in the exporter",
    "Do not crash on an empty row",
    "Crashes no more when the disk is full",
    "Avoid crashing in the shutdown",
    "Regression: prices without currency",
    "Mend a regression in the search",
    "Repair a defect in the meter reader",
    "Prevent segfault in the codec",
    "ui: fix overlapping labels",
    "Fix leak of file handles (#345)",
    "Really fix it",
    "\n\n  Fix what stands below blank lines",
    "fixup for the last change",
    "Fix\ta tab after the word",
    "Fix.",
]

NO_FIXES = [
    "",
    "Add a page for invoices",
    "Release 1.4.2",
    "Bump requests from 2.1 to 2.2",
    "Fix typo in the readme",
    "Fix typos",
    "Fixed a spelling mistake",
    "Fix docs build",
    "Fix docstring of the parser",
    "fix: documentation of flags",
    "Fix lint warnings",
    "Fix flake8 complaints",
    "Fixes for mypy",
    "Fix PEP-8 violations",
    "Fix whitespace",
    "Fix white-space after rename",
    "Fix indentation",
    "Fix the tests",
    "Fix flaky test of the importer",
    "Fix CI on old machines",
    "Fix GitHub Actions cache",
    "Fix merge conflict",
    "Fix changelog entry",
    "Fix broken links in the handbook",
    "Fix a comment",
    "Prefix all keys with the tenant",
    "Suffix names of backups",
    "Add fixtures for orders",
    "A fixture for orders",
    "Debug output for the importer",
    "Debugging aid",
    "Use affixes in the index",
    "Add a crashcourse for writers",
    "Bugle sounds for the game",
    "Merge branch 'main' into topic",
    "Refactor the way in which totals are summed\n\nThis fixes nothing, it only moves code.",
    "Say what changed\n\nFix: not in the first line",
    'Revert "Fix crash when the basket is empty"',
]


@pytest.mark.parametrize("message", FIXES)
def test_a_fix(message: str) -> None:
    assert mark_message(message.encode()).marks & Mark.FIX


@pytest.mark.parametrize("message", NO_FIXES)
def test_no_fix(message: str) -> None:
    assert not mark_message(message.encode()).marks & Mark.FIX


@pytest.mark.parametrize(
    ("message", "marked"),
    [
        ("Sum anew\n\nCloses #12", True),
        ("Sum anew\n\nCloses: #12", True),
        ("Sum anew (closes #12)", True),
        ("Sum anew\n\nfixed #1, resolves #2", True),
        ("Fix totals, resolve shop/orders#77", True),
        ("Resolved my-org/my.repo#5", True),
        ("Sum anew (#12)", False),
        ("See #12", False),
        ("Closes the window #", False),
        ("Discloses #12", False),
        ("Closes#12", False),
        ("Fixes 12", False),
        ("Closes #1234567890123", False),
    ],
)
def test_an_issue_is_closed_anywhere_in_the_message(message: str, marked: bool) -> None:
    assert bool(mark_message(message.encode()).marks & Mark.ISSUE) == marked


@pytest.mark.parametrize(
    ("message", "issue"),
    [
        ("Sum anew\n\nCloses #12", 12),
        ("Sum anew (#12)", 12),
        ("gh-345: sum anew", 345),
        ("Sum anew (#12)\n\nFixes #7", 7),
        ("Sum anew\n\nSee #12", 0),
        ("Sum anew", 0),
        ("C# 3 and #1234567890123", 0),
    ],
)
def test_which_issue_it_names(message: str, issue: int) -> None:
    assert mark_message(message.encode()).issue == issue


@pytest.mark.parametrize(
    ("message", "layout"),
    [
        ("Run black over everything", True),
        ("Reformat the code base", True),
        ("style: apply ruff format", True),
        ("Remove trailing whitespace", True),
        ("Update copyright years", True),
        ("Use f-strings (pyupgrade)", True),
        ("Blacklist an address", False),
        ("Add a formatter for reports", False),
        ("Indentations matter in YAML", False),
        ("Sum anew\n\nand run black", False),
    ],
)
def test_what_only_changes_how_code_looks(message: str, layout: bool) -> None:
    assert bool(mark_message(message.encode()).marks & Mark.LAYOUT) == layout


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ('Revert "Add a page"', Mark.REVERT),
        ('Revert "Fix crash"\n\nThis reverts commit 1234.', Mark.REVERT),
        ('Revert "Add a page"\n\nFixes #3', Mark.REVERT | Mark.ISSUE),
        ("Revert to the old page", Mark.NONE),
        ('Reapply "Fix crash"', Mark.FIX),
        ("Fix crash\n\nCloses #3", Mark.FIX | Mark.ISSUE),
    ],
)
def test_marks_stand_side_by_side(message: str, expected: Mark) -> None:
    assert Mark(mark_message(message.encode()).marks) == expected


def test_any_encoding_is_judged() -> None:
    assert mark_message("Fix für größere Körbe".encode("latin-1")).marks & Mark.FIX
    assert mark_message("修正: fix 計算".encode()).marks & Mark.FIX
    assert mark_message("Füge Seiten hinzu".encode("utf-16")).marks == 0


def test_what_stands_far_behind_is_not_read() -> None:
    assert mark_message(b"Add\n\n" + b"x " * 9_000 + b"closes #1").marks == 0


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
@example(b"fix" * 20_000)
@example(b"fix " * 20_000)
@example(b"fix:" + b" " * 40_000 + b"#1")
@example(b"fixes " + b"a/" * 20_000 + b"#1")
@example(b"closes " + b"a" * 20_000)
@example(b"\n" * 40_000)
def test_any_bytes_are_judged(message: bytes) -> None:
    assert Mark(mark_message(message).marks) in Mark.FIX | Mark.ISSUE | Mark.REVERT | Mark.LAYOUT
