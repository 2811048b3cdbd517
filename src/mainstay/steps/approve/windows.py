"""A person signs one occurrence of a maintenance window off, or calls it off."""

from mainstay.analysis.chain.telling import told_mark
from mainstay.analysis.gates.holders import roles_of
from mainstay.analysis.gates.signing import Book, called_off, can_still
from mainstay.analysis.gates.touching import teams_touched
from mainstay.domain.calendar import Window
from mainstay.domain.doing import Doing
from mainstay.domain.errors import UsageError
from mainstay.domain.gate import Policy
from mainstay.domain.occurrence import Mark, Marking, Occurrence
from mainstay.domain.people import EVERY_TEAM, Role
from mainstay.ports.store import Work
from mainstay.present.times import iso

SIGN_OFF, CALL_OFF = "sign-off", "call-off"


def sign_off(
    work: Work, policy: Policy, window: Window, about: Occurrence, reason: str, doing: Doing
) -> tuple[Mark, bool]:
    """Sign an occurrence off for all teams in which this person may, with its row in the trail.

    Gives the mark and whether it is new: the same as the same person twice is one. Raises UsageError when the window needs no
    sign-off, when the person may give none, when it was called off, announced too late, and when it has closed.
    """
    wanted = frozenset(role for need in window.sign_off for role in need.roles)
    if not wanted:
        raise UsageError(
            "nobody needs to sign this window off",
            where=window.name,
            mend="`sign_off` in the operator's file says who must",
        )
    held = _held(policy, window, doing, wanted)
    if not held:
        roles = " or ".join(dict.fromkeys(role for need in window.sign_off for role in need.roles))
        raise UsageError(
            f"{doing.who} may not sign this window off", where=window.name, mend=f"ask a {roles} of the team"
        )
    marks = [mark for mark in work.windows.not_closed(doing.now) if mark.occurrence == about]
    kept = [(role, team) for role, team in held if called_off(marks, team) is None]
    if not kept:
        raise UsageError(
            "it was called off, and stays so",
            where=place(about),
            mend="sign the next one off: mainstay windows",
        )
    if not can_still(window, about, Book({about: marks}), doing.now):
        raise UsageError(
            "it can no longer open, for it was not announced in time",
            where=place(about),
            mend="sign a later one off: mainstay windows",
        )
    return _put_down(work, Marking.SIGNED_OFF, SIGN_OFF, about, kept, reason, doing)


def call_off(
    work: Work, policy: Policy, window: Window, about: Occurrence, reason: str, doing: Doing
) -> tuple[Mark, bool]:
    """Call an occurrence off for all teams in which this person has a say, with its row in the trail.

    Gives the mark and whether it is new. Raises UsageError when the person has a say in none, when no reason is given, and
    when it has closed.
    """
    if not reason.strip():
        raise UsageError("a reason is missing", where=place(about), mend="say why with --reason")
    held = _held(policy, window, doing, frozenset(Role) - {Role.VIEWER})
    if not held:
        raise UsageError(
            f"{doing.who} may not call this window off", where=window.name, mend="ask somebody of its team"
        )
    return _put_down(work, Marking.CALLED_OFF, CALL_OFF, about, held, reason, doing)


def place(about: Occurrence) -> str:
    """Name an occurrence, for the trail and for errors."""
    return f"window {about.window} {iso(about.opens_at)}"


def _held(policy: Policy, window: Window, doing: Doing, wanted: frozenset[Role]) -> list[tuple[Role, str]]:
    """Give the wanted roles that a person holds, each with its team; once for all teams where it is for all."""
    everywhere = [
        role for role in roles_of(policy.directory, doing.who, EVERY_TEAM, doing.now) if role in wanted
    ]
    found = [(role, EVERY_TEAM) for role in everywhere]
    for team in teams_touched(policy.directory, window.subjects):
        roles = roles_of(policy.directory, doing.who, team, doing.now)
        found += [(role, team) for role in roles if role in wanted and role not in everywhere]
    return found


def _put_down(
    work: Work,
    marking: Marking,
    act: str,
    about: Occurrence,
    held: list[tuple[Role, str]],
    reason: str,
    doing: Doing,
) -> tuple[Mark, bool]:
    if about.closes_at <= doing.now:
        raise UsageError("it has closed", where=place(about), mend="`mainstay windows` lists what comes")
    roles, teams = zip(*held, strict=True)
    mark = Mark(about, marking, doing.who, doing.now, doing.door, tuple(map(str, roles)), teams, reason)
    new = work.windows.add(mark)
    if new:
        as_what = ", ".join(
            f"{role} of {team if team != EVERY_TEAM else 'every team'}" for role, team in held
        )
        detail = f"until {iso(about.closes_at)}, as {as_what}" + (f": {reason}" if reason else "")
        work.trail.append([told_mark(mark, act, place(about), detail)])
    return mark, new
