"""The night of workers: spent once, by whoever of them is first, beside what is carried out, and anew after a crash."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from mainstay.analysis.schedules.due import due, mark_of
from mainstay.domain.errors import MainstayError, RunFailed
from mainstay.domain.schedule import Schedule
from mainstay.flows.office import Office
from mainstay.ports.store import Store

GONE: Final = 300
"""Seconds without a word after which whoever began a night counts as gone."""
_BEATS: Final = 60
_AGAIN: Final = (300, 900, 3_600)
"""Seconds after which a night that failed is tried again, the longer the oftener it did."""

Spend = Callable[[Callable[[], bool]], "Spent"]
"""Spends a night, asking now and then whether it is to stop. Raises MainstayError where it cannot be begun."""


@dataclass(frozen=True, slots=True)
class Spent:
    """How a night ended: `done`, or to be done again; and what failed, where something did."""

    done: bool
    failure: MainstayError | None = None


@dataclass(slots=True)
class _Claim:
    """A night that this worker spends: which one (seconds since 1970), and when it last said that it does."""

    marks: tuple[str, str]
    night: int
    said: int
    thread: threading.Thread
    unwanted: threading.Event
    came: list[Spent]


class Nights:
    """Looks now and then whether a night is due, and spends it in a thread of its own.

    Two marks beside those of schedules say which night was done and when somebody last worked on the next one, each put in the
    place of what was read, so that of all workers one begins. Who says nothing for `GONE` seconds is taken for dead.
    """

    def __init__(self, spend: Spend, say: Callable[[MainstayError], None]) -> None:
        """Let `spend` do it, and `say` what fails."""
        self._spend, self._say = spend, say
        self._claim: _Claim | None = None
        self._failed = 0

    @property
    def under_way(self) -> bool:
        """Whether a night is under way, or has ended and was not looked after yet."""
        return self._claim is not None

    def look(self, office: Office, schedule: Schedule | None, ending: Callable[[], bool]) -> None:
        """Begin a night that is due, or look after the one that is under way.

        Raises RunFailed when the store cannot be used.
        """
        now = office.clock.now()
        if self._claim is not None:
            self._look_after(office.store, self._claim, now, wanted=schedule is not None)
        elif schedule is not None and not ending():
            self._begin(office.store, schedule, now, ending)

    def _begin(self, store: Store, schedule: Schedule, now: int, ending: Callable[[], bool]) -> None:
        mark, claim = _marks(schedule)
        with store.reading() as work:
            last, said = work.schedules.get(mark), work.schedules.get(claim)
        found = due(schedule, last or 0, now)
        if last is None:
            # What is new begins with the next night: nobody waits for one that was before.
            _put(store, mark, found.last, None)
            return
        # What was said in a time far ahead was said by a clock that was wrong.
        if not found.start or (said is not None and now - GONE < said < now + _AGAIN[-1]):
            return
        with store.writing() as work:
            if work.schedules.get(mark) != last or not work.schedules.put(claim, now, said):
                return
        unwanted, came = threading.Event(), list[Spent]()
        thread = threading.Thread(
            target=self._work, args=(lambda: unwanted.is_set() or ending(), came), name="night", daemon=True
        )
        self._claim = _Claim((mark, claim), found.start[0], now, thread, unwanted, came)
        thread.start()

    def _look_after(self, store: Store, claim: _Claim, now: int, *, wanted: bool) -> None:
        mark, said = claim.marks
        if not wanted:
            claim.unwanted.set()
        if claim.thread.is_alive():
            if not 0 <= now - claim.said < _BEATS:
                if not _put(store, said, now, claim.said):
                    # Somebody took this one for dead, and goes on with it.
                    claim.unwanted.set()
                claim.said = now
            return
        self._claim = None
        (spent,) = claim.came or [Spent(done=False)]
        if spent.failure is not None:
            self._say(spent.failure)
        if spent.done:
            self._failed = 0
            with store.reading() as work:
                last = work.schedules.get(mark)
            if last is None or last < claim.night:
                _put(store, mark, claim.night, last)
        elif not claim.unwanted.is_set():
            again = _AGAIN[min(self._failed, len(_AGAIN) - 1)]
            self._failed += 1
            _put(store, said, now + again - GONE, claim.said)

    def _work(self, stopped: Callable[[], bool], came: list[Spent]) -> None:
        try:
            came.append(self._spend(stopped))
        except MainstayError as failure:
            came.append(Spent(done=False, failure=failure))
        except Exception as error:  # noqa: BLE001  # the edge of a thread: nobody else would ever hear of it
            what = f"a night could not be spent: {type(error).__name__}: {error}"
            mend = "tell those who make Mainstay"
            told = RunFailed(what, where="the nightly forecasts", mend=mend)
            came.append(Spent(done=False, failure=told))


def _marks(schedule: Schedule) -> tuple[str, str]:
    """Name the marks of the last night that was done, and of when somebody last worked on one."""
    mark = mark_of(schedule)
    return mark, f"{mark} begun"


def _put(store: Store, mark: str, moment: int, was: int | None) -> bool:
    with store.writing() as work:
        return work.schedules.put(mark, moment, was)
