"""The caller's environment neither redirects git nor makes it run anything."""

import os
from pathlib import Path

import pytest

from tests.fakes.repositories import make_repository, small_repository
from tests.hostile.everything import see_everything


def test_variables_for_git_have_no_effect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = small_repository(tmp_path / "repo")
    repo.write({"README.md": "# Edited\n", "new.py": "x = 1\n"})
    old = 1_700_000_000
    for name in ("README.md", "new.py"):
        os.utime(repo.path / name, (old, old))
    private = make_repository(tmp_path / "private")
    private.commit({"secret": "secret"})
    expected = see_everything(repo.path)

    canaries = tmp_path / "canaries"
    canaries.mkdir()
    script = tmp_path / "script"
    script.write_text(f'#!/bin/sh\ntouch "{canaries}/ran"\ncat\n')
    script.chmod(0o755)
    commands = tmp_path / "commands"
    commands.mkdir()
    for name in ("git", "git-log", "git-cat-file", "git-remote-ext"):
        (commands / name).symlink_to(script)
    home = tmp_path / "home"
    home.mkdir()
    config = f"[core]\n\tfsmonitor = {script}\n\tpager = {script}\n\thooksPath = {commands}\n[diff]\n\texternal = {script}\n"
    (home / ".gitconfig").write_text(config)
    variables = {
        "HOME": home,
        "GIT_DIR": private.path / ".git",
        "GIT_COMMON_DIR": private.path / ".git",
        "GIT_WORK_TREE": private.path,
        "GIT_INDEX_FILE": private.path / ".git/index",
        "GIT_OBJECT_DIRECTORY": private.path / ".git/objects",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": private.path / ".git/objects",
        "GIT_GRAFT_FILE": tmp_path / "grafts",
        "GIT_SHALLOW_FILE": tmp_path / "shallow",
        "GIT_REPLACE_REF_BASE": "refs/heads",
        "GIT_NAMESPACE": "elsewhere",
        "GIT_CONFIG": home / ".gitconfig",
        "GIT_CONFIG_GLOBAL": home / ".gitconfig",
        "GIT_CONFIG_SYSTEM": home / ".gitconfig",
        "GIT_CONFIG_PARAMETERS": f"'core.fsmonitor={script}' 'diff.external={script}'",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.fsmonitor",
        "GIT_CONFIG_VALUE_0": script,
        "GIT_EXEC_PATH": commands,
        "GIT_TEMPLATE_DIR": home,
        "GIT_EXTERNAL_DIFF": script,
        "GIT_DIFF_OPTS": "--unified=99",
        "GIT_ATTR_SOURCE": "HEAD",
        "GIT_PAGER": script,
        "PAGER": script,
        "GIT_EDITOR": script,
        "GIT_SEQUENCE_EDITOR": script,
        "GIT_SSH_COMMAND": script,
        "GIT_PROXY_COMMAND": script,
        "GIT_ASKPASS": script,
        "SSH_ASKPASS": script,
        "GIT_TRACE": canaries / "trace",
        "GIT_TRACE_SETUP": canaries / "trace-setup",
        "GIT_TRACE2": canaries / "trace2",
        "GIT_TRACE2_EVENT": canaries / "trace2-event",
        "GIT_LITERAL_PATHSPECS": "0",
        "GIT_ICASE_PATHSPECS": "1",
        "GIT_TEST_ASSUME_DIFFERENT_OWNER": "1",
        "LD_PRELOAD": script,
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, str(value))
    assert see_everything(repo.path) == expected
    assert list(canaries.iterdir()) == []
    assert expected.work_tree.edited == ("README.md",)


def test_a_repository_of_another_user_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None of its configuration is in force, so there is nothing to be afraid of."""
    repo = small_repository(tmp_path)
    expected = see_everything(tmp_path)
    repo.env |= {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}
    with pytest.raises(AssertionError, match="dubious ownership"):
        repo.git("status")

    start = os.environ.copy()
    wrapper = tmp_path.parent / f"{tmp_path.name}-bin"
    wrapper.mkdir()
    (wrapper / "git").write_text(
        f'#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 PATH={start["PATH"]} exec git "$@"\n'
    )
    (wrapper / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{wrapper}:{start['PATH']}")
    assert see_everything(tmp_path) == expected
