"""Of which kind each series of a table is, by the names that the table has: forecasts of one kind are judged together."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Final

from mainstay.adapters.tables.roles import Roles
from mainstay.present.visible import visible

MOST_KINDS: Final = 12
"""Names from which on they are those of single things (hosts, meters), which are of one kind together."""
_METRICS: Final = frozenset({"metric", "__name__", "metric_name", "measurement"})
_SAY_NOTHING: Final = frozenset({"value", "values", "val", "v", "y"})
_LONGEST: Final = 60

KindOf = Callable[[int, Sequence[str]], str]


def kinds(roles: Roles, known: Collection[Sequence[str]], path: Path) -> KindOf:
    """Give what tells the class of a series by the place of its column and its labels, of which `known` are all.

    Where a column names metrics it is their name, else that of the column of numbers. Where there are too many of them, or the
    name says nothing, all are of the kind of the file.
    """
    whole = f"file {visible(path.stem, _LONGEST)}"
    names = roles.names
    metric = next(
        (at for at, place in enumerate(roles.labels) if names[place].strip().lower() in _METRICS), None
    )
    if metric is not None:
        told = {labels[metric] for labels in known}
        many = len(told) > MOST_KINDS or "" in told
        return lambda _, labels: whole if many else f"metric {visible(labels[metric], _LONGEST)}"
    columns = [names[place].strip() for place in roles.values]
    if len(columns) > MOST_KINDS or any(name.lower() in _SAY_NOTHING for name in columns):
        return lambda *_: whole
    return lambda place, _: f"column {visible(names[place].strip(), _LONGEST)}"
