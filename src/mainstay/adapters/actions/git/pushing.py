"""Commits pushed: exactly the one that was seen, over exactly the one that stood there, and looked at afterwards."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from mainstay.adapters.actions.git.branching import beginning, runs_of
from mainstay.adapters.actions.git.history import since, stands_on
from mainstay.adapters.actions.git.opened import Opened
from mainstay.adapters.actions.git.remotes import Remote
from mainstay.adapters.git.names import plain_message
from mainstay.adapters.git.program import QUICK, GitFailed
from mainstay.analysis.scrubbing.scrubber import Scrubber
from mainstay.domain.errors import RunFailed
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result
from mainstay.ports.action import Occasion
from mainstay.ports.process import Ended, Limits

_OID = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REFUSED = re.compile(rb"^!\t[^\t]*\t\[(?:remote )?rejected\]", re.MULTILINE)
_PUSHING = Limits(seconds=3600, memory=QUICK.memory, output=1 << 20)


@dataclass(frozen=True, slots=True)
class Push:
    """What is pushed: the commit `after` onto a branch of `remote` that stands at `before`, "" where it is not there."""

    branch: str
    before: str
    after: str
    remote: Remote
    surroundings: Mapping[str, str]

    @property
    def name(self) -> str:
        """The reference on the other side."""
        return f"refs/heads/{self.branch}"

    @property
    def words(self) -> str:
        """What it does, in words."""
        return f"{self.after[:12]} onto {self.branch} of {self.remote.name}"

    @property
    def done(self) -> Result:
        """The result where it stands there."""
        return Result(Mark.DONE, f"pushed {self.words}", memo={"commit": self.after, "before": self.before})


def push(
    opened: Opened,
    parameters: Mapping[str, Value],
    occasion: Occasion,
    remote: Remote,
    environment: Mapping[str, str],
) -> Push | Result:
    """See what is to be pushed, and what stands on the other side. Raises RunFailed when that cannot be seen."""
    name, tip = str(parameters["branch"]), opened.tip(str(parameters["branch"]))
    if not tip:
        return Result(Mark.FAILED, f"nothing was pushed: there is no branch {name}")
    start = beginning(opened, parameters, occasion)
    commits = since(opened, start, tip)
    if not stands_on(commits, start, tip, runs_of(occasion)):
        return Result(
            Mark.FAILED,
            f"nothing was pushed: the branch {name} stands at {tip[:12]}, "
            f"and not at {start[:12]} or what this run put on it",
        )
    asked = Push(name, "", tip, remote, remote.surroundings(environment))
    there = standing(opened, asked)
    found = replace(asked, before=there)
    if there == tip:
        return replace(found.done, detail=f"it stands there already: {found.words}")
    # All commits since the beginning are of this run, so each of them may stand there, and the beginning itself.
    if there and there != start and there not in commits:
        return Result(
            Mark.FAILED,
            f"nothing was pushed: {name} of {remote.name} stands at {there[:12]}, where this run has not put it",
        )
    return found


def standing(opened: Opened, asked: Push) -> str:
    """Look where the branch stands on the other side, "" where it is not there. Raises RunFailed when that cannot be seen."""
    command = ("ls-remote", "--heads", "--quiet", "--", asked.remote.address, asked.name)
    ended = opened.run(*command, limits=QUICK, extra=asked.surroundings)
    if ended.status:
        raise GitFailed(f"{asked.remote.name} cannot be asked: {_words(ended, asked)}", where="git ls-remote")
    for line in ended.stdout.splitlines():
        oid, _, name = line.partition(b"\t")
        if name == asked.name.encode() and _OID.fullmatch(oid):
            return oid.decode()
    return ""


def pushed(opened: Opened, asked: Push) -> Result:
    """Push. UNKNOWN where the connection broke or time was over, and it does not stand there yet."""
    command = (
        "push", "--porcelain", "--quiet", "--no-verify", "--no-follow-tags", "--no-recurse-submodules", "--no-signed",
        f"--force-with-lease={asked.name}:{asked.before}",
        "--", asked.remote.address, f"{asked.after}:{asked.name}",
    )  # fmt: skip
    refused = False
    try:
        ended = opened.run(*command, limits=_PUSHING, extra=asked.surroundings)
        refused = _REFUSED.search(ended.stdout) is not None
        words = _words(ended, asked)
    except RunFailed as cut:
        words = _scrubbed(str(cut), asked)
    try:
        there = standing(opened, asked)
    except RunFailed as error:
        return Result(
            Mark.UNKNOWN,
            f"nobody knows whether {asked.words} was pushed: {words}; {_scrubbed(str(error), asked)}",
        )
    if there == asked.after:
        return asked.done
    if there != asked.before:
        return Result(
            Mark.FAILED,
            f"{asked.words} was not pushed: the branch stands at {there[:12] or 'nothing'} there now ({words})",
        )
    if refused:
        return Result(Mark.FAILED, f"nothing was pushed: {words}")
    # What was sent may still be at work on the other side.
    return Result(Mark.UNKNOWN, f"{asked.words} does not stand there yet: {words}")


def _words(ended: Ended, asked: Push) -> str:
    refusal = _REFUSED.search(ended.stdout)
    line = ended.stdout[refusal.start() :].splitlines()[0].rpartition(b"\t")[2] if refusal else ended.stderr
    return _scrubbed(plain_message(line) or f"git ended with status {ended.status}", asked)


def _scrubbed(text: str, asked: Push) -> str:
    return Scrubber(asked.remote.secrets).scrub(text)
