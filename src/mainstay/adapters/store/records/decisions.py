"""Decisions."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, exists, literal_column, select

from mainstay.adapters.store.records.lists import joined, parted, portions
from mainstay.adapters.store.schema.decisions import DECISIONS
from mainstay.adapters.store.transaction import Transaction
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


class SqlDecisions:
    """Decisions in the order in which they came."""

    def __init__(self, transaction: Transaction) -> None:
        """Work in one transaction."""
        self._in = transaction

    def add(self, decision: Decision) -> None:
        """Keep a decision. Raises RunFailed when its id is taken or there is no such proposal."""
        row = {name: getattr(decision, name) for name in _PLAIN}
        row |= {"roles": joined(decision.roles), "lent_by": joined(decision.lent_by)}
        self._in.add(DECISIONS, [row], "the decision")

    def about(self, proposal: str) -> Sequence[Decision]:
        """Give all decisions about one proposal, oldest first."""
        chosen = select(DECISIONS).where(DECISIONS.c.proposal == proposal).order_by(DECISIONS.c.number)
        return [_decision(row) for row in self._in.rows(chosen)]

    def about_each(self, proposals: Collection[str]) -> dict[str, list[Decision]]:
        """Give all decisions about each of some proposals, oldest first."""
        found: dict[str, list[Decision]] = {name: [] for name in proposals}
        for names in portions(found):
            chosen = select(DECISIONS).where(DECISIONS.c.proposal.in_(names)).order_by(DECISIONS.c.number)
            for row in self._in.rows(chosen):
                found[row.proposal].append(_decision(row))
        return found

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
