"""Branches moved from one commit to another: only from the one that was seen, whatever happens meanwhile."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mainstay.adapters.actions.git.opened import Opened
from mainstay.adapters.actions.git.straight import refuse_links
from mainstay.adapters.git.names import plain_message
from mainstay.adapters.git.plain_files import read_plain
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result
from mainstay.ports.action import Occasion
from mainstay.ports.process import Limits

# The repository's own config is in force where git moves a branch, for only so git locks it. These stand before it.
_IN_FORCE = {
    "core.hooksPath": os.devnull,
    "core.fsync": "all",
    "core.filesRefLockTimeout": "2000",
    "core.packedRefsTimeout": "2000",
}
_SECONDS = 30.0
_LONGEST_NOTES = 16 << 20


@dataclass(frozen=True, slots=True)
class Move:
    """A branch that is to go from the commit `before` to `after`, "" where there is none; `words` say what that does."""

    branch: str
    before: str
    after: str
    words: str
    memo: Mapping[str, Value] = field(default_factory=dict)


def moved(opened: Opened, move: Move, occasion: Occasion) -> Result:
    """Move a branch.

    FAILED, and nothing changed, where it stands elsewhere by now or git cannot; UNKNOWN where nobody can see. Raises UsageError
    where a link would lead git out of the repository.
    """
    refuse_links(opened.place, move.branch)
    name = f"refs/heads/{move.branch}"
    before, after = move.before or opened.nothing, move.after or opened.nothing
    what = ("--create-reflog", name, after, before) if move.after else ("-d", name, before)
    limits = Limits(seconds=max(1.0, min(_SECONDS, occasion.seconds)), output=1 << 20)
    command = ("update-ref", "--no-deref", "-m", _note(occasion.key), *what)
    try:
        ended = opened.moving.run(*command, limits=limits, extra=_surroundings(opened, occasion))
        # The first line says what happened, the others what to do.
        words = plain_message(ended.stderr.partition(b"\n")[0])
    except RunFailed as cut:
        words = str(cut)
    # Whatever git said, it has ended by now, and where the branch stands is what counts.
    try:
        there = opened.tip(move.branch)
    except (UsageError, OSError) as error:
        return Result(Mark.UNKNOWN, f"it cannot be seen where {move.branch} stands now: {error}")
    if there == move.after:
        return Result(Mark.DONE, move.words, memo=move.memo)
    stands = f"stands at {there[:12]} now" if there else "is gone"
    told = f"the branch {move.branch} {stands}" if there != move.before else f"git update-ref failed: {words}"
    return Result(Mark.FAILED, f"nothing was changed: {told}")


def is_noted(opened: Opened, branch: str, key: str) -> bool:
    """Whether git has noted that the action with this key moved a branch."""
    text = read_plain(Path(opened.place.common_dir, "logs/refs/heads", branch), _LONGEST_NOTES) or b""
    return any(line.endswith(f"\t{_note(key)}".encode()) for line in text.splitlines())


def people(opened: Opened, occasion: Occasion) -> Mapping[str, str]:
    """Give who commits, and when: at the same time in every look, so that the same commit comes of it."""
    when = f"@{max(0, occasion.began_at or occasion.now)} +0000"
    named = {"NAME": opened.kept.author, "EMAIL": opened.kept.email, "DATE": when}
    return {f"GIT_{who}_{what}": text for who in ("AUTHOR", "COMMITTER") for what, text in named.items()}


def _note(key: str) -> str:
    return f"mainstay: {key}"


def _surroundings(opened: Opened, occasion: Occasion) -> Mapping[str, str]:
    settings = {"GIT_CONFIG_COUNT": str(len(_IN_FORCE))}
    for number, (key, value) in enumerate(_IN_FORCE.items()):
        settings |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    nowhere = str(opened.folder / "nowhere")
    return {**people(opened, occasion), **settings, "HOME": nowhere, "XDG_CONFIG_HOME": nowhere}
