"""Lines added and deleted."""

from pathlib import Path

import pytest

from mainstay.adapters.git import churn as churn_module
from mainstay.domain.history import Log
from tests.fakes.opened import no_mark, opened
from tests.fakes.repositories import Repo, Step, make_repository, small_repository, write_history


def counted(repo: Repo, parallel: int = 2) -> tuple[Log, int]:
    with opened(repo.path, parallel=parallel) as source:
        log = source.log(no_mark)
        return log, source.churn(log, range(len(log.oids)))


def table(log: Log) -> dict[tuple[int, str], tuple[int, int]]:
    columns = zip(log.touched, log.touched_paths, log.added, log.deleted, strict=True)
    return {(row, log.paths[path]): (added, deleted) for row, path, added, deleted in columns}


def test_a_small_history(tmp_path: Path) -> None:
    log, read = counted(small_repository(tmp_path))
    assert read == 3
    assert table(log) == {
        (0, "small/new.py"): (0, 0),
        (0, "small/sums.py"): (1, 1),
        (1, "small/sums.py"): (2, 0),
        (2, "README.md"): (1, 0),
        (2, "small/__init__.py"): (0, 0),
        (2, "small/old.py"): (10, 0),
    }


def test_binary_files_stay_uncounted(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    repo.commit({"image": b"\0\1\2", "text": "one\n"})
    repo.commit({"image": b"\0\1\2\3"})
    log, read = counted(repo)
    assert read == 2
    assert table(log) == {(0, "image"): (-1, -1), (1, "image"): (-1, -1), (1, "text"): (1, 0)}


def test_merges_empty_commits_and_what_is_counted_already(tmp_path: Path) -> None:
    repo = small_repository(tmp_path)
    repo.git("checkout", "--quiet", "-b", "other")
    repo.commit({"side": "x\n"})
    repo.git("checkout", "--quiet", "main")
    repo.commit()
    repo.merge("other")
    with opened(tmp_path) as source:
        log = source.log(no_mark)
        assert source.churn(log, [0, 1]) == 0
        assert source.churn(log, [2]) == 1
        assert source.churn(log, range(6)) == 3
        assert all(added >= 0 for added in log.added)
        log.added[-1] = 77
        assert source.churn(log, range(6)) == 0
        assert source.churn(log, []) == 0
    assert log.added[-1] == 77


@pytest.mark.parametrize("parallel", [1, 2, 3])
def test_many_commits_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parallel: int) -> None:
    monkeypatch.setattr(churn_module, "_WORTH_SPLITTING", 10)
    repo = make_repository(tmp_path)
    write_history(repo, [Step({f"{number % 7}": "line\n" * number}) for number in range(1, 201)])
    log, read = counted(repo, parallel)
    assert read == 200
    added, deleted = {}, {}
    for row, path, plus, minus in zip(log.touched, log.touched_paths, log.added, log.deleted, strict=True):
        number = 200 - row
        added[number], deleted[number] = plus, minus
        assert log.paths[path] == str(number % 7)
    assert added == {number: number if number < 8 else 7 for number in range(1, 201)} | {7: 7}
    assert set(deleted.values()) == {0}


def test_strange_names_and_renames(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    names = ["a\tb", "new\nline", "-1\t2\tx", "\\", '"', "<b>"]
    text = "some\nlines\nthat\nstay\nalike\n"
    repo.commit({name: f"{name}{text}" for name in names})
    for name in names:
        repo.git("mv", "--", name, f"{name}.moved")
    repo.commit({f"{name}.moved": f"{name}{text}more\n" for name in names})
    log, read = counted(repo)
    assert read == 2
    assert len(log.renames) == len(names)
    assert {path: counts for (row, path), counts in table(log).items() if not row} == {
        f"{name}.moved": (1, 0) for name in names
    }


def test_a_lost_content_costs_its_own_commits_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(churn_module, "_WORTH_SPLITTING", 10)
    repo = make_repository(tmp_path)
    repo.git("config", "fastimport.unpackLimit", "1000")
    write_history(repo, [Step({"file": f"{number}\n", f"{number}": "x\n"}) for number in range(60)])
    with opened(tmp_path) as source:
        log = source.log(no_mark)
        for row in (0, 17, 18, 40, 59):
            lost = repo.git("rev-parse", f"{log.oids[row]}:file")
            (tmp_path / ".git/objects" / lost[:2] / lost[2:]).unlink()
        read = source.churn(log, range(60))
    uncounted = {row for row, added in zip(log.touched, log.added, strict=True) if added < 0}
    # A content is needed for the commit that made it and for the next one (the row before).
    expected = {0, 16, 17, 18, 39, 40, 58, 59}
    assert uncounted == expected
    assert read == 60 - len(expected)


def test_a_lost_tree_costs_its_own_commits_only(tmp_path: Path) -> None:
    repo = make_repository(tmp_path)
    write_history(repo, [Step({"file": f"{number}\n"}) for number in range(20)])
    with opened(tmp_path) as source:
        log = source.log(no_mark)
        lost = repo.git("rev-parse", f"{log.oids[9]}^{{tree}}")
        (tmp_path / ".git/objects" / lost[:2] / lost[2:]).unlink()
        assert source.churn(log, range(20)) == 18
    assert [row for row in range(20) if log.added[row] < 0] == [8, 9]
