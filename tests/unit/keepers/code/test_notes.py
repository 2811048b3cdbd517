"""The folder of notes: read once, only ours, gone at the end."""

import stat
import tempfile
from pathlib import Path

import pytest

from mainstay.domain.errors import RunFailed
from mainstay.keepers.code.notes import SUFFIX, Notes


@pytest.fixture(autouse=True)
def _temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def test_notes_are_taken_once() -> None:
    notes = Notes()
    for number, text in enumerate(("one    ", "       ", "two    ")):
        (notes.path / f"{number}{SUFFIX}").write_text(text)
    assert notes.take() == {"one", "two"}
    assert notes.take() == set()


def test_only_we_may_read_them_and_closing_removes_them(tmp_path: Path) -> None:
    notes = Notes()
    (notes.path / f"1{SUFFIX}").write_text("one")
    assert stat.S_IMODE(notes.path.stat().st_mode) == 0o700
    notes.close()
    assert list(tmp_path.iterdir()) == []


def test_they_are_removed_even_when_nobody_closes_them(tmp_path: Path) -> None:
    notes = Notes()
    assert list(tmp_path.iterdir()) == [notes.path]
    del notes
    assert list(tmp_path.iterdir()) == []


def test_no_room_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(RunFailed, match="temporary files cannot be written: No such file") as caught:
        Notes()
    assert caught.value.where == str(tmp_path / "gone")
    assert "TMPDIR" in caught.value.mend
