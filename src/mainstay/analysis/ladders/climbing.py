"""Whether a change has earned the environment that it is to go to next, by what became of it in those below."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mainstay.analysis.calendars.wall_words import span
from mainstay.domain.climb import LABEL, Climbed
from mainstay.domain.ladder import Ladder, Rung
from mainstay.domain.plan import Plan

Moment = Callable[[int], str]
"""What gives a moment (seconds since 1970) in words."""


@dataclass(frozen=True, slots=True)
class Climb:
    """Why a plan may not be applied yet, a sentence each; () where it may.

    `next_at` is when time alone will let it (seconds since 1970), 0 where it may now, or where something must be done before.
    """

    why: tuple[str, ...] = ()
    next_at: int = 0


@dataclass(frozen=True, slots=True)
class _Stay:
    """That a change stands on a rung: since when without a break, and when it was last carried out there."""

    since: int
    last: int


def climb_of(
    ladders: Iterable[Ladder], plan: Plan, past: Iterable[Climbed], now: int, moment: Moment
) -> Climb:
    """Hold a plan against all ladders that are for its kind of change and have its environment above their first rung.

    The plans of one change differ from rung to rung, so what belongs together is what says so: the same label `climb`, and the
    same kind of change. On each rung below the last that was carried out must have ended well and stand for as long as the
    ladder says; what is carried out there again with the same content goes on standing. Where a rung got another content after
    the rung above it was climbed, that one must be climbed anew: else a new content would pass it by.

    `moment` words the times in what is told.
    """
    why: dict[str, int] = {}
    records = tuple(past)
    for ladder in ladders:
        why.update(_of_one(ladder, plan, records, now, moment))
    # What only time heals has a time.
    heals = bool(why) and all(why.values())
    return Climb(tuple(why), max(why.values()) if heals else 0)


def _of_one(
    ladder: Ladder, plan: Plan, past: Sequence[Climbed], now: int, moment: Moment
) -> Iterator[tuple[str, int]]:
    """Give each thing that holds a plan back on one ladder, with when it will have healed by itself (0: it will not)."""
    environments = [rung.environment for rung in ladder.rungs]
    if (ladder.changes and plan.change not in ladder.changes) or plan.environment not in environments[1:]:
        return
    below = ladder.rungs[: environments.index(plan.environment)]
    if not below:
        return
    climb = plan.labels.get(LABEL, "")
    if not climb:
        yield (
            f"on the ladder {ladder.name} a change reaches {plan.environment} from {below[-1].environment}, and the plan does "
            f"not say which change it is: it needs the label {LABEL}, the same as there",
            0,
        )
        return
    own = [one for one in past if one.climb == climb]
    before: tuple[Rung, _Stay] | None = None
    for rung in below:
        records = [one for one in own if one.environment == rung.environment]
        found = _stay(records, climb, rung, plan, moment)
        if isinstance(found, str):
            yield found, 0
            continue
        if before is not None and found.last < before[1].since:
            yield (
                f"{climb} has another content in {before[0].environment} since {moment(before[1].since)}, and did not "
                f"pass through {rung.environment} with it",
                0,
            )
        if now < found.since + rung.stays:
            yield (
                f"{climb} has been in {rung.environment} since {moment(found.since)}, and must stay there for "
                f"{span(rung.stays)}, until {moment(found.since + rung.stays)}",
                found.since + rung.stays,
            )
        before = rung, found


def _stay(records: Sequence[Climbed], climb: str, rung: Rung, plan: Plan, moment: Moment) -> _Stay | str:
    """Give how long a change has stood on a rung, or the sentence that says why it does not."""
    own = sorted(
        (one for one in records if one.change is plan.change),
        key=lambda one: (one.ended_at, one.failed, one.undone, one.content),
    )
    if not own and records:
        kinds = ", ".join(sorted({one.change for one in records}))
        return f"{climb} was carried out in {rung.environment} as {kinds}, and this is {plan.change}"
    if not own:
        return f"nothing is known of {climb} in {rung.environment}: it must be carried out there first"
    last = own[-1]
    if last.undone:
        return f"{climb} was carried out in {rung.environment} at {moment(last.ended_at)}, and taken back"
    if last.failed:
        return f"{climb} failed in {rung.environment} at {moment(last.ended_at)}"
    since = last.ended_at
    for one in reversed(own):
        if one.failed or one.undone or one.content != last.content:
            break
        since = one.ended_at
    return _Stay(since, last.ended_at)
