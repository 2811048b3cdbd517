"""Subjects and findings in memory."""

from collections.abc import Iterable, Sequence

from mainstay.domain.known_finding import KnownFinding
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
