"""The few settings that reading must know."""

from pathlib import Path

import pytest

from mainstay.adapters.git.discovery import find_place
from mainstay.adapters.git.program import Git, find_git
from mainstay.adapters.git.settings import Settings, read_settings
from mainstay.adapters.git.shadow import Shadow
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.domain.errors import UsageError
from tests.fakes.repositories import Repo, make_repository, neutral_environment, small_repository


@pytest.fixture
def git() -> Git:
    shadow = Shadow()
    yield find_git(LocalProcesses(), neutral_environment(), str(shadow.path))
    shadow.close()


def settings_with(git: Git, tmp_path: Path, config: str) -> Settings:
    repo = make_repository(tmp_path)
    (repo.path / ".git/config").write_text(config)
    return read_settings(git, find_place(repo.path))


def test_a_plain_repository(git: Git, tmp_path: Path) -> None:
    small_repository(tmp_path)
    settings = read_settings(git, find_place(tmp_path))
    assert settings == Settings("sha1", False, False, False, "", (("core.filemode", "true"),))


def test_a_bare_one_and_one_without_config(git: Git, tmp_path: Path) -> None:
    make_repository(tmp_path, "--bare")
    assert read_settings(git, find_place(tmp_path)).bare is True
    (tmp_path / "config").unlink()
    assert read_settings(git, find_place(tmp_path)).bare is None


def test_sha256(git: Git, tmp_path: Path) -> None:
    make_repository(tmp_path, "--object-format=sha256")
    assert read_settings(git, find_place(tmp_path)).object_format == "sha256"


def test_settings_of_one_linked_work_tree(git: Git, tmp_path: Path) -> None:
    repo = small_repository(tmp_path / "repo")
    repo.git("worktree", "add", "--quiet", "-b", "other", str(tmp_path / "linked"))
    repo.git("config", "extensions.worktreeConfig", "true")
    Repo(tmp_path / "linked").git("config", "--worktree", "core.sparseCheckout", "true")
    assert read_settings(git, find_place(tmp_path / "linked")).sparse
    assert not read_settings(git, find_place(tmp_path / "repo")).sparse


def test_only_harmless_switches_with_harmless_values_are_kept(git: Git, tmp_path: Path) -> None:
    config = (
        "[core]\n\tautocrlf = input\n\teol = crlf\n\tignorecase = YES\n\tsymlinks = 0\n\ttrustctime\n"
        '\tfsmonitor = "touch /tmp/x"\n\tfilemode = "true\\n\\tfsmonitor=x"\n\tcheckstat = other\n\tpager = evil\n'
    )
    kept = dict(settings_with(git, tmp_path, config).kept)
    assert kept == {
        "core.autocrlf": "input",
        "core.eol": "crlf",
        "core.ignorecase": "true",
        "core.symlinks": "false",
        "core.trustctime": "true",
    }


@pytest.mark.parametrize(
    "config",
    [
        "[extensions]\n\tpartialClone = origin\n",
        '[remote "origin"]\n\tpromisor = true\n',
        '[remote "origin"]\n\tpartialclonefilter = blob:none\n',
    ],
)
def test_partial_clones(git: Git, tmp_path: Path, config: str) -> None:
    assert settings_with(git, tmp_path, config).partial


def test_includes_are_not_followed(git: Git, tmp_path: Path) -> None:
    (tmp_path / "more").write_text("[core]\n\tsparseCheckout = true\n\tbare = true\n")
    config = f'[include]\n\tpath = {tmp_path}/more\n[includeIf "gitdir:/"]\n\tpath = {tmp_path}/more\n'
    settings = settings_with(git, tmp_path / "repo", config)
    assert (settings.sparse, settings.bare) == (False, None)


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("[core]\n\trepositoryformatversion = 2\n", "format is not understood: version 2"),
        ("[core]\n\trepositoryformatversion = x\n", "format is not understood: version x"),
        (
            "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tfromTheFuture = 1\n",
            "format is not understood: fromthefuture",
        ),
        (
            "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = sha512\n",
            "format is not understood: version 1 sha512",
        ),
        (
            "[core]\n\trepositoryformatversion = 1\n[extensions]\n\trefStorage = reftable\n",
            "keeps its references as reftable, which is not read yet",
        ),
        ("[core\n", "config cannot be read: bad config line 1"),
        ("[core]\n\tbare = \x01\x1b[2J\n[", "config cannot be read: bad config line 4"),
    ],
)
def test_formats_that_are_not_understood(git: Git, tmp_path: Path, config: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        settings_with(git, tmp_path, config)
    assert caught.value.where == str(tmp_path / ".git/config")
    assert caught.value.mend


def test_extensions_of_version_1_that_change_nothing_for_reading(git: Git, tmp_path: Path) -> None:
    config = "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tnoop = x\n\tpreciousObjects = true\n"
    assert settings_with(git, tmp_path, config).object_format == "sha1"
