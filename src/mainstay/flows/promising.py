"""Promises held to: what a change was to bring enters the ledger when it is kept, and is looked at when it is due."""

from collections.abc import Iterable, Mapping, Sequence

from mainstay.analysis.metrics_servers import meant
from mainstay.analysis.promises.judging import given_up, judged, moments
from mainstay.analysis.promises.recording import given, predictions_of, promise_in
from mainstay.domain.audit import Row
from mainstay.domain.decision import Door
from mainstay.domain.errors import MainstayError, UsageError
from mainstay.domain.plan import Plan
from mainstay.domain.prediction import Prediction
from mainstay.domain.promise import KEPT, LASTS, Promise
from mainstay.domain.run import LONGEST_DETAIL, Entry, Mark, Run
from mainstay.flows.office import Office
from mainstay.ports.metrics import Metrics
from mainstay.ports.store import Work

_MEMO = "promise"
_WHO = "ledger"


def promised(run: Run, plan: Plan, entries: Iterable[Entry], now: int) -> tuple[Prediction, ...]:
    """Give what a run that was carried out promised, by what its steps left in the journal."""
    found: list[Prediction] = []
    for entry in entries:
        promise = _promise(entry)
        if promise is not None:
            found += predictions_of(promise, run.id, entry.step, plan.subject, now)
    return tuple(found)


def take_promises_back(work: Work, run: Run, plan: Plan, now: int) -> None:
    """Give up what a run promised that was taken back: nobody will know whether it would have come true."""
    for one in promised(run, plan, work.runs.journal(run.id), now):
        work.ledger.judge(given_up(one, now))


def judge_promises(office: Office, servers: Mapping[str, Metrics]) -> tuple[Prediction, ...]:
    """Look whether promises that are due were kept; give those that were judged.

    Raises RunFailed when the store cannot be used. Where no metrics server gives an answer it is looked again later.
    """
    now = office.clock.now()
    with office.store.reading() as work:
        due = work.ledger.due(now, kinds=(KEPT, LASTS))
        asked = [(one, promise) for one in due if (promise := _of(work, one)) is not None]
    done = []
    for prediction, promise in asked:
        outcome = judged(prediction, promise, _value(servers, promise, moments(prediction, now)), now)
        if outcome is not None:
            done.append(outcome)
    if done:
        with office.store.writing() as work:
            kept = [one for one in done if work.ledger.judge(one)]
            work.trail.append(
                [Row(0, now, _WHO, Door.WORKER, "promise.judged", one.id, "", _words(one)) for one in kept]
            )
        return tuple(kept)
    return ()


def _promise(entry: Entry) -> Promise | None:
    memo = entry.memo.get(_MEMO)
    if entry.mark is not Mark.DONE or not isinstance(memo, Mapping):
        return None
    return promise_in(memo)


def _of(work: Work, prediction: Prediction) -> Promise | None:
    place = given(prediction)
    if place is None:
        return None
    found = (_promise(entry) for entry in work.runs.journal(place.run) if entry.step == place.step)
    return next((one for one in found if one is not None), None)


def _value(servers: Mapping[str, Metrics], promise: Promise, at: Sequence[int]) -> float | None:
    """Give the one number that the query gives at the first of some moments at which it gives one."""
    try:
        server = meant(servers, promise.server)
    except UsageError:
        return None
    for moment in at:
        try:
            series = server.instant(promise.query, moment)
        except MainstayError:
            continue
        if len(series) == 1 and series[0].points:
            return series[0].points[-1][1]
    return None


def _words(prediction: Prediction) -> str:
    outcome = {True: "it came true", False: "it did not come true", None: "nobody knows"}[prediction.came]
    return f"{outcome}: {prediction.text}"[:LONGEST_DETAIL]
