"""The git directory of our own, and that nothing of it stays behind."""

import gc
import shutil
from pathlib import Path

import pytest

from mainstay.adapters.git.opening import open_repository
from mainstay.adapters.git.shadow import Shadow
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.domain.errors import RunFailed
from tests.fakes.repositories import small_repository


def test_what_cannot_be_removed_at_closing_is_removed_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    shadow = Shadow()
    path = shadow.path
    with monkeypatch.context() as without:
        without.setattr(shutil, "rmtree", lambda path, ignore_errors: None)
        shadow.close()
    assert path.is_dir()
    del shadow
    gc.collect()
    assert not path.exists()


def test_an_index_of_absurd_size_is_not_copied(tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "repo")
    with (repo.git_dir / "index").open("r+b") as index:
        index.truncate((1 << 30) + 1)  # a hole: nothing of it is on the disk
    with open_repository(repo.path, LocalProcesses()) as source:
        with pytest.raises(RunFailed, match="larger than 1 GiB") as told:
            source.work_tree()
        assert "--head-only" in told.value.mend
