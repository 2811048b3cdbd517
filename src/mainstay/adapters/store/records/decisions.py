"""Decisions."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, exists, literal_column, select

from mainstay.adapters.store.prepared import Prepared
from mainstay.adapters.store.records.lists import joined, legible, parted, portions
from mainstay.adapters.store.records.whole import Records
from mainstay.adapters.store.schema.decisions import DECISIONS
from mainstay.domain.decision import Choice, Decision, Door, Judgement

_PLAIN = (
    "id",
    "proposal",
    "content",
    "revision",
    "choice",
    "person",
    "policy",
    "door",
    "reason",
    "at",
    "until",
    "judgement",
)
_ABOUT = Prepared(
    select(DECISIONS).where(DECISIONS.c.proposal == bindparam("one")).order_by(DECISIONS.c.number)
)


class SqlDecisions(Records):
    """Decisions in the order in which they came."""

    def add(self, decision: Decision) -> None:
        """Keep a decision; see the port."""
        row = {name: getattr(decision, name) for name in _PLAIN}
        row |= {"roles": joined(decision.roles), "lent_by": joined(decision.lent_by)}
        self._in.add(DECISIONS, [row], "the decision")

    def about(self, proposal: str) -> Sequence[Decision]:
        """Give all decisions about one proposal, oldest first."""
        return [_decision(row) for row in self._in.rows(_ABOUT, values={"one": proposal})]

    def about_each(self, proposals: Collection[str]) -> dict[str, list[Decision]]:
        """Give all decisions about each of some proposals, oldest first."""
        if len(proposals) == 1:
            return {name: [*self.about(name)] for name in proposals}
        found: dict[str, list[Decision]] = {name: [] for name in proposals}
        for names in portions(found):
            chosen = select(DECISIONS).where(DECISIONS.c.proposal.in_(names)).order_by(DECISIONS.c.number)
            for row in self._in.rows(chosen):
                found[row.proposal].append(_decision(row))
        return found

    def every(self) -> Iterator[Decision]:
        """Give all decisions by their proposals, those about one in the order in which they came, with few of them in memory.

        Raises RunFailed where one cannot be read.
        """
        rows = self._in.through(DECISIONS, by=("proposal", "number"))
        return (legible(_decision, row, f"decision {row.id}") for row in rows)

    def overrides(self, *, not_reviewed: bool) -> Sequence[Decision]:
        """Give emergency overrides, oldest first; those without a later review of the same content alone if asked."""
        # The word itself and no parameter, so that the index of overrides can be used.
        chosen = select(DECISIONS).where(DECISIONS.c.choice == literal_column(f"'{Choice.OVERRIDE.value}'"))
        if not_reviewed:
            review = DECISIONS.alias("review")
            same = (review.c.proposal == DECISIONS.c.proposal) & (review.c.content == DECISIONS.c.content)
            later = review.c.number > DECISIONS.c.number
            chosen = chosen.where(~exists().where(review.c.choice == Choice.REVIEW, same, later))
        return [_decision(row) for row in self._in.rows(chosen.order_by(DECISIONS.c.number))]


def _decision(row: Row[Any]) -> Decision:
    plain = {name: getattr(row, name) for name in _PLAIN}
    plain |= {"choice": Choice(row.choice), "door": Door(row.door)}
    plain["judgement"] = Judgement(row.judgement)
    return Decision(roles=parted(row.roles), lent_by=parted(row.lent_by), **plain)
