"""The git directory of our own, and that nothing of it stays behind."""

import gc
import shutil

import pytest

from mainstay.adapters.git.shadow import Shadow


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
