"""The git program: where it is, how old it is, and the environment in which nothing foreign is in force."""

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mainstay.adapters.git.names import plain_message
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.ports.process import Ended, Limits, Processes, Running

_OLDEST = (2, 34)
# Generous for what is read (a listing of two million files, a history of millions of commits, a slow network drive),
# and an end to what a hostile repository could ask for: a tree that holds itself a thousand times over never ends.
_MEMORY = 2 << 30
QUICK = Limits(seconds=120, memory=_MEMORY, output=1 << 20)
LISTING = Limits(seconds=300, memory=_MEMORY, output=256 << 20)
HISTORY = Limits(seconds=1800, memory=_MEMORY, output=64 << 30)


class GitFailed(RunFailed):
    """Git itself gave up, with words of its own."""


@dataclass(frozen=True, slots=True)
class Git:
    """The git program, pointed at one git directory of our own making. Picklable if `processes` is.

    `mend` is what a person should try when git fails on this repository, `stands_for` the directory that ours is told
    as in messages, for nobody knows ours.
    """

    processes: Processes
    program: str
    search_path: str
    git_dir: str
    mend: str = "git fsck"
    stands_for: str = ""

    def run(
        self,
        *arguments: str,
        stdin: bytes = b"",
        limits: Limits = QUICK,
        extra: Mapping[str, str] | None = None,
    ) -> Ended:
        """Run a git command to its end, whatever that is; `extra` joins the environment."""
        return self.processes.run(
            self._command(arguments), self._environment(extra), stdin=stdin, limits=limits
        )

    def read(
        self,
        *arguments: str,
        stdin: bytes = b"",
        limits: Limits = QUICK,
        extra: Mapping[str, str] | None = None,
    ) -> bytes:
        """Run a git command and give its output. Raises GitFailed with git's own last words when it fails."""
        ended = self.run(*arguments, stdin=stdin, limits=limits, extra=extra)
        if ended.status:
            raise self.failure(arguments[0], ended)
        return ended.stdout

    def start(
        self, *arguments: str, limits: Limits = HISTORY, extra: Mapping[str, str] | None = None
    ) -> Running:
        """Start a git command and talk to it through its pipes."""
        return self.processes.start(self._command(arguments), self._environment(extra), limits=limits)

    def failure(self, command: str, ended: Ended) -> GitFailed:
        """Make the failure of a git command of its last words."""
        words = plain_message(ended.stderr) or f"it ended with status {ended.status}"
        if self.stands_for:
            words = words.replace(self.git_dir, self.stands_for)
        return GitFailed(f"git {command} failed: {words}", where=f"git {command}", mend=self.mend)

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        return [self.program, "--no-pager", "--no-replace-objects", "--literal-pathspecs", *arguments]

    def _environment(self, extra: Mapping[str, str] | None) -> dict[str, str]:
        # Nothing is inherited: every GIT_ variable of the caller could redirect git or make it run something.
        nowhere = str(Path(self.git_dir) / "nowhere")
        return {
            "PATH": self.search_path,
            "LC_ALL": "C",
            "TZ": "UTC",
            "HOME": nowhere,
            "XDG_CONFIG_HOME": nowhere,
            "GIT_DIR": self.git_dir,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_ALLOW_PROTOCOL": "none",
            "GIT_FLUSH": "0",
            **(extra or {}),
        }


def find_git(processes: Processes, environment: Mapping[str, str], git_dir: str) -> Git:
    """Find git on the PATH of `environment` and point it at `git_dir`.

    Relative and empty entries of PATH are left out, for they may lead into the scanned folder.
    Raises UsageError when git is not there or older than 2.34.
    """
    folders = [
        folder
        for folder in environment.get("PATH", os.defpath).split(os.pathsep)
        if Path(folder).is_absolute()
    ]
    search_path = os.pathsep.join(folders)
    program = shutil.which("git", path=search_path)
    if program is None:
        raise UsageError("the git program is not there", where="PATH", mend="apt-get install git")
    git = Git(processes, program, search_path, git_dir)
    said = git.read("version").decode("utf-8", "replace").strip()
    found = re.match(r"git version (\d+)\.(\d+)", said)
    if found is None or (int(found[1]), int(found[2])) < _OLDEST:
        raise UsageError(
            f"git is too old ({plain_message(said.encode())}), 2.34 or newer is needed",
            where=program,
            mend="apt-get install git",
        )
    return git
