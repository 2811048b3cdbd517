"""Git folders made by hand, as an unpacked archive may hold one: they lead elsewhere or are out of all measure."""

from pathlib import Path

import pytest

from tests.fakes.repositories import Repo, make_repository
from tests.hostile.room import Room, files_of


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = make_repository(tmp_path / "repo")
    repo.commit({"a.py": "a = 1\n"})
    return repo


def test_an_object_that_is_a_link_to_another_repository_is_not_followed(
    room: Room, repo: Repo, tmp_path: Path
) -> None:
    other = make_repository(tmp_path / "other")
    other.commit({"a.py": "a = 1\n"})
    oid = repo.git("rev-parse", "HEAD:a.py")
    here, there = (each.git_dir / "objects" / oid[:2] / oid[2:] for each in (repo, other))
    here.unlink()
    here.symlink_to(there)
    _, where, mend = room.refusal(repo.path)
    assert where.endswith(f"objects/{oid[:2]}/{oid[2:]}")
    assert "--follow-alternates" in mend
    assert files_of(room.look(repo.path, "--follow-alternates"))["a.py"]["kind"] == "source"


def test_a_hundred_thousand_includes_are_not_followed(room: Room, repo: Repo, tmp_path: Path) -> None:
    trap = tmp_path / "included"
    trap.write_text(f"[core]\n\tfsmonitor = touch {tmp_path}/canary\n")
    with (repo.git_dir / "config").open("a") as config:
        config.write(f"[include]\n\tpath = {trap}\n" * 100_000)
    assert "a.py" in files_of(room.look(repo.path))
    assert not (tmp_path / "canary").exists()


@pytest.mark.parametrize("leads", ["/etc", "../../../../../../../../../etc"])
def test_a_branch_that_is_a_file_of_the_machine_says_nothing_of_it(
    room: Room, repo: Repo, leads: str
) -> None:
    heads = repo.git_dir / "refs" / "heads"
    for file in heads.iterdir():
        file.unlink()
    heads.rmdir()
    heads.symlink_to(leads)
    (repo.git_dir / "HEAD").write_text("ref: refs/heads/passwd\n")
    outcome = room.run("check", "--format", "json", repo.path)
    assert outcome.status in {0, 2}
    assert b"root:" not in outcome.stdout + outcome.stderr
