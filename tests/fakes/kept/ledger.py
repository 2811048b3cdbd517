"""Predictions and replays of the past in memory."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from mainstay.domain.ledger_case import Came
from mainstay.domain.prediction import Prediction
from mainstay.domain.replay import Replay, ReplayedClass
from mainstay.ports.records.ledger import Unread
from tests.fakes.kept.held import Records

_OUTCOME = ("judged_at", "came", "value", "outcome")


class MemoryLedger(Records):
    """All that was put into it can be read."""

    def add(self, predictions: Iterable[Prediction]) -> None:
        made = list(predictions)
        self._write()
        if any(one.of is not None and not one.of.source and not one.of.key for one in made):
            raise ValueError("a series has neither a source nor a key")
        for one in made:
            self._keep(self.held.predictions, one.id, one)

    def due(
        self, now: int, most: int = 1_000, kinds: Collection[str] = (), unread: Unread | None = None
    ) -> Sequence[Prediction]:
        found = (
            one
            for one in self.held.predictions.values()
            if not one.judged_at and one.due_at <= now and (not kinds or one.kind in kinds)
        )
        return sorted(found, key=lambda one: (one.due_at, one.id))[:most]

    def judge(self, prediction: Prediction) -> bool:
        return self.judge_all([prediction]) == 1

    def judge_all(self, predictions: Iterable[Prediction]) -> int:
        made = list(predictions)
        self._write(*made)
        if not all(one.judged_at for one in made):
            raise ValueError("an outcome without a time is none")
        judged = 0
        for one in made:
            kept = self.held.predictions.get(one.id)
            if kept is not None and not kept.judged_at:
                outcome = {name: getattr(one, name) for name in _OUTCOME}
                self.held.predictions[one.id] = replace(kept, **outcome)
                judged += 1
        return judged

    def of(
        self, kind: str, subject: str = "", most: int = 1_000, unread: Unread | None = None
    ) -> Sequence[Prediction]:
        found = (
            one for one in self.held.predictions.values() if one.kind == kind and subject in {"", one.subject}
        )
        return sorted(found, key=lambda one: (one.made_at, one.id), reverse=True)[:most]

    def open_of(
        self,
        source: str,
        keys: Collection[str] = (),
        after: str = "",
        most: int = 10_000,
        unread: Unread | None = None,
    ) -> Sequence[Prediction]:
        wanted = set(keys)
        found = (
            one
            for one in self.held.predictions.values()
            if one.of is not None
            and one.of.source == source
            and (not wanted or one.of.key in wanted)
            and not one.judged_at
            and one.id > after
        )
        return sorted(found, key=lambda one: one.id)[:most]

    def judged(
        self,
        kind: str,
        sort: str = "",
        most: int = 500,
        days: int = 0,
        due: int | None = None,
        unread: Unread | None = None,
    ) -> Sequence[Prediction]:
        found = (
            one
            for one in self._some((kind,), sort)
            if one.judged_at
            and (not days or (one.of is not None and one.of.days == days))
            and (due is None or one.due_at <= due)
        )
        return sorted(found, key=lambda one: (one.judged_at, one.id), reverse=True)[:most]

    def sorts(self) -> Sequence[str]:
        return sorted({one.of.sort for one in self.held.predictions.values() if one.of and one.of.sort})

    def open_counts(self) -> Mapping[str, int]:
        open_ones = [one.of for one in self.held.predictions.values() if one.of and not one.judged_at]
        return dict(sorted(Counter(of.sort for of in open_ones if of.sort).items()))

    def page(
        self,
        kinds: Collection[str],
        sort: str = "",
        before: str = "",
        most: int = 50,
        unread: Unread | None = None,
    ) -> Sequence[Prediction]:
        found = sorted(self._some(kinds, sort), key=lambda one: (one.made_at, one.id), reverse=True)
        if before:
            last = self.held.predictions.get(before)
            if last is None:
                return []
            found = [one for one in found if (one.made_at, one.id) < (last.made_at, last.id)]
        return found[:most]

    def _some(self, kinds: Collection[str], sort: str) -> Sequence[Prediction]:
        return [
            one
            for one in self.held.predictions.values()
            if (not kinds or one.kind in kinds) and (not sort or (one.of is not None and one.of.sort == sort))
        ]


class MemoryReplays(Records):
    def put(self, replay: Replay) -> None:
        kept = replace(replay, classes=tuple(map(_ordered, replay.classes)))
        self._keep(self.held.replays, replay.id, kept)

    def latest(self, most: int = 100) -> Sequence[Replay]:
        found = sorted(self.held.replays.values(), key=lambda one: (one.made_at, one.id))
        last = {one.sources: one for one in found}
        return sorted(last.values(), key=lambda one: (one.made_at, one.id), reverse=True)[:most]


def _ordered(one: ReplayedClass) -> ReplayedClass:
    told: Counter[Came] = Counter()
    for came, many in one.record.outcomes:
        told[came] += many
    outcomes = tuple((came, told[came]) for came in Came if told[came])
    return replace(one, record=replace(one.record, outcomes=outcomes))
