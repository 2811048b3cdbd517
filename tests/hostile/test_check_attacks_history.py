"""Histories that are made to be long, wide or far away in time."""

from pathlib import Path

import pytest

from mainstay.adapters.git import log_rows
from mainstay.domain.errors import RunFailed
from tests.fakes.opened import no_mark, opened
from tests.fakes.repositories import make_repository, small_repository, write_object
from tests.hostile.room import Room, steers_nothing, whole_report


@pytest.mark.parametrize("name", ["_MOST_TOUCHES", "_MOST_PATHS"])
def test_a_history_that_changes_more_than_can_be_held_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Commits that take turns with one large tree multiply it without taking room."""
    small_repository(tmp_path)
    with opened(tmp_path) as source:
        log = source.log(no_mark)
        held = len(log.touched) if name == "_MOST_TOUCHES" else len(log.paths)
        monkeypatch.setattr(log_rows, name, held)
        assert source.log(no_mark).touched == log.touched
        monkeypatch.setattr(log_rows, name, held - 1)
        with pytest.raises(RunFailed, match="its commits change more than"):
            source.log(no_mark)


DATES = [
    "0 +0000",
    "-1 +0000",
    "99999999999 +0000",
    "9999999999999999 +0000",
    "1 +99999999",
    "-62135596801 -0000",
]


@pytest.mark.parametrize("date", DATES)
def test_commits_at_the_ends_of_time(room: Room, tmp_path: Path, date: str) -> None:
    repo = make_repository(tmp_path / "repo")
    repo.commit({"a.py": "a = 1\n"})
    tree = repo.git("rev-parse", "HEAD^{tree}")
    parent = repo.head
    for number in range(35):
        when = date if number % 2 else "1767268800 +0000"
        text = f"tree {tree}\nparent {parent}\nauthor A <a@b> {when}\ncommitter A <a@b> {date}\n\nm{number}\n"
        parent = write_object(repo, "commit", text.encode())
    repo.git("update-ref", "refs/heads/main", parent)
    others = {form: room.folder / form for form in ("json", "markdown", "html")}
    also = [word for form, file in others.items() for word in ("--also", f"{form}={file}")]
    outcome = room.run("check", "--format", "text", *also, "--no-cache", "--churn", "all", repo.path)
    assert outcome.status == 0, outcome.said
    assert outcome.stdout
    for file in others.values():
        assert file.read_bytes()
        steers_nothing(file.read_bytes())
    whole_report(others["json"].read_bytes())
