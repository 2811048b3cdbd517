"""Who owns what a worker may not touch."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mainstay.adapters.actions.file import FileAction
from mainstay.adapters.actions.files.owners import denial, whose_words
from mainstay.adapters.users import user_words
from mainstay.domain.run import Mark
from tests.fakes.occasions import occasion
from tests.fakes.users import NOBODY, as_nobody
from tests.unit.adapters.cache.place import in_child


def shut(folder: Path) -> None:
    folder.chmod(0o555)


def unreadable(folder: Path) -> None:
    (folder / "shop.conf").chmod(0o000)


def behind_a_shut_folder(folder: Path) -> None:
    (folder / "inner").chmod(0o000)


@pytest.mark.parametrize(
    ("closed", "name", "words"),
    [
        (shut, "shop.conf", "cannot be written: Permission denied; it belongs to "),
        (shut, "new.conf", "cannot be written: Permission denied; its folder belongs to "),
        (unreadable, "shop.conf", "cannot be read: Permission denied; it belongs to "),
        (
            behind_a_shut_folder,
            "inner/deeper/shop.conf",
            "closed to this worker (Permission denied; it belongs to ",
        ),
    ],
)
def test_whose_it_is_and_as_whom_the_worker_runs_is_told(
    tmp_path: Path, closed: Callable[[Path], None], name: str, words: str
) -> None:
    folder = tmp_path / "etc"
    (folder / "inner/deeper").mkdir(parents=True)
    (folder / "shop.conf").write_text("old")
    own = user_words(os.geteuid())
    worker = user_words(NOBODY) if os.geteuid() == 0 else own
    kept = tmp_path / "kept"
    kept.mkdir(mode=0o700)
    if os.geteuid() == 0:
        os.chown(kept, NOBODY, NOBODY)
        (folder / "shop.conf").chmod(0o644)
    closed(folder)

    def act() -> None:
        as_nobody(folder)
        action = FileAction((folder,), kept)
        given = {"path": str(folder / name), "content": "new"}
        for found in (action.act(given, occasion()), action.foresee(given, occasion())):
            assert found.mark is Mark.NOT_BEGUN
            assert f"belongs to {own}" in found.detail
            assert f"this worker runs as {worker}" in found.detail
        assert words in action.act(given, occasion()).detail

    in_child(act)
    for one in (folder, folder / "inner"):
        one.chmod(0o755)


def test_what_is_no_matter_of_rights_is_told_as_it_is(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        full = denial(OSError(errno.ENOSPC, "No space left on device"), folder, "a")
        locked = denial(PermissionError(errno.EPERM, "Operation not permitted"), folder, "gone")
        odd = whose_words(folder, "nul\0")
    finally:
        os.close(folder)
    own = user_words(os.geteuid())
    assert full == "No space left on device"
    assert locked == (f"Operation not permitted; its folder belongs to {own}, and this worker runs as {own}")
    assert odd == f"its folder belongs to {own}, and this worker runs as {own}"
