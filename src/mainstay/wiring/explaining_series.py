"""What may drive a series, put together: all that is asked for is read, and everything else is held against the one series."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace

from mainstay.adapters.clock import SystemClock
from mainstay.analysis.causes.aligning import MOST, changed, drivers, without
from mainstay.analysis.forecasting.days import Days
from mainstay.domain.cause import Causes
from mainstay.domain.causes_asked import CausesAsked
from mainstay.domain.errors import UsageError
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.signal import Signal
from mainstay.ports.progress import Progress
from mainstay.present.visible import visible
from mainstay.wiring.forecasting import Ledger
from mainstay.wiring.gathering import gather
from mainstay.wiring.happenings import all_events
from mainstay.wiring.record_keeping import Records
from mainstay.wiring.slope_drivers import happened

_EXAMPLES = 5


def causes(asked: CausesAsked, records: Records, progress: Progress) -> Causes:
    """Look for what may drive a series among all that is read beside it; see `cli.doors`. Raises as `gather` does."""
    clock = SystemClock()
    now = clock.now()
    series = replace(asked.series, hours=1)
    gathered = gather(series, records, now, progress)
    every = [one for group in gathered.groups for one in group.series]
    target = _named(asked.name, every)
    notices = list(gathered.notices)
    with ExitStack() as stack:
        ledger = Ledger(records, stack, notices, clock) if asked.series.ledger else None
        setting = records.operator.forecasts.events
        events, unread = all_events(gathered.servers, setting, {}, now, series.history)
        happenings = happened(target[0].subject, events, ledger.carried_out if ledger else {})
    notices += unread
    others = without(target[0], every)
    if len(every) - 1 > MOST:
        text = f"Of {len(every) - 1:,} other series the first {MOST:,} were looked at."
        notices.append(Notice("causes-cut", text, Weight.LIMIT, "ask fewer servers or files"))
    progress.stage("Looking for drivers")
    if asked.began:
        # What a file tells ends with it, however long ago that is.
        end = min(now, target[1].until)
        try:
            found = changed(target, others, gathered.hours, end - asked.began, happenings)
        except ValueError as error:
            raise UsageError(
                "that moment lies before all that was read", where="--began", mend="give a shorter span"
            ) from error
    else:
        found = drivers(target, others, gathered.hours, happenings)
    return replace(found, at=now, notices=tuple(notices))


def _named(name: str, series: Sequence[tuple[Signal, Days]]) -> tuple[Signal, Days]:
    wanted = name.lower()
    exact = [one for one in series if wanted in {one[0].what.lower(), one[0].key.lower()}]
    found = exact or [one for one in series if wanted in one[0].what.lower() or wanted in one[0].key.lower()]
    if not found:
        raise UsageError(
            "no series is named so",
            where=visible(name, 200),
            mend="list their names: mainstay forecast ... --format json",
        )
    if len(found) > 1:
        names = ", ".join(repr(visible(one.what, 80)) for one, _ in found[:_EXAMPLES])
        raise UsageError(
            f"{len(found)} series are named so: {names}", where=visible(name, 200), mend="give the whole name"
        )
    return found[0]
