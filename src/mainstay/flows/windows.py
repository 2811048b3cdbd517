"""Maintenance windows: what opens when is told in time, signed off by people, or called off."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from mainstay.analysis.chain.telling import told_mark
from mainstay.analysis.gates.signing import announced_at, book_of, called_off, can_still
from mainstay.analysis.gates.touching import teams_touched
from mainstay.analysis.gates.upcoming import FARTHEST, between, is_for, named_moment, upcoming, view_of
from mainstay.domain.calendar import Window
from mainstay.domain.doing import Doing
from mainstay.domain.errors import MainstayError, UsageError
from mainstay.domain.gate import Policy
from mainstay.domain.occurrence import Mark, Marking, Occurrence
from mainstay.domain.proposal import State
from mainstay.domain.window_view import SCHEMA, Affected, OccurrenceView, WindowList
from mainstay.flows.deciding import seal_here
from mainstay.flows.office import Office
from mainstay.ports.records.proposals import Asked
from mainstay.ports.store import Work
from mainstay.present.times import iso
from mainstay.steps.announce.windows import announce_window, hearing
from mainstay.steps.approve.passing_time import CLOCK
from mainstay.steps.approve.windows import call_off, place, sign_off

AHEAD = 86_400
"""So many seconds before it must be announced an occurrence is: a timer that stood still for less makes none late."""
_DAY = 86_400
_PORTION = 200
_OPENINGS_TOLD = 3
_Act = Callable[[Work, Policy, Window, Occurrence, str, Doing], tuple[Mark, bool]]


@dataclass(frozen=True, slots=True)
class PutDown:
    """What came of it: the occurrence as it is now, whether something new was put down, and what failed beside it."""

    found: WindowList
    new: bool
    trouble: tuple[MainstayError, ...] = ()


def coming(office: Office, days: int, name: str = "") -> WindowList:
    """Give what opens within some days, of one window where it is named.

    Raises UsageError where there is no such window, RunFailed when the store cannot be read.
    """
    if name:
        _named(office.policy, name)
    now = office.clock.now()
    with office.store.reading() as work:
        found = upcoming(office.policy, work.windows.not_closed(now), now, now + days * _DAY)
    chosen = tuple(one for one in found if name in {"", one.window})
    return WindowList(SCHEMA, now, office.who, now + days * _DAY, chosen)


def sign_window_off(office: Office, name: str, opens: str, reason: str) -> PutDown:
    """Sign an occurrence off as this person, and tell it: the one that opens at `opens`, else the next.

    Raises UsageError as `steps.approve.windows` does, and where there is no such occurrence.
    """
    return _put_down(office, name, opens, reason, sign_off)


def call_window_off(office: Office, name: str, opens: str, reason: str) -> PutDown:
    """Call an occurrence off as this person, and tell it. Raises as `sign_window_off` does."""
    return _put_down(office, name, opens, reason, call_off)


def announce_due(office: Office) -> tuple[OccurrenceView, ...]:
    """Announce what comes near enough, each occurrence once and in a transaction of its own; give what was announced.

    What comes too soon to be announced in time is announced all the same, and said to be late. Where no channel wants to
    know, nothing is announced. Raises RunFailed when the store cannot be used.
    """
    now = office.clock.now()
    with office.store.reading() as work:
        due = _due(office, work.windows.not_closed(now), now)
        proposals = _proposals_for(office, work, [window for window, _ in due])
    told = []
    for window, about in due:
        with office.store.writing() as work:
            # Others may have held the store for a while; what counts is when it was put down.
            at = office.clock.now()
            mark = Mark(about, Marking.ANNOUNCED, CLOCK, at, office.door)
            if about.opens_at <= at or not work.windows.add(mark):
                # It has just opened, or somebody else's timer was quicker.
                continue
            view = view_of(office.policy, window, about, work.windows.not_closed(at), at)
            _tell(office, work, view, proposals[window.name], mark)
            detail = f"until {iso(about.closes_at)}" + ("" if view.in_time else ", too late")
            work.trail.append([told_mark(mark, "announce", place(about), detail)])
        told.append(view)
    return tuple(told)


def _put_down(office: Office, name: str, opens: str, reason: str, act: _Act) -> PutDown:
    window = _named(office.policy, name)
    doing = office.doing()
    with office.store.reading() as work:
        marks = work.windows.not_closed(doing.now)
        # A sign-off changes nothing for those who were told already what would be done.
        proposals = _proposals_for(office, work, [window] if act is call_off else [])
    about = _occurrence(office, window, opens, marks, doing.now, useful=act is sign_off)
    with office.store.writing() as work:
        mark, new = act(work, office.policy, window, about, reason, doing)
        view = view_of(office.policy, window, about, work.windows.not_closed(doing.now), doing.now)
        if new:
            _tell(office, work, view, proposals.get(window.name, ()), mark)
    found = WindowList(SCHEMA, doing.now, office.who, about.opens_at, (view,))
    return PutDown(found, new, seal_here(office) if new else ())


def _named(policy: Policy, name: str) -> Window:
    for window in policy.calendar.windows:
        if window.name == name:
            return window
    known = ", ".join(window.name for window in policy.calendar.windows) or "none"
    raise UsageError("there is no such window", where=name, mend=f"the operator's file has: {known}")


def _occurrence(
    office: Office, window: Window, opens: str, marks: Sequence[Mark], now: int, *, useful: bool
) -> Occurrence:
    """Give the occurrence that opens at a moment, or the next one that was not called off for all.

    Where it is to be of use (`useful`) the next one that may still open: none that was announced too late.
    """
    book = book_of(marks, office.policy.directory, "")
    ahead = list(between(window, now, now + FARTHEST * _DAY))
    if not opens:
        found = [
            about
            for about in ahead
            if not _is_called_off(office, window, about, marks)
            and (not useful or can_still(window, about, book, now))
        ]
    else:
        try:
            first, last = named_moment(window, opens)
        except (ValueError, OverflowError):
            raise UsageError(
                "that is no moment", where=opens, mend="write it as 2026-12-24 or 2026-12-24T18:00"
            ) from None
        found = [about for about in ahead if first <= about.opens_at <= last]
    if not found:
        told = ", ".join(view_of(Policy(), window, about, (), now).opens for about in ahead[:_OPENINGS_TOLD])
        raise UsageError(
            f"the window {window.name} does not open then" if opens else "the window does not open any more",
            where=opens or window.name,
            mend=f"it opens at {told}" if told else "look at: mainstay windows",
        )
    return found[0]


def _due(office: Office, marks: Sequence[Mark], now: int) -> list[tuple[Window, Occurrence]]:
    of = book_of(marks, office.policy.directory, "").marks
    return [
        (window, about)
        for window in office.policy.calendar.windows
        if window.announce
        for about in between(window, now, now + window.announce + AHEAD)
        if now < about.opens_at and _is_to_be_told(office, window, about, of.get(about, ()))
    ]


def _is_to_be_told(office: Office, window: Window, about: Occurrence, marks: Sequence[Mark]) -> bool:
    teams = teams_touched(office.policy.directory, window.subjects)
    return (
        announced_at(marks) is None
        and bool(hearing(office.channels, Marking.ANNOUNCED, teams))
        and not _is_called_off(office, window, about, marks)
    )


def _is_called_off(office: Office, window: Window, about: Occurrence, marks: Iterable[Mark]) -> bool:
    """Whether an occurrence was called off for every team that it is for."""
    own = [mark for mark in marks if mark.occurrence == about]
    return all(
        called_off(own, team) is not None for team in teams_touched(office.policy.directory, window.subjects)
    )


def _proposals_for(office: Office, work: Work, windows: Iterable[Window]) -> Mapping[str, list[Affected]]:
    """Give the proposals that wait or are approved and that a window is for, by its name, the newest first."""
    named = {window.name: window for window in windows}
    found: dict[str, list[Affected]] = {name: [] for name in named}
    before = ""
    while named:
        asked = Asked(None, frozenset({State.WAITING, State.APPROVED}), before=before, most=_PORTION)
        page = work.proposals.page(asked)
        for one in page:
            told = Affected(one.id, one.state, one.plan.subject, one.team, one.plan.title)
            for name, window in named.items():
                if is_for(office.policy, window, one.plan, one.team):
                    found[name].append(told)
        if len(page) < _PORTION:
            break
        before = page[-1].id
    return found


def _tell(
    office: Office, work: Work, view: OccurrenceView, proposals: Sequence[Affected], mark: Mark
) -> None:
    announce_window(
        work,
        office.channels,
        view,
        proposals,
        mark.marking,
        mark.who,
        mark.reason,
        mark.at,
        office.ids.new,
    )
