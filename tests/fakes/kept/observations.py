"""Subjects, findings and predictions in memory."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mainstay.domain.known_finding import KnownFinding
from mainstay.domain.prediction import Prediction
from mainstay.domain.subject import Subject
from tests.fakes.kept.held import Records


class MemorySubjects(Records):
    def put(self, subject: Subject) -> None:
        self._write(subject)
        self.held.subjects[subject.id] = subject

    def get(self, subject: str) -> Subject | None:
        return self.held.subjects.get(subject)

    def page(self, teams: frozenset[str] | None, after: str = "", most: int = 100) -> Sequence[Subject]:
        found = (
            one
            for one in self.held.subjects.values()
            if one.id > after and (teams is None or one.team in teams)
        )
        return sorted(found, key=lambda one: one.id)[:most]


class MemoryFindings(Records):
    def put(self, findings: Iterable[KnownFinding]) -> None:
        made = list(findings)
        self._write(*made)
        for one in made:
            self.held.findings[one.subject, one.fingerprint] = one

    def get(self, subject: str, fingerprint: str) -> KnownFinding | None:
        return self.held.findings.get((subject, fingerprint))

    def page(self, subject: str, after: str = "", most: int = 100) -> Sequence[KnownFinding]:
        found = (
            one
            for one in self.held.findings.values()
            if one.subject == subject and one.fingerprint > after and not one.gone_at
        )
        return sorted(found, key=lambda one: one.fingerprint)[:most]


class MemoryLedger(Records):
    def add(self, predictions: Iterable[Prediction]) -> None:
        self._write()
        for one in predictions:
            self._keep(self.held.predictions, one.id, one)

    def due(self, now: int, most: int = 1_000) -> Sequence[Prediction]:
        found = (one for one in self.held.predictions.values() if not one.judged_at and one.due_at <= now)
        return sorted(found, key=lambda one: (one.due_at, one.id))[:most]

    def judge(self, prediction: Prediction) -> bool:
        self._write(prediction)
        if not prediction.judged_at:
            raise ValueError("an outcome without a time is none")
        kept = self.held.predictions.get(prediction.id)
        if kept is None or kept.judged_at:
            return False
        outcome = {name: getattr(prediction, name) for name in ("judged_at", "came", "value")}
        self.held.predictions[prediction.id] = replace(kept, **outcome)
        return True

    def of(self, kind: str, subject: str = "", most: int = 1_000) -> Sequence[Prediction]:
        found = (
            one for one in self.held.predictions.values() if one.kind == kind and subject in {"", one.subject}
        )
        return sorted(found, key=lambda one: (one.made_at, one.id), reverse=True)[:most]
