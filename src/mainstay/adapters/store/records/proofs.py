"""Evidence."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from itertools import islice
from typing import Any

from sqlalchemy import Row, select

from mainstay.adapters.store.schema.decisions import EVIDENCE
from mainstay.adapters.store.transaction import Transaction
from mainstay.domain.evidence import Evidence, Outcome

_NAMES = tuple(field.name for field in fields(Evidence))
# Databases bound how many values a statement may name.
_AT_ONCE = 500


class SqlProofs:
    """Evidence in the order in which it came."""

    def __init__(self, transaction: Transaction) -> None:
        """Work in one transaction."""
        self._in = transaction

    def add(self, evidence: Iterable[Evidence]) -> None:
        """Keep some statements."""
        rows = [{name: getattr(one, name) for name in _NAMES} for one in evidence]
        self._in.write(EVIDENCE.insert(), rows)

    def about(self, contents: Collection[str]) -> Sequence[Evidence]:
        """Give all statements about some contents, oldest first."""
        found: list[Row[Any]] = []
        waiting = iter(sorted(set(contents)))
        while chunk := list(islice(waiting, _AT_ONCE)):
            found += self._in.rows(select(EVIDENCE).where(EVIDENCE.c.content.in_(chunk)))
        return [_evidence(row) for row in sorted(found, key=lambda row: row.number)]


def _evidence(row: Row[Any]) -> Evidence:
    plain = {name: getattr(row, name) for name in _NAMES}
    return Evidence(**plain | {"outcome": Outcome(row.outcome)})
