"""Nothing that a repository's configuration, attributes or hooks name is ever run."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.fakes.repositories import Repo, make_repository, write_object
from tests.hostile.everything import see_everything

HOOKS = (
    "applypatch-msg",
    "fsmonitor-watchman",
    "post-checkout",
    "post-index-change",
    "pre-auto-gc",
    "pre-commit",
    "reference-transaction",
    "sendemail-validate",
)


class Trap:
    """A repository in which everything that git could run leaves a trace in `sprung`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scripts = folder / "scripts"
        self.canaries = folder / "canaries"
        self.scripts.mkdir()
        self.canaries.mkdir()
        self.repo = make_repository(folder / "repo")
        self._fill()
        self._configure()
        self.repo.git("add", "--all")
        # Known to the index with the right size but an old time: git must look at the content to tell.
        os.utime(self.repo.path / "filtered.txt", (1, 1))
        (self.repo.path / "edited.txt").write_text("Edited\n")
        self.lost = self.repo.git("rev-parse", "HEAD:lost.txt")
        (self.repo.path / ".git/objects" / self.lost[:2] / self.lost[2:]).unlink()

    @property
    def sprung(self) -> set[str]:
        return {file.name for file in self.canaries.iterdir()}

    def script(self, name: str, output: str = "") -> str:
        """Write a program that leaves a trace, passes its input on, and give its path."""
        file = self.scripts / name
        file.write_text(f"#!/bin/sh\ntouch '{self.canaries}/{name}'\n{output or 'cat'} 2>/dev/null\nexit 0\n")
        file.chmod(0o755)
        return str(file)

    def _fill(self) -> None:
        repo = self.repo
        repo.commit({"edited.txt": "edited\n", "filtered.txt": "filtered\n", "lost.txt": "lost\n"})
        repo.commit(
            {"edited.txt": "edited twice\n", ".gitattributes": "*.txt filter=evil diff=evil merge=evil\n"}
        )
        modules = f'[submodule "x"]\n\tpath = x\n\turl = ext::{self.script("submodule-url")}\n\tupdate = !x\n'
        repo.commit({".gitmodules": modules, "lost.txt": "lost again, and needed to see what changed\n"})
        signed = repo.git("cat-file", "commit", "HEAD").split("\n\n", 1)
        signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQEz\n -----END PGP SIGNATURE-----"
        commit = write_object(repo, "commit", f"{signed[0]}\n{signature}\n\n{signed[1]}\n".encode())
        repo.git("update-ref", "refs/heads/main", commit)

    def _configure(self) -> None:
        for folder in (self.repo.path / ".git/hooks", self.folder / "hooks"):
            folder.mkdir(exist_ok=True)
            for hook in HOOKS:
                (folder / hook).write_text(Path(self.script(f"hook-{hook}")).read_text())
                (folder / hook).chmod(0o755)
        included = self.folder / "included"
        included.write_text(f"[core]\n\tsshCommand = {self.script('included')}\n")
        script = self.script
        settings = {
            "core.fsmonitor": script("fsmonitor"),
            "core.fsmonitorHookVersion": "1",
            "core.hooksPath": str(self.folder / "hooks"),
            "core.pager": script("pager"),
            "core.editor": script("editor"),
            "core.askPass": script("ask-pass"),
            "core.gitProxy": script("proxy"),
            "core.alternateRefsCommand": script("alternate-refs"),
            "core.worktree": "/etc",
            "core.attributesFile": str(self.folder / "attributes"),
            "core.excludesFile": str(self.folder / "excludes"),
            "pager.log": script("pager-log"),
            "pager.cat-file": script("pager-cat-file"),
            "filter.evil.clean": script("clean"),
            "filter.evil.smudge": script("smudge"),
            "filter.evil.required": "true",
            "diff.external": script("external-diff"),
            "diff.evil.textconv": script("textconv", 'cat "$1"'),
            "diff.evil.command": script("diff-command"),
            "diff.trustExitCode": "true",
            "merge.evil.driver": script("merge-driver"),
            "mergetool.evil.cmd": script("mergetool"),
            "difftool.evil.cmd": script("difftool"),
            "interactive.diffFilter": script("diff-filter"),
            "gpg.program": script("gpg"),
            "gpg.ssh.program": script("gpg-ssh"),
            "log.showSignature": "true",
            "alias.ls-tree": f"!{script('alias')}",
            "alias.lg": f"!{script('alias')}",
            "credential.helper": script("credentials"),
            "uploadpack.packObjectsHook": script("pack-objects"),
            "remote.origin.url": f"ext::{script('fetch', 'true')}",
            "remote.origin.vcs": "evil",
            "remote.origin.promisor": "true",
            "remote.origin.partialclonefilter": "blob:none",
            "extensions.partialClone": "origin",
            "protocol.allow": "always",
            "protocol.ext.allow": "always",
            "trace2.eventTarget": str(self.canaries / "trace2"),
            "sequence.editor": script("sequence-editor"),
            "submodule.x.update": f"!{script('submodule')}",
            "gc.auto": "1",
            "mailmap.file": str(self.folder / "mailmap"),
            "include.path": str(included),
            "includeIf.gitdir:/.path": str(included),
        }
        for key, value in settings.items():
            self.repo.git("config", key, value)
        # These get in the way of the plain git that builds the trap.
        self.repo.git("config", "--unset", "remote.origin.vcs")
        self.repo.env |= {"GIT_WORK_TREE": str(self.repo.path)}


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    trap = Trap(tmp_path)
    for file in trap.canaries.iterdir():
        file.unlink()
    return trap


