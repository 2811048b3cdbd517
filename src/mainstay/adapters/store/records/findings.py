"""Findings as they are remembered."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Row, select

from mainstay.adapters.store.records.lists import joined, parted
from mainstay.adapters.store.records.whole import Records
from mainstay.adapters.store.schema.findings import FINDINGS
from mainstay.domain.finding import Urgency
from mainstay.domain.known_finding import KnownFinding

_NAMES = tuple(field.name for field in fields(KnownFinding))


class SqlFindings(Records):
    """Findings by subject and fingerprint."""

    def put(self, findings: Iterable[KnownFinding]) -> None:
        """Keep findings, each in the place of the one with its subject and fingerprint."""
        rows = [
            {name: getattr(one, name) for name in _NAMES} | {"evidence": joined(one.evidence)}
            for one in findings
        ]
        self._in.put(FINDINGS, rows)

    def get(self, subject: str, fingerprint: str) -> KnownFinding | None:
        """Give one, None when it is not known."""
        same = (FINDINGS.c.subject == subject) & (FINDINGS.c.fingerprint == fingerprint)
        found = self._in.row(select(FINDINGS).where(same))
        return None if found is None else _finding(found)

    def page(self, subject: str, after: str = "", most: int = 100) -> Sequence[KnownFinding]:
        """Give findings of a subject that are not gone, by fingerprint, from behind the fingerprint `after` on."""
        behind = (FINDINGS.c.subject == subject) & (FINDINGS.c.fingerprint > after)
        chosen = select(FINDINGS).where(behind, FINDINGS.c.gone_at == 0)
        return [_finding(row) for row in self._in.rows(chosen.order_by(FINDINGS.c.fingerprint).limit(most))]


def _finding(row: Row[Any]) -> KnownFinding:
    plain = {name: getattr(row, name) for name in _NAMES}
    return KnownFinding(**plain | {"urgency": Urgency(row.urgency), "evidence": parted(row.evidence)})
