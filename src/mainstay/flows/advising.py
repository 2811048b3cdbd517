"""Advice enters the ledger when it is given, and what came of earlier advice is told by what was seen since."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Final

from mainstay.analysis.capacity.advising import ADVICE, as_past
from mainstay.domain.capacity import PastAdvice
from mainstay.domain.prediction import Prediction
from mainstay.ports.records.ledger import Unread
from mainstay.ports.store import Store

_AT_ONCE: Final = 500
_SHOWN: Final = 1_000

Place = tuple[str, str]
"""A source, and what an advice is about within it."""
Judge = Callable[[Prediction], Prediction | None]


def advise(
    store: Store, given: Mapping[Place, Prediction | None], judges: Mapping[Place, Judge], unread: Unread
) -> None:
    """Judge what was advised before by what is known now, and keep what is advised now where nothing is open.

    Some hundred are one transaction. Raises RunFailed when the store cannot be used.
    """
    by_source: defaultdict[str, list[str]] = defaultdict(list)
    for source, key in judges:
        by_source[source].append(key)
    for source, keys in by_source.items():
        for start in range(0, len(keys), _AT_ONCE):
            portion = keys[start : start + _AT_ONCE]
            with store.writing() as work:
                held: dict[str, Prediction] = {}
                after = ""
                while page := work.ledger.open_of(source, portion, after, unread=unread):
                    held.update({one.of.key: one for one in page if one.of and one.kind == ADVICE})
                    after = page[-1].id
                judged = {key: judges[source, key](one) for key, one in held.items()}
                work.ledger.judge_all(one for one in judged.values() if one is not None)
                still = {key for key, one in judged.items() if one is None}
                new = (given.get((source, key)) for key in portion if key not in still)
                work.ledger.add([one for one in new if one is not None])


def past_advice(
    store: Store, before: int, may_see: Callable[[str], bool], unread: Unread
) -> tuple[PastAdvice, ...]:
    """Give the advice that was given before a moment, the newest first, about what a person may see."""
    with store.reading() as work:
        found = work.ledger.of(ADVICE, most=_SHOWN, unread=unread)
    return tuple(as_past(one) for one in found if one.made_at < before and may_see(one.subject))
