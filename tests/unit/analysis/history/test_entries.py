"""Entries of change logs are found by where they lie, and judged by name or content."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.history.entries import entries, entry_tells_fix
from tests.oracles.history import START, Commit, History


def found(*paths: str) -> dict[str, bool | None]:
    log = History([Commit(START, "Ann", touches=[(path, 1, 0) for path in paths])]).log()
    return {entry.path: entry.fix for entry in entries(log, 1)}


@pytest.mark.parametrize(
    ("path", "fix"),
    [
        ("newsfragments/12.bugfix.rst", True),
        ("news/9876.bugfix.rst", True),
        ("changelog/11.bugfix.2.rst", True),
        ("CHANGES/77.fix", True),
        ("src/twisted/topfiles/5.bugfix", True),
        ("newsfragments/12.feature.rst", False),
        ("changes.d/8.doc.md", False),
        ("news/8.trivial.rst", False),
        ("changelogs/fragments/75-mend.yml", None),
        ("doc/build/changelog/unreleased_20/1234.rst", None),
        ("releasenotes/notes/mend-1a2b.yaml", None),
        (".changeset/brave-cats.md", None),
        ("changelogs/unreleased/mend.yml", None),
    ],
)
def test_an_entry(path: str, fix: bool | None) -> None:
    assert found(path) == {path: fix}


@pytest.mark.parametrize(
    "path",
    [
        "news/README.rst",
        "changelog/_template.rst",
        "changelog/changelog_1.rst",
        "src/a.py",
        "docs/news.rst",
        "changes/a.png",
    ],
)
def test_no_entry(path: str) -> None:
    assert found(path) == {}


def test_an_entry_belongs_to_the_commit_that_added_it() -> None:
    path = "news/1.bugfix.rst"
    commits = [
        Commit(START + 3, "Ann", touches=[(path, 0, 1)]),
        Commit(START + 2, "Ann", touches=[(path, 1, 1)]),
        Commit(START + 1, "Ann", touches=[(path, 1, 0), ("a.py", 1, 0)]),
    ]
    log = History(commits).log()
    assert [(entry.row, entry.fix) for entry in entries(log, 3)] == [(2, True)]
    assert list(entries(log, 2)) == []


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("---\nbugfixes:\n  - mend the sum\n", True),
        ("fixes:\n  - |\n    the sum\n", True),
        (".. change::\n    :tags: bug, orm\n    :tickets: 1\n", True),
        ("title: Mend\ntype: fixed\n", True),
        ("### Fixed\n\n- the sum\n", True),
        ("minor_changes:\n  - a bug bounty page\n", False),
        (".. change::\n    :tags: usecase, orm\n\n    Fix for people\n", False),
        ("type: added\n", False),
        ("", False),
    ],
)
def test_an_entry_says_whether_it_is_about_a_bug(text: str, fix: bool) -> None:
    assert entry_tells_fix(text.encode()) == fix


@given(st.binary(max_size=500))
def test_any_bytes_are_judged(content: bytes) -> None:
    assert entry_tells_fix(content) in {True, False}


@given(st.lists(st.text(max_size=60), max_size=5, unique=True))
def test_any_path_is_judged(paths: list[str]) -> None:
    assert found(*paths).keys() <= set(paths)
