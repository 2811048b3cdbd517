"""The git program and its environment."""

import os
import pickle
from pathlib import Path

import pytest

from mainstay.adapters.git.program import Git, find_git
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.domain.errors import ExitCode, RunFailed, UsageError


def script(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / "git"
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return file


def test_git_is_found_on_the_path(tmp_path: Path) -> None:
    git = find_git(LocalProcesses(), {"PATH": os.environ["PATH"]}, str(tmp_path))
    assert Path(git.program).is_absolute()
    assert git.read("version").startswith(b"git version 2")


def test_without_git(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the git program is not there") as caught:
        find_git(LocalProcesses(), {"PATH": str(tmp_path)}, str(tmp_path))
    assert caught.value.exit_code is ExitCode.USAGE
    assert caught.value.mend == "apt-get install git"


def test_an_old_git(tmp_path: Path) -> None:
    script(tmp_path / "bin", "echo git version 2.20.1")
    with pytest.raises(UsageError, match=r"git is too old \(git version 2.20.1\), 2.34 or newer is needed"):
        find_git(LocalProcesses(), {"PATH": str(tmp_path / "bin")}, str(tmp_path))


def test_a_git_in_the_scanned_folder_is_never_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(tmp_path, f"touch {tmp_path}/canary; echo git version 9.9")
    script(tmp_path / "bin", f"touch {tmp_path}/canary; echo git version 9.9")
    monkeypatch.chdir(tmp_path)
    git = find_git(LocalProcesses(), {"PATH": f".::bin:{os.environ['PATH']}:"}, str(tmp_path))
    git.run("version")
    assert not (tmp_path / "canary").exists()
    assert all(Path(folder).is_absolute() for folder in git.search_path.split(":"))


def test_the_environment_holds_nothing_of_the_callers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "GIT_DIR",
        "GIT_EXTERNAL_DIFF",
        "GIT_CONFIG_PARAMETERS",
        "LD_PRELOAD",
        "HOME",
        "LANG",
        "EDITOR",
    ):
        monkeypatch.setenv(name, "/from/the/caller")
    script(tmp_path / "bin", 'case "$*" in *version) echo git version 2.39.5;; *) /usr/bin/env;; esac')
    git = find_git(LocalProcesses(), {"PATH": str(tmp_path / "bin")}, "/our/own")
    seen = dict(line.split("=", 1) for line in git.read("anything").decode().splitlines())
    assert "/from/the/caller" not in seen.values()
    assert seen["GIT_DIR"] == "/our/own"
    assert seen["GIT_CONFIG_GLOBAL"] == "/dev/null"
    assert seen["GIT_CONFIG_NOSYSTEM"] == seen["GIT_NO_REPLACE_OBJECTS"] == seen["GIT_NO_LAZY_FETCH"] == "1"
    assert seen["GIT_TERMINAL_PROMPT"] == seen["GIT_OPTIONAL_LOCKS"] == "0"
    assert seen["GIT_ALLOW_PROTOCOL"] == "none"


def test_a_failure_tells_gits_last_words(tmp_path: Path) -> None:
    git = find_git(LocalProcesses(), {"PATH": os.environ["PATH"]}, str(tmp_path / "nothing"))
    with pytest.raises(RunFailed, match="git log failed: not a git repository") as caught:
        git.read("log")
    assert (caught.value.where, caught.value.mend) == ("git log", "git fsck")


def test_it_can_be_sent_to_another_process(tmp_path: Path) -> None:
    git = Git(LocalProcesses(), "/usr/bin/git", "/usr/bin", str(tmp_path))
    assert pickle.loads(pickle.dumps(git)) == git
