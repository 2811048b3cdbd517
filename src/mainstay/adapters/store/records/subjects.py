"""Subjects that are looked after."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from mainstay.adapters.store.records.lists import joined, parted
from mainstay.adapters.store.records.whole import Records
from mainstay.adapters.store.schema.subjects import SUBJECTS
from mainstay.domain.subject import Stage, Subject, Tier

_PLAIN = ("id", "team", "place", "tier", "stage", "added_at", "changed_at")


class SqlSubjects(Records):
    """Subjects by id."""

    def put(self, subject: Subject) -> None:
        """Keep a subject, in the place of the one with its id."""
        row = {name: getattr(subject, name) for name in _PLAIN}
        self._in.put(SUBJECTS, [row | {"depends_on": joined(subject.depends_on)}])

    def get(self, subject: str) -> Subject | None:
        """Give one, None when there is none of this id."""
        found = self._in.row(select(SUBJECTS).where(SUBJECTS.c.id == subject))
        return None if found is None else _subject(found)

    def page(self, teams: frozenset[str] | None, after: str = "", most: int = 100) -> Sequence[Subject]:
        """Give subjects of some teams (None for all) by id, from behind the id `after` on."""
        chosen = select(SUBJECTS).where(SUBJECTS.c.id > after).order_by(SUBJECTS.c.id).limit(most)
        if teams is not None:
            chosen = chosen.where(SUBJECTS.c.team.in_(sorted(teams)))
        return [_subject(row) for row in self._in.rows(chosen)]


def _subject(row: Row[Any]) -> Subject:
    plain = {name: getattr(row, name) for name in _PLAIN}
    plain |= {"tier": Tier(row.tier), "stage": Stage(row.stage), "depends_on": parted(row.depends_on)}
    return Subject(**plain)
