"""Mass reformatting is told and counts for nothing, and lists of commits to ignore are read as git reads them, or told."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.repositories import ANN, BEN, DAY, START, Content, Repo, Step, make_repository, write_history
from tests.hostile.pasts import FIRST, code, found, is_sensible, ranked, windows, work
from tests.hostile.room import Room, notices_of

LIST = ".git-blame-ignore-revs"
WIDE = {f"wide/file{number}.py": code(f"wide{number}", 30) for number in range(14)}
SPREAD = {path: content.replace("    ", "  ") for path, content in WIDE.items()}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return make_repository(tmp_path / "repo", "--bare")


def past(subject: str) -> list[Step]:
    """Let Ann write the wide files, others work on them, and Ben lay them all out a year later and again."""
    steps = [
        FIRST,
        Step(WIDE, "Add the wide files", by=ANN, at=START - 1000 * DAY),
        *work(100, end=START - 10 * DAY),
    ]
    laid = [
        Step((SPREAD, WIDE)[number % 2], f"{subject} {number}", by=BEN, at=START - (6 - number) * DAY)
        for number in range(6)
    ]
    return [*steps, *laid]


@pytest.mark.parametrize(
    "subject", ["Fix formatting with black", "Run ruff format, fix all", "Fix white space, reformat"]
)
def test_mass_reformatting_is_told_and_counts_for_nothing(room: Room, repo: Repo, subject: str) -> None:
    write_history(repo, past(subject))
    report = room.look(repo.path)
    is_sensible(report)
    assert notices_of(report)["layout-commits"]["count"] == 6
    assert "only change how code looks" in room.run("check", "-v", repo.path).stdout.decode()
    _are_untouched(report)
    # Nobody becomes the owner of what he laid out, and nobody is told to have left because of it.
    owners = {file["file"]["path"]: file["history"]["owner"] for file in report["files"] if file["history"]}
    assert {owners[path] for path in WIDE} == {"Ann Author"}


def _are_untouched(report: Mapping[str, Any]) -> None:
    histories = {file["file"]["path"]: file["history"] for file in report["files"]}
    assert {(histories[path]["commits"], histories[path]["fixes_year"]) for path in WIDE} == {(1, 0)}
    assert not {path for code, path in found(report) if code == "fixed-again"} & WIDE.keys()
    assert next(iter(ranked(report))) == "pkg/busy.py"


def with_list(repo: Repo, listing: Content) -> list[str]:
    """Write a past whose sweeps do not say what they are, and the list; give the sweeps' hashes."""
    hashes = write_history(repo, past("Fix everything"))
    write_history(repo, [Step({LIST: listing}, "List them", at=START)])
    return hashes[-6:]


def lines(hashes: list[str]) -> str:
    return "# sweeps\n\n" + "".join(f"{name}  # black\n" for name in hashes)


@pytest.mark.parametrize(
    "write",
    [
        lambda text: text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.upper().encode(),
        lambda text: b"# \xe9t\xe9 \xff\xfe\0\n" * 50 + text.encode(),
        lambda text: text.encode() + b"not a hash\n" + b"a" * 39 + b"\n" + b"#" * 1_000_000,
    ],
    ids=["plain", "crlf", "bom", "utf-16", "capitals", "latin-1", "with rubbish"],
)
def test_listed_commits_are_honoured_however_the_list_is_written(
    room: Room, repo: Repo, tmp_path: Path, write: Callable[[str], bytes]
) -> None:
    unlisted = room.look(_unlisted(tmp_path).path)
    assert ("fixed-again", "wide/file0.py") in found(unlisted), "without the list they count"
    hashes = with_list(repo, "")
    write_history(repo, [Step({LIST: write(lines(hashes))}, at=START)])
    report = room.look(repo.path)
    is_sensible(report)
    assert notices_of(report)["layout-commits"]["count"] == 6
    assert "ignored-revisions" not in notices_of(report)
    _are_untouched(report)


def _unlisted(tmp_path: Path) -> Repo:
    repo = make_repository(tmp_path / "unlisted", "--bare")
    write_history(repo, past("Fix everything"))
    return repo


def test_hashes_that_name_nothing_are_told(room: Room, repo: Repo) -> None:
    hashes = with_list(repo, "")
    wrong = [f"{number:040x}" for number in range(7)]
    write_history(repo, [Step({LIST: lines([*wrong, *hashes[:2], hashes[3][:12]])}, at=START)])
    report = room.look(repo.path)
    notice = notices_of(report)["ignored-revisions"]
    assert (notice["count"], notice["examples"]) == (7, wrong[:5])
    assert notices_of(report)["layout-commits"]["count"] == 2


def test_a_huge_list_is_told_and_not_read(room: Room, repo: Repo) -> None:
    with_list(repo, "".join(f"{number:040x}\n" for number in range(110_000)))
    report = room.look(repo.path)
    notice = notices_of(report)["ignored-revisions"]
    assert notice["weight"] == "limit"
    assert "4 MiB" in notice["text"]
    assert windows(report)
    assert "layout-commits" not in notices_of(report)


def test_a_list_of_everything_leaves_nothing_to_claim(room: Room, repo: Repo) -> None:
    hashes = write_history(repo, past("Fix everything"))
    write_history(repo, [Step({LIST: lines(hashes)}, "Hide", at=START)])
    report = room.look(repo.path)
    is_sensible(report)
    assert notices_of(report)["layout-commits"]["count"] == len(hashes)
    assert (report["ranking"]["proof"]["claim"], report["ranking"]["proof"]["fixes"]) == (False, 0)
    assert room.run("list", repo.path).status == 0
