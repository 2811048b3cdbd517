"""A repository opened so that commits can be made in it: its objects, and nothing else of it in force."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from mainstay.adapters.actions.git.kept import KeptRepository
from mainstay.adapters.actions.git.stopping import StoppableProcesses
from mainstay.adapters.git.borrowed import links_elsewhere
from mainstay.adapters.git.discovery import find_place
from mainstay.adapters.git.places import Place, closed
from mainstay.adapters.git.program import LISTING, Git, find_git
from mainstay.adapters.git.refs import cut_commits, read_head, read_reference
from mainstay.adapters.git.settings import Settings, read_settings
from mainstay.adapters.git.shadow import Shadow
from mainstay.domain.errors import UsageError
from mainstay.ports.process import Ended, Limits

_HEADS = b"refs/heads/"


@dataclass(frozen=True, slots=True)
class Opened:
    """A repository at `place`. `git` sees a git directory of our own beside it; `to` is where what is made goes.

    `moving` is git in the repository itself, for moving branches alone; it is not stopped in the midst.
    """

    kept: KeptRepository
    place: Place
    settings: Settings
    git: Git
    moving: Git
    to: Mapping[str, str]

    @property
    def nothing(self) -> str:
        """The hash that stands for no object."""
        return "0" * (64 if self.settings.object_format == "sha256" else 40)

    @property
    def folder(self) -> Path:
        """A folder of our own for files that are needed meanwhile."""
        return Path(self.git.git_dir)

    def read(self, *arguments: str, stdin: bytes = b"", extra: Mapping[str, str] | None = None) -> bytes:
        """Run a git command and give its output. Raises GitFailed when it fails, RunFailed when it is cut off."""
        return self.git.read(*arguments, stdin=stdin, limits=LISTING, extra={**self.to, **(extra or {})})

    def run(self, *arguments: str, extra: Mapping[str, str] | None = None, limits: Limits = LISTING) -> Ended:
        """Run a git command to its end, whatever that is. Raises RunFailed when it is cut off."""
        return self.git.run(*arguments, limits=limits, extra={**self.to, **(extra or {})})

    def tip(self, branch: str) -> str:
        """Give the commit that a branch stands at, "" where there is no such branch.

        Raises UsageError when the branch only stands for another one, or its file is damaged.
        """
        found = read_reference(self.place, _HEADS + branch.encode())
        if found is not None and found.startswith(b"ref:"):
            raise UsageError(
                f"the branch {branch} only stands for another one",
                where=self.kept.path,
                mend="name that one",
            )
        return "" if found is None else found.decode()

    def is_checked_out(self, branch: str) -> bool:
        """Whether a work tree of the repository shows a branch, so that to move it would make that one look changed."""
        common = Path(self.place.common_dir)
        # What lies in a work tree of its own has its HEAD there; that of a bare repository is only where clones begin.
        places = [] if self.settings.bare else [str(common)]
        if (common / "worktrees").is_dir():
            places += [entry.path for entry in os.scandir(common / "worktrees") if entry.is_dir()]
        heads = (
            Place(git_dir, str(common), "") for git_dir in places if os.path.lexists(Path(git_dir, "HEAD"))
        )
        return any(read_head(place).branch == branch for place in heads)

    def has_commit(self, commit: str) -> bool:
        """Whether a hash is that of a commit of this repository."""
        ended = self.run("cat-file", "-t", commit)
        return ended.status == 0 and ended.stdout.strip() == b"commit"


@contextmanager
def opened(
    kept: KeptRepository, processes: StoppableProcesses, environment: Mapping[str, str], *, quiet: bool
) -> Iterator[Opened]:
    """Open a repository for the block; with `quiet` nothing that is made gets into it.

    Raises UsageError when it is not there or cannot be used as it is, RunFailed when git cannot be run.
    """
    place = _place(kept)
    shadow = Shadow()
    try:
        git = find_git(processes, environment, str(shadow.path))
        settings = read_settings(git, place)
        objects = Path(place.common_dir) / "objects"
        shadow.lie_beside(objects, settings)
        cut = cut_commits(place, settings.object_format)
        if cut:
            shadow.cut_at(sorted(cut))
        to = {} if quiet else {"GIT_OBJECT_DIRECTORY": str(objects)}
        if settings.bare is None:
            settings = replace(settings, bare=not place.work_tree)
        moving = replace(git, processes=processes.processes, git_dir=place.common_dir)
        yield Opened(kept, place, settings, replace(git, stands_for=kept.path), moving, to)
    except PermissionError as error:
        raise closed(kept.path) from error
    finally:
        shadow.close()


def _place(kept: KeptRepository) -> Place:
    if not Path(kept.path).is_absolute() or "\n" in kept.path:
        raise UsageError(
            "the path of a repository is not absolute", where=kept.path, mend="write it whole, from / on"
        )
    place = find_place(kept.path)
    real = os.path.realpath(kept.path)
    if real not in {place.git_dir, place.work_tree}:
        raise UsageError(
            "this folder is within a repository, but none itself",
            where=kept.path,
            mend=f"name {place.work_tree or place.git_dir}, if that is what is meant",
        )
    links = links_elsewhere(place)
    if links:
        raise UsageError(
            "the repository's objects are links to places outside it", where=links[0], mend="clone it again"
        )
    return place
