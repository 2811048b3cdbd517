"""Forecasts put together: series are gathered, foretold as far as the ledger lets them be believed, and entered in it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from mainstay.adapters.clock import SystemClock
from mainstay.adapters.ids import TimeIds
from mainstay.analysis.forecasting.days import Days
from mainstay.analysis.forecasting.foretelling import forecasts
from mainstay.analysis.forecasting.listing import listed
from mainstay.analysis.gates.holders import everything
from mainstay.analysis.ledger.believing import believed
from mainstay.analysis.ledger.replaying import as_replay, replay
from mainstay.analysis.short_term.hours import Hours
from mainstay.domain.errors import MainstayError, UsageError
from mainstay.domain.forecast import CURRENT, Forecast, ForecastList
from mainstay.domain.forecast_asked import ForecastAsked
from mainstay.domain.ledger_case import Standing
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.replay import Replay
from mainstay.flows.entering import Terms, carried_out, enter, known_standings
from mainstay.flows.entering_hours import enter_hours
from mainstay.flows.looking_at_forecasts import unreadable_predictions, with_past
from mainstay.ports.progress import Progress
from mainstay.ports.store import Store
from mainstay.present.times import day
from mainstay.present.visible import visible
from mainstay.wiring.gathering import Group, Place, gather
from mainstay.wiring.happenings import all_events
from mainstay.wiring.limit_notices import of_no_use, of_supposed
from mainstay.wiring.next_hours import place_of, with_next_hours, without_muted_hours
from mainstay.wiring.record_keeping import Records
from mainstay.wiring.slope_drivers import with_drivers


def forecast(asked: ForecastAsked, records: Records, progress: Progress) -> ForecastList:
    """Forecast what is asked for, by what the ledger says of each class, and enter it; see `cli.doors`.

    A ledger that cannot be used is told and keeps nobody from the forecasts. Raises as `gather` does.
    """
    clock = SystemClock()
    now = clock.now()
    gathered = gather(asked, records, now, progress)
    progress.stage("Forecasting", sum(len(group.series) for group in gathered.groups))
    notices = gathered.notices
    notices += of_no_use([signal for group in gathered.groups for signal, _ in group.series], asked.limits)
    made: list[Forecast] = []
    own_places: set[Place] = set()
    if asked.ledger:
        notices += of_supposed(len(gathered.supposed))
    with ExitStack() as stack:
        ledger = Ledger(records, stack, notices, clock) if asked.ledger else None
        done = ledger.carried_out if ledger else {}
        setting = records.operator.forecasts.events
        events, unread = all_events(gathered.servers, setting, done, now, asked.history)
        notices += unread
        said = ledger.said if ledger else {}
        for group in gathered.groups:
            told = forecasts(group.series, group.now, asked.horizon, events, said)
            # What is told of a time long past is no forecast that could be judged live.
            if now - group.now > CURRENT:
                notices.append(_long_ago(group))
            elif ledger is not None:
                own = [
                    (one, days)
                    for one, (signal, days) in zip(told, group.series, strict=True)
                    if (signal.source, signal.key) not in gathered.supposed
                ]
                ledger.enter(own, group.now)
                own_places.update(place_of(one) for one, _ in own)
            made += map(believed, told)
            progress.advance(len(told))
        every = [one for group in gathered.groups for one in group.series]
        made = with_drivers(made, every, gathered.hours, events, done)
        made = with_next_hours(made, gathered.hours, asked.hours, clock, notices, said)
        if ledger:
            ledger.enter_hours([one for one in made if place_of(one) in own_places], gathered.hours, now)
        made = without_muted_hours(made, said, notices)
        found = replace(listed(made, now, gathered.sources, notices), ends=tuple(gathered.ends))
        return ledger.with_past(found) if ledger else found


def _long_ago(group: Group) -> Notice:
    # A file is known by its whole path, of which its name says enough here.
    source = visible(Path(group.series[0][0].source).name, 200)
    text = (
        f"{source} ends on {day(group.now)}: it is forecast from there, and nothing of it enters the ledger."
    )
    return Notice("ended-long-ago", text, Weight.LIMIT, "give what is newer")


class Ledger:
    """The ledger as far as it can be used; what fails is told, once, and keeps nobody from forecasts."""

    def __init__(self, records: Records, stack: ExitStack, notices: list[Notice], clock: SystemClock) -> None:
        self.said: Mapping[str, Standing] = {}
        self.carried_out: Mapping[str, Sequence[int]] = {}
        self._notices, self._new_id = notices, TimeIds(clock).new
        self._unread: dict[str, str] = {}
        self._may_see: Callable[[str], bool] = everything
        self._store: Store | None = None
        try:
            self._store = stack.enter_context(records.store())
            self.said = known_standings(self._store, clock.now(), self._unread)
            self.carried_out = carried_out(self._store, clock.now())
            self._may_see = may_be_seen(records)
        except MainstayError as failure:
            self._give_up(failure)

    def enter(self, made: Sequence[tuple[Forecast, Days]], now: int) -> None:
        """Enter what is foretold, and judge what was foretold before."""
        if self._store is None:
            return
        try:
            enter(self._store, made, now, self._terms())
        except MainstayError as failure:
            self._give_up(failure)

    def enter_hours(self, made: Sequence[Forecast], hours: Mapping[Place, Hours], now: int) -> None:
        """Enter what is foretold of the next hours, and judge what was foretold of hours before."""
        if self._store is None:
            return
        known = [(one, hours[place_of(one)]) for one in made if place_of(one) in hours]
        try:
            enter_hours(self._store, known, now, self._terms())
        except MainstayError as failure:
            self._give_up(failure)

    def with_past(self, found: ForecastList) -> ForecastList:
        """Give forecasts with what was foretold of the most urgent ones before."""
        if self._store is not None:
            try:
                found = with_past(self._store, found, self._unread, self._may_see)
            except MainstayError as failure:
                self._give_up(failure)
        return replace(found, notices=(*self._notices, *unreadable_predictions(self._unread)))

    def _terms(self) -> Terms:
        return Terms(self.said, self.carried_out, self._new_id, self._unread)

    def _give_up(self, failure: MainstayError) -> None:
        self._store = None
        text = f"The ledger is left out: {visible(failure.what, 300)}."
        mend = failure.mend or "look whether the store is well: mainstay store check"
        self._notices.append(Notice("ledger-unused", text, Weight.LIMIT, mend))


def may_be_seen(records: Records) -> Callable[[str], bool]:
    """Tell about which subjects the user who runs this may see what was foretold: whom nobody knows, about none."""
    try:
        return records.may_see()
    except UsageError:
        return lambda _subject: False


def _for_ever(sources: Sequence[str], asked: ForecastAsked) -> tuple[str, ...]:
    """Name sources so that a replay from another folder knows the same ones: files and repositories by their whole paths."""
    paths = {*asked.files, *asked.repositories}
    return tuple(visible(str(Path(one).resolve()) if one in paths else one) for one in sources)


def replay_past(
    asked: ForecastAsked, weeks: int, records: Records, progress: Progress
) -> tuple[Replay, tuple[Notice, ...]]:
    """Tell what would have been foretold each Monday of the last `weeks` of what is asked for, and keep what it came to.

    Raises as `gather` does, and RunFailed when the store cannot be used.
    """
    clock = SystemClock()
    gathered = gather(asked, records, clock.now(), progress)
    series = sum(len(group.series) for group in gathered.groups)
    progress.stage("Forecasting the past", series)
    found = []
    for group in gathered.groups:
        found.append(replay(group.series, weeks))
        progress.advance(len(group.series))
    made = as_replay(found, series, _for_ever(gathered.sources, asked), TimeIds(clock).new(), clock.now())
    if asked.ledger:
        with records.store() as store, store.writing() as work:
            work.replays.put(made)
    return made, tuple(gathered.notices)
