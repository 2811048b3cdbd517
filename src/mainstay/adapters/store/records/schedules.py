"""How far schedules were dealt with."""

from sqlalchemy import select

from mainstay.adapters.store.records.whole import Records
from mainstay.adapters.store.schema.runs import SCHEDULES


class SqlScheduleMarks(Records):
    """One time for each schedule, by its name."""

    def get(self, schedule: str) -> int | None:
        """Give the last occurrence that was dealt with; see the port."""
        found = self._in.row(select(SCHEDULES.c.dealt_with).where(SCHEDULES.c.name == schedule))
        return None if found is None else int(found.dealt_with)

    def put(self, schedule: str, occurrence: int, was: int | None) -> bool:
        """Remember an occurrence in the place of `was`; see the port."""
        if was is None:
            adding = self._in.insert(SCHEDULES)
            return bool(self._in.write(adding, [{"name": schedule, "dealt_with": occurrence}]))
        same = (SCHEDULES.c.name == schedule) & (SCHEDULES.c.dealt_with == was)
        return bool(self._in.write(SCHEDULES.update().where(same).values(dealt_with=occurrence)))
