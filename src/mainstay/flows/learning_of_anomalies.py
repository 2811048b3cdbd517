"""Anomalies enter the ledger when they are told, and after a week it is judged whether that helped."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from mainstay.analysis.anomalies.learning import KINDS, LATEST, entered, given_up, judged, muted
from mainstay.domain.anomaly import Anomaly, AnomalyKind
from mainstay.domain.prediction import Prediction
from mainstay.domain.signal import Samples, Signal
from mainstay.ports.store import Store, Work

Touched = Callable[[str, int, int], bool]
"""Whether somebody did something about a subject between two moments."""


@dataclass(slots=True)
class Waiting:
    """The anomalies of a ledger that are due, by their series, and what was judged of them so far."""

    due: Mapping[tuple[str, str, str], Sequence[Prediction]] = field(default_factory=dict)
    known: list[Prediction] = field(default_factory=list)


def muted_kinds(store: Store) -> dict[AnomalyKind, str]:
    """Give the kinds of anomalies that helped too seldom to be told, with the reason."""
    with store.reading() as work:
        return muted({kind: work.ledger.judged(name, most=LATEST) for name, kind in KINDS.items()})


def waiting(store: Store, now: int) -> Waiting:
    """Give the anomalies that are due by `now`."""
    found: defaultdict[tuple[str, str, str], list[Prediction]] = defaultdict(list)
    with store.reading() as work:
        for one in work.ledger.due(now, 10_000, tuple(KINDS)):
            if one.of is not None:
                found[one.of.source, one.of.key, one.subject].append(one)
    return Waiting(found)


def judge(left: Waiting, signal: Signal, samples: Samples, now: int, touched: Touched) -> None:
    """Judge what is due of a series, by its points."""
    for one in left.due.get((signal.source, signal.key, signal.subject), ()):
        found = judged(
            one,
            samples,
            now,
            lambda since, until: touched(signal.subject, since, until),
        )
        if found is not None:
            left.known.append(found)


def enter(
    store: Store,
    found: Sequence[Anomaly],
    left: Waiting,
    now: int,
    new_id: Callable[[], str],
    text: Callable[[Anomaly], str],
    quiet: Mapping[AnomalyKind, str],
) -> int:
    """Keep what is new, and what was judged, in one transaction; give how many anomalies are new.

    What nobody heard of for two weeks after it was due is given up. Raises RunFailed when the store cannot be used.
    """
    told = {one.id for one in left.known}
    late = [one for each in left.due.values() for one in each if one.id not in told]
    gone = [one for each in late if (one := given_up(each, now)) is not None]
    with store.writing() as work:
        work.ledger.judge_all([*left.known, *gone])
        new = entered(found, _open(work, found), now, text, new_id, quiet)
        work.ledger.add(new)
    return len(new)


def _open(work: Work, found: Sequence[Anomaly]) -> list[Prediction]:
    """Give what is not judged of the series of some anomalies, and what of them was judged lately."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for one in found:
        keys[one.signal.source].add(one.signal.key)
    known: list[Prediction] = []
    for source, some in keys.items():
        after = ""
        while page := work.ledger.open_of(source, sorted(some), after):
            known += (one for one in page if one.kind in KINDS)
            after = page[-1].id
    for kind in KINDS:
        known += work.ledger.judged(kind, most=LATEST)
    return known
