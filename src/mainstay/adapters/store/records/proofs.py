"""Evidence."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Row, bindparam, select

from mainstay.adapters.store.prepared import Prepared
from mainstay.adapters.store.records.lists import legible, portions
from mainstay.adapters.store.records.whole import Records
from mainstay.adapters.store.schema.decisions import EVIDENCE
from mainstay.adapters.store.schema.proposals import PROPOSALS
from mainstay.domain.evidence import Evidence, Outcome

_NAMES = tuple(field.name for field in fields(Evidence))
_FORGETTING = (
    PROPOSALS.update()
    .where(PROPOSALS.c.content == bindparam("about"), PROPOSALS.c.ruled_by != "")
    .values(ruled_by="", holds_until=None)
)
_ABOUT = Prepared(select(EVIDENCE).where(EVIDENCE.c.content == bindparam("one")))


class SqlProofs(Records):
    """Evidence in the order in which it came."""

    def add(self, evidence: Iterable[Evidence]) -> None:
        """Keep some statements; what the rules said of their contents is forgotten."""
        rows = [{name: getattr(one, name) for name in _NAMES} for one in evidence]
        self._in.append(EVIDENCE, rows)
        contents = [{"about": content} for content in sorted({row["content"] for row in rows})]
        self._in.write(_FORGETTING, contents)

    def about(self, contents: Collection[str]) -> Sequence[Evidence]:
        """Give all statements about some contents, oldest first."""
        found: list[Row[Any]] = []
        for portion in portions(contents):
            if len(portion) == 1:
                found += self._in.rows(_ABOUT, values={"one": portion[0]})
            else:
                found += self._in.rows(select(EVIDENCE).where(EVIDENCE.c.content.in_(portion)))
        return [_evidence(row) for row in sorted(found, key=lambda row: row.number)]

    def every(self) -> Iterator[Evidence]:
        """Give all statements by their contents, those about one in the order in which they were kept, few of them in memory.

        Raises RunFailed where one cannot be read.
        """
        rows = self._in.through(EVIDENCE, by=("content", "number"))
        return (legible(_evidence, row, f"statement {row.number}") for row in rows)


def _evidence(row: Row[Any]) -> Evidence:
    plain = {name: getattr(row, name) for name in _NAMES}
    return Evidence(**plain | {"outcome": Outcome(row.outcome)})
