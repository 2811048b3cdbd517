"""How far schedules were dealt with."""

from typing import Protocol


class ScheduleMarks(Protocol):
    """One time for each schedule, by its name."""

    def get(self, schedule: str) -> int | None:
        """Give the last occurrence that was dealt with (seconds since 1970), None for a schedule never seen before."""
        ...

    def put(self, schedule: str, occurrence: int, was: int | None) -> bool:
        """Remember an occurrence in the place of `was`; False where somebody else was faster."""
        ...
