"""From the tables of a plan to the metrics that are watched."""

from collections.abc import Mapping

from mainstay.domain.canary import Asked, Measured, Watched, Worse
from mainstay.domain.plan import Action, Value

ALLOWED = 0.01
"""The share of a check's looks that may fail, where nothing is said."""
_TOLERANCES = {Measured.SERIES: 0.05, Measured.COUNTS: 0.25, Measured.LOOKS: 0.0}
"""The least effect that matters, as a share of the control, where nothing is said."""
_CHECKS = {"probe": "check-http", "command": "check-command"}


def metrics_of(tables: Value) -> tuple[Watched, ...]:
    """Give the metrics of a list of tables that fit their shape."""
    every = tables if isinstance(tables, tuple) else ()
    return tuple(_metric(table) for table in every if isinstance(table, Mapping))


def _metric(table: Mapping[str, Value]) -> Watched:
    check = _check(table)
    canary = check is None and _asked(table.get("canary", table.get("query", table)))
    control = _asked(table["control"]) if "control" in table else None
    counts = Measured.COUNTS if canary and canary.total else Measured.SERIES
    measured = Measured.LOOKS if check else counts
    return Watched(
        str(table["name"]),
        measured,
        canary or Asked(""),
        control,
        check,
        _number(table, "allowed", ALLOWED) if check else 0.0,
        Worse(str(table.get("worse", Worse.HIGHER))),
        table.get("critical") is True,
        table.get("must_have") is not False,
        _number(table, "tolerance", _TOLERANCES[measured]),
        _number(table, "weight", 1.0),
    )


def _asked(arm: Value) -> Asked:
    if isinstance(arm, Mapping):
        return Asked(str(arm["errors"]), str(arm["total"]))
    return Asked(str(arm))


def _check(table: Mapping[str, Value]) -> Action | None:
    for form, kind in _CHECKS.items():
        parameters = table.get(form)
        if isinstance(parameters, Mapping):
            return Action(kind, parameters)
    return None


def _number(table: Mapping[str, Value], name: str, usual: float) -> float:
    value = table.get(name, usual)
    return float(value) if isinstance(value, int | float) else usual
