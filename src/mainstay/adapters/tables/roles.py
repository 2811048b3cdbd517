"""What each column of a table is for: the one of times, those of numbers, those that tell series apart."""

from collections.abc import Sequence
from dataclasses import dataclass

from mainstay.adapters.tables.unfit import Unfit
from mainstay.ports.tables import Shape
from mainstay.present.visible import visible

TIME_NAMES = ("time", "timestamp", "ts", "datetime", "date", "ds", "_time", "at", "epoch", "created_at")
"""Names under which times are looked for first."""
MOST_COLUMNS = 10_000
_MEND = "the columns are: "
_WRITTEN = (
    "times are understood as 2026-01-31 12:00:00, 31.01.2026 12:00 or 01/31/2026 12:00 PM (where some day is above 12), or as "
    "seconds since 1970"
)
_COUNTED = "numbers are understood as 1234.5, 1234,5 or 45%, without units"


@dataclass(frozen=True, slots=True)
class Roles:
    """Columns by their places: `names` has all of them."""

    names: tuple[str, ...]
    time: int
    values: tuple[int, ...]
    labels: tuple[int, ...]


def refuse_too_wide(columns: int) -> None:
    """Raise Unfit where a table has too many columns."""
    if columns > MOST_COLUMNS:
        raise Unfit(
            f"it has more than {MOST_COLUMNS} columns",
            0,
            "give one row a point, with a column that names its series",
        )


def different(names: Sequence[str]) -> tuple[str, ...]:
    """Give each column a name of its own. Raises Unfit where there are too many."""
    refuse_too_wide(len(names))
    found: dict[str, None] = {}
    for place, name in enumerate(names, 1):
        shown = visible(name.strip(), 200) or f"column {place}"
        found[shown if shown not in found else f"{shown} ({place})"] = None
    return tuple(found)


def roles_of(names: tuple[str, ...], times: Sequence[int], numeric: Sequence[int], shape: Shape) -> Roles:
    """Choose roles: `times` are the columns that may be times, `numeric` those of numbers. Raises Unfit."""
    time = _place(names, shape.time) if shape.time else _time(names, times)
    if time not in times:
        raise Unfit(
            f"the column {names[time]} holds no times", -1, "name another, and what its numbers count"
        )
    labels = tuple(_place(names, one) for one in shape.labels)
    values = tuple(_place(names, one) for one in shape.values)
    others = [place for place in range(len(names)) if place not in {time, *labels, *values}]
    chosen = values or tuple(place for place in others if place in numeric)
    apart = labels or tuple(place for place in others if place not in numeric)
    if not chosen:
        raise Unfit("it has no column of numbers", -1, f"{_listed(names)}; {_COUNTED}")
    return Roles(names, time, chosen, tuple(place for place in apart if place not in chosen))


def key_of(roles: Roles, value: int, labels: Sequence[str]) -> str:
    """Name a series: by its column, by its one label where there is one column, else by both as Prometheus does."""
    column = roles.names[value]
    if not roles.labels:
        return column
    told = [visible(text, 200) for text in labels]
    if len(roles.values) == 1 and len(told) == 1 and told[0]:
        return told[0]
    inside = ",".join(
        f'{roles.names[place]}="{text}"' for place, text in zip(roles.labels, told, strict=True)
    )
    return f"{column}{{{inside}}}"


def _time(names: tuple[str, ...], times: Sequence[int]) -> int:
    if not times:
        raise Unfit("it has no column of times", -1, f"{_listed(names)}; {_WRITTEN}")
    lowered = [name.lower() for name in names]
    known = [lowered.index(one) for one in TIME_NAMES if one in lowered]
    return next((place for place in known if place in times), times[0])


def _place(names: tuple[str, ...], name: str) -> int:
    if name not in names:
        raise Unfit(f"it has no column {visible(name, 60)}", -1, _listed(names))
    return names.index(name)


def _listed(names: tuple[str, ...]) -> str:
    return _MEND + visible(", ".join(names[:20]), 300)
