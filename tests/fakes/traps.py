"""A repository in which everything that could be made to run leaves a trace."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.fakes.repositories import Repo, make_repository, write_object

HOOKS = ("fsmonitor-watchman", "post-checkout", "post-index-change", "pre-commit", "reference-transaction")
# What the program, its libraries and the interpreters it starts import.
OURS = "click concurrent msgspec multiprocessing numpy pickle rich selectors socket sqlite3 tree_sitter_python".split()
# What Python itself imports before it comes to the program.
PYTHONS = (
    "ast encodings importlib json mainstay os re signal sitecustomize struct typing usercustomize".split()
)


@dataclass
class Trap:
    """The repository `repo`; what ran of it left a file in `sprung`."""

    folder: Path
    repo: Repo

    @property
    def sprung(self) -> set[str]:
        """Names of what has run."""
        return {file.name for file in (self.folder / "sprung").iterdir()}

    def script(self, name: str) -> str:
        """Write a program that leaves a trace; give its path."""
        file = self.folder / "scripts" / name
        file.write_text(f"#!/bin/sh\n: >'{self.folder}/sprung/{name}'\n")
        file.chmod(0o755)
        return str(file)

    def spring(self, *command: str) -> None:
        """Run plain git in the repository, as somebody would who trusts it."""
        environment = {**self.repo.env, "GIT_ALLOW_PROTOCOL": "ext", "TERM": "xterm"}
        subprocess.run(
            ["git", *command],
            cwd=self.repo.path,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
        )

    def clear(self) -> None:
        """Take all traces away."""
        for file in (self.folder / "sprung").iterdir():
            file.unlink()


def set_trap(folder: Path) -> Trap:
    """Make the repository with Python code, an edited file, a lost object, and traps for git and Python."""
    for name in ("scripts", "sprung", "hooks"):
        (folder / name).mkdir(parents=True)
    trap = Trap(folder, make_repository(folder / "trap"))
    _fill(trap)
    _configure(trap)
    trap.clear()
    return trap


def _fill(trap: Trap) -> None:
    repo = trap.repo
    repo.commit({"code.py": "def code():\n    return 1\n", "same.txt": "same\n", "lost.txt": "lost\n"})
    leave = f"open({str(trap.folder / 'sprung')!r} + '/' + __name__, 'w').close()\n"
    modules = {f"{name}.py": leave for name in (*OURS, *PYTHONS)}
    packages = {f"packaged/{name}/__init__.py": leave for name in OURS}
    others = dict.fromkeys(("setup.py", "conftest.py", "noxfile.py", "mainstay_plugin.py"), leave)
    repo.commit({**modules, **packages, **others, "x.pth": f"import os; {leave}"}, "Add modules")
    repo.commit(
        {"code.py": "def code():\n    return 2\n", ".gitattributes": "* filter=evil diff=evil merge=evil\n"}
    )
    inner = f'[submodule "x"]\n\tpath = x\n\turl = ext::{trap.script("url")}\n\tupdate = !{trap.script("update")}\n'
    repo.commit({".gitmodules": inner, ".lfsconfig": f"[lfs]\n\turl = ext::{trap.script('lfs')}\n"})
    signed = repo.git("cat-file", "commit", "HEAD").split("\n\n", 1)
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQEz\n -----END PGP SIGNATURE-----"
    commit = write_object(repo, "commit", f"{signed[0]}\n{signature}\n\n{signed[1]}\n".encode())
    repo.git("update-ref", "refs/heads/main", commit)
    repo.write({"code.py": "def code():\n    return 3\n"})
    # Known to the index with the right size but an old time: git must look at the content to tell.
    os.utime(repo.path / "same.txt", (1, 1))
    lost = repo.git("rev-parse", "HEAD:lost.txt")
    (repo.path / ".git/objects" / lost[:2] / lost[2:]).unlink()


def _configure(trap: Trap) -> None:
    repo, script = trap.repo, trap.script
    for folder in (repo.path / ".git/hooks", trap.folder / "hooks"):
        folder.mkdir(exist_ok=True)
        for hook in HOOKS:
            (folder / hook).write_text(Path(script(f"hook-{hook}")).read_text())
            (folder / hook).chmod(0o755)
    (trap.folder / "included").write_text(f"[core]\n\tsshCommand = {script('included')}\n")
    (trap.folder / "attributes").write_text("* diff=evil\n")
    settings = {
        "core.fsmonitor": script("fsmonitor"),
        "core.hooksPath": str(trap.folder / "hooks"),
        "core.pager": script("pager"),
        "core.editor": script("editor"),
        "core.askPass": script("ask-pass"),
        "core.sshCommand": script("ssh"),
        "core.gitProxy": script("git-proxy"),
        "core.alternateRefsCommand": script("alternate-refs"),
        "core.attributesFile": str(trap.folder / "attributes"),
        "pager.log": script("pager-log"),
        "filter.evil.clean": script("clean"),
        "filter.evil.smudge": script("smudge"),
        "diff.external": script("external-diff"),
        "diff.evil.textconv": script("textconv"),
        "diff.evil.command": script("diff-command"),
        "merge.evil.driver": script("merge-driver"),
        "gpg.program": script("gpg"),
        "log.showSignature": "true",
        "alias.log": f"!{script('alias-log')}",
        "alias.lg": f"!{script('alias')}",
        "credential.helper": script("credential"),
        "uploadpack.packObjectsHook": script("pack-objects"),
        "trailer.x.command": script("trailer"),
        "remote.origin.url": f"ext::{script('fetch')}",
        "remote.origin.promisor": "true",
        "remote.origin.partialclonefilter": "blob:none",
        "extensions.partialClone": "origin",
        "protocol.ext.allow": "always",
        "submodule.x.update": f"!{script('submodule')}",
        "include.path": str(trap.folder / "included"),
        "includeIf.gitdir:/**.path": str(trap.folder / "included"),
    }
    for key, value in settings.items():
        repo.git("config", key, value)