def test_the_traps_are_set(trap: Trap) -> None:
    """Plain git springs them, so a reader that springs none has not just been lucky."""
    for command in (
        ["status"],
        ["-c", "core.fsmonitor=false", "diff"],
        ["log", "-p", "--show-signature"],
        ["log", "-p", "--textconv", "--", "edited.txt"],
        ["cat-file", "blob", trap.lost],
        ["-p", "log"],
        ["lg"],
    ):
        environment = {**trap.repo.env, "GIT_ALLOW_PROTOCOL": "ext", "TERM": "xterm"}
        subprocess.run(
            ["git", *command],
            cwd=trap.repo.path,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
        )
    assert {"fsmonitor", "clean", "gpg", "textconv", "fetch", "alias"} <= trap.sprung
    assert trap.sprung & {"external-diff", "diff-command"}


def test_reading_springs_no_trap(trap: Trap) -> None:
    seen = see_everything(trap.repo.path)
    assert trap.sprung == set()
    assert {"partial-clone", "work-tree-elsewhere"} <= set(seen.notices)
    # And it has really read: history, contents, what was edited.
    assert len(seen.log.oids) == 3
    assert seen.churned > 0
    assert seen.work_tree.edited == ("edited.txt",)
    assert seen.work_files["filtered.txt"] == b"filtered\n"
    contents = dict(seen.contents)
    missing = [entry.path for entry in seen.tree if contents[entry.oid] is None]
    assert missing == ["lost.txt"]


def test_a_submodule_full_of_traps_is_not_entered(trap: Trap, tmp_path: Path) -> None:
    outer = make_repository(tmp_path / "outer")
    outer.commit({"a": ""})
    trap.repo.path.rename(outer.path / "nested")
    (outer.path / "nested/.git/config").write_text(
        (outer.path / "nested/.git/config").read_text() + "[status]\n\tsubmoduleSummary = true\n"
    )
    head = Repo(outer.path / "nested").git("--git-dir=.git", "--work-tree=.", "rev-parse", "HEAD")
    outer.git("update-index", "--add", "--cacheinfo", f"160000,{head},nested")
    outer.git("commit", "--quiet", "-m", "With a submodule")
    for file in trap.canaries.iterdir():
        file.unlink()
    seen = see_everything(outer.path)
    assert trap.sprung == set()
    assert seen.notices == ("submodules",)


def test_a_bare_repository_hidden_in_a_work_tree_springs_no_trap(trap: Trap, tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    hidden = tmp_path / "work" / "hidden"
    (trap.repo.path / ".git").rename(hidden)
    see_bare = see_everything(hidden)
    assert trap.sprung == set()
    assert "bare-repository" in see_bare.notices
