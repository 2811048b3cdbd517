"""Finding the operator's file, and refusing one that others could change."""

import os
from pathlib import Path

import pytest

from mainstay.adapters.operator_file import NAME, place_of, places, read_own
from mainstay.domain.errors import ConfigurationError, MainstayError, RunFailed, UsageError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "own" / NAME
    made.parent.mkdir(mode=0o700)
    made.write_bytes(b"version: 1\n")
    made.chmod(0o600)
    return made


def test_what_is_named_goes_first(tmp_path: Path) -> None:
    here = {"MAINSTAY_SERVER_FILE": "/b", "XDG_CONFIG_HOME": str(tmp_path), "HOME": "/h"}
    assert place_of("/a", here) == Path("/a")
    assert place_of("", here) == Path("/b")
    (tmp_path / "mainstay").mkdir()
    (tmp_path / "mainstay" / NAME).touch()
    assert place_of("", {"XDG_CONFIG_HOME": str(tmp_path)}) == tmp_path / "mainstay" / NAME


def test_the_places_that_are_looked_at() -> None:
    system = Path("/etc/mainstay", NAME)
    assert places({"XDG_CONFIG_HOME": "/x", "HOME": "/h"}) == (Path("/x/mainstay", NAME), system)
    assert places({"XDG_CONFIG_HOME": "x", "HOME": "/h"}) == (Path("/h/.config/mainstay", NAME), system)
    assert places({}) == (system,)


def test_it_is_read_up_to_a_limit(file: Path) -> None:
    assert read_own(file, 100, "the file") == b"version: 1\n"
    assert read_own(file, 4, "the file") == b"versi"


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_one_that_others_may_write_is_refused(file: Path, mode: int) -> None:
    file.chmod(mode)
    with pytest.raises(ConfigurationError, match="may write") as refused:
        read_own(file, 100, "the file")
    assert refused.value.mend == f"chmod go-w {file}"


def test_one_that_others_may_replace_is_refused(file: Path) -> None:
    file.parent.chmod(0o777)
    with pytest.raises(ConfigurationError, match="replace it"):
        read_own(file, 100, "the file")
    # In a folder like /tmp nobody can replace what is another's.
    file.parent.chmod(0o1777)
    assert read_own(file, 100, "the file")


def test_a_link_is_judged_where_it_leads(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(file)
    file.parent.chmod(0o777)
    with pytest.raises(ConfigurationError, match="replace it"):
        read_own(link, 100, "the file")


def test_what_is_no_file_is_told(file: Path) -> None:
    pipe = file.parent / "pipe"
    os.mkfifo(pipe, 0o600)
    for path, kind in (
        (pipe, ConfigurationError),
        (file.parent, ConfigurationError),
        (file / "x", RunFailed),
    ):
        with pytest.raises(kind):
            read_own(path, 100, "the file")
    with pytest.raises(UsageError, match="is not there"):
        read_own(file.parent / "none", 100, "the file")
    with pytest.raises(MainstayError):
        read_own(Path("a\0b"), 100, "the file")


def test_one_of_another_user_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 12_345)
    if file.stat().st_uid == 0:
        os.chown(file, 54_321, -1)
    with pytest.raises(ConfigurationError, match="belongs to another user"):
        read_own(file, 100, "the file")
