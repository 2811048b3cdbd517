"""Repositories of kilobytes that would unfold to gigabytes of memory or output, or to hours."""

import json
from pathlib import Path

import pytest

from tests.fakes.repositories import Repo, make_repository
from tests.hostile.room import Room, notices_of

_MEMORY = 1_500 << 20
_WITHIN = ("prlimit", f"--data={_MEMORY}", "--")


def _tree(repo: Repo, entries: list[tuple[str, str, str]]) -> str:
    text = "".join(
        f"{mode} {'tree' if mode == '040000' else 'blob'} {oid}\t{name}\n" for mode, name, oid in entries
    )
    return repo.git("mktree", stdin=text.encode())


def _blob(repo: Repo, content: bytes) -> str:
    return repo.git("hash-object", "-w", "--stdin", stdin=content)


def _commit(repo: Repo, tree: str, *parents: str, at: int) -> str:
    options = [option for parent in parents for option in ("-p", parent)]
    commit = repo.git("commit-tree", tree, "-m", "Change", *options, at=at)
    repo.git("update-ref", "refs/heads/main", commit)
    return commit


# Only twenty of the names fit into a report, so forty tell as well as two hundred that the others are left out; and the
# smaller bound of memory leaves each name no more than the larger one does.
@pytest.mark.parametrize(
    ("names", "megabytes"), [(40, 450), pytest.param(200, _MEMORY >> 20, marks=pytest.mark.slow)]
)
def test_a_content_of_many_functions_under_many_names(
    room: Room, tmp_path: Path, names: int, megabytes: int
) -> None:
    repo = make_repository(tmp_path / "repo", "--bare")
    many = _blob(repo, b"def f():0\n" * 15_000)
    few = _blob(repo, b"def g(a):\n    return a\n")
    files = [("100644", f"f{number}.py", many) for number in range(names)]
    _commit(repo, _tree(repo, [*files, ("100644", "plain.py", few)]), at=repo.now)
    within = ("prlimit", f"--data={megabytes << 20}", "--")
    outcome = room.run("check", "--format", "json", repo.path, within=within)
    assert outcome.status == 0, outcome.said
    report = json.loads(outcome.stdout)
    listed = [len(each["file"]["functions"]) for each in report["files"]]
    assert sum(listed) <= 300_000
    assert listed.count(15_000) == 20
    assert notices_of(report)["functions-left-out"]["count"] >= names - 20
    # The sums and the score hold all of them.
    assert {each["file"]["code_lines"] for each in report["files"]} == {15_000, 2}
    assert report["score"]["value"] is not None


def test_a_file_of_more_functions_than_a_report_lists(room: Room, tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    repo.commit({"many.py": "def f():0\n" * 20_001, "few.py": "def g():0\n"})
    report = room.look(repo.path)
    listed = {each["file"]["path"]: len(each["file"]["functions"]) for each in report["files"]}
    assert listed == {"many.py": 0, "few.py": 1}
    assert notices_of(report)["functions-left-out"]["examples"] == ["many.py"]


def test_files_that_take_no_room_on_the_disk_take_little_in_memory(room: Room, tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    repo.commit({"a.py": "a = 1\n"})
    for number in range(120):
        with (repo.path / f"sparse{number}").open("wb") as file:
            file.write(b"%d" % number)
            file.truncate(16 << 20)
    report = room.look(repo.path, within=_WITHIN)
    assert notices_of(report)["unreadable-work-files"]["count"] == 120 - 16
    assert "a.py" in {each["file"]["path"] for each in report["files"]}
