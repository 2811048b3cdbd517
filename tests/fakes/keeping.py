"""Occasions, and repositories that are changed through git's plumbing, for the tests of what keeps things."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mainstay.adapters.actions.git.kept import KeptRepository
from mainstay.adapters.actions.git.kind import GitAction
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.domain.plan import Value
from mainstay.domain.run import Part, Purpose, Result
from mainstay.ports.action import Occasion
from tests.fakes.repositories import Repo, make_repository
from tests.fakes.secrets import MemorySecrets

NOW = 1_767_300_000
RUN = "run-1"


def occasion(**changes: Any) -> Occasion:
    """Give the first try of the step `change` of the run `run-1`, with changes."""
    usual: dict[str, Any] = {
        "run": RUN,
        "step": "change",
        "part": Part.DO,
        "purpose": Purpose.APPLY,
        "number": 1,
        "token": 1,
        "subject": "repo:shop",
        "environment": "production",
        "base": "",
        "now": NOW,
        "seconds": 120.0,
        "began_at": NOW,
    }
    return Occasion(**{**usual, **changes})


def undoing(done: Mapping[str, Value], **changes: Any) -> Occasion:
    """Give the first try of what takes back the step `change` of the run `run-1`."""
    given = {"run": "run-2", "purpose": Purpose.UNDO, "undoes": RUN, "done": done}
    return occasion(**{**given, **changes})


class Kept:
    """The repository `shop` with a file or two on main, and the kind of action that changes it."""

    def __init__(self, folder: Path, *options: str, bare: bool = False, **kept: Any) -> None:
        self.folder = folder
        self.repo = make_repository(folder / "work", *options)
        (self.repo.path / "run.sh").write_text("echo run\n")
        (self.repo.path / "run.sh").chmod(0o755)
        self.base = self.repo.commit({"a.txt": "one\ntwo\nthree\n", "lib/b.txt": "b\n"})
        if bare:
            self.repo.git("clone", "--quiet", "--bare", str(self.repo.path), str(folder / "shop.git"))
            self.repo = Repo(folder / "shop.git")
        self.secrets: dict[str, str] = {}
        self.environment = {"PATH": os.environ["PATH"]}
        self.kept = KeptRepository(str(self.repo.path), **kept)

    @property
    def action(self) -> GitAction:
        return GitAction({"shop": self.kept}, LocalProcesses(), MemorySecrets(self.secrets), self.environment)

    def parameters(self, to: str, **more: Value) -> dict[str, Value]:
        return {"repository": "shop", "to": to, "branch": "mainstay/one", **more}

    def act(self, to: str, now: Occasion | None = None, **more: Value) -> Result:
        return self.action.act(self.parameters(to, **more), now or occasion(base=self.base))

    def foresee(self, to: str, now: Occasion | None = None, **more: Value) -> Result:
        return self.action.foresee(self.parameters(to, **more), now or occasion(base=self.base))

    def tip(self, branch: str = "mainstay/one") -> str:
        return self.repo.git("for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")

    def tree(self, commit: str) -> str:
        return self.repo.git("rev-parse", f"{commit}^{{tree}}")

    def text(self, path: str, branch: str = "mainstay/one") -> str:
        return self.repo.git("cat-file", "blob", f"{branch}:{path}")

    def commit_elsewhere(self, files: Mapping[str, str], branch: str = "mainstay/one") -> str:
        """Commit to the branch as somebody else does, without a work tree."""
        tip = self.tip(branch)
        index = self.folder / "others-index"
        self.repo.env["GIT_INDEX_FILE"] = str(index)
        try:
            self.repo.git("read-tree", tip)
            for path, text in files.items():
                oid = self.repo.git("hash-object", "-w", "--stdin", stdin=text.encode())
                self.repo.git("update-index", "--add", "--cacheinfo", f"100644,{oid},{path}")
            tree = self.repo.git("write-tree")
        finally:
            del self.repo.env["GIT_INDEX_FILE"]
        made = self.repo.git("commit-tree", "-p", tip, "-m", "Others'", tree)
        self.repo.git("update-ref", f"refs/heads/{branch}", made)
        return made
