"""Collecting beside a worker's own work, in a thread of its own: a look may take seconds, and runs must not wait for it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mainstay.adapters.points.holding import Held
from mainstay.config.operator.collecting_setting import CollectingSetting
from mainstay.domain.errors import EvidenceMissing, MainstayError
from mainstay.domain.notice import Weight
from mainstay.flows.collecting import Hearing, Seen, Terms
from mainstay.wiring.collecting import Collecting
from mainstay.wiring.record_keeping import Records

_AGAIN = 30.0
"""Seconds after which it is tried again where another process collects, nothing can be kept, or nothing is to be collected."""
_GRACE = 15.0
"""Seconds that a look under way has to come to its end."""


@contextmanager
def collecting_beside(
    records: Callable[[], Records], say: Callable[[MainstayError], None], again: float = _AGAIN
) -> Iterator[None]:
    """Collect for as long as the block lasts, whenever the operator's file that `records` know says so; `say` what fails.

    Where another process collects nothing is said: of the workers of one machine one does, and the next goes on after it.
    """
    ending = threading.Event()
    beside = _Beside(records, say, ending)
    thread = threading.Thread(target=beside.work, args=(again,), name="collect", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ending.set()
        thread.join(_GRACE)


class _Beside:
    """The thread's own work, until `ending` is set."""

    def __init__(
        self,
        records: Callable[[], Records],
        say: Callable[[MainstayError], None],
        ending: threading.Event,
    ) -> None:
        self._records, self._say, self._ending = records, say, ending
        self._hearing = _Saying(say)

    def work(self, again: float) -> None:
        """Begin anew whenever the rules change."""
        while not self._ending.is_set():
            try:
                collecting = Collecting(self._records())
                if collecting.setting.by_workers:
                    self._collect(collecting, collecting.setting)
            except Held:
                pass
            except MainstayError as failure:
                self._say(failure)
            self._ending.wait(again)

    def _collect(self, collecting: Collecting, setting: CollectingSetting) -> None:
        terms = Terms(float(setting.every), keep=setting.keep)

        def pause(seconds: float) -> bool:
            return self._ending.wait(seconds) or self._setting_now() != setting

        collecting.run("mainstay worker", terms, pause, self._hearing)

    def _setting_now(self) -> CollectingSetting:
        return self._records().operator.forecasts.collecting


class _Saying(Hearing):
    """Says what limits a look, once for as long as it does."""

    def __init__(self, say: Callable[[MainstayError], None]) -> None:
        self._say = say
        self._said: set[str] = set()

    def seen(self, seen: Seen) -> None:
        told = {one.text: one for one in seen.notices if one.weight is Weight.LIMIT}
        for text, one in told.items():
            if text not in self._said:
                self._say(EvidenceMissing(text.removesuffix("."), where="collecting", mend=one.mend))
        self._said = set(told)

    def failed(self, failure: MainstayError) -> None:
        self._say(failure)
