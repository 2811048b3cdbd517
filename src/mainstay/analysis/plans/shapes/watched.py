"""What the metrics of a watch take, one table each, and how long and how often it looks."""

from collections.abc import Iterator, Mapping

from mainstay.analysis.plans.shapes.asking import CHECK_HTTP
from mainstay.analysis.plans.shapes.commands import COMMAND
from mainstay.analysis.plans.shapes.parameter import (
    Parameter,
    Shape,
    is_flag,
    is_number,
    is_one_of,
    is_text,
    span,
)
from mainstay.analysis.plans.shapes.waiting import PATIENCE
from mainstay.analysis.plans.shapes.wrong import wrong_in
from mainstay.domain.canary import Worse
from mainstay.domain.plan import Value

FEWEST_LOOKS, MOST_LOOKS = 5, 300
"""Fewer looks can tell nothing; more cost more than they bring."""
MOST_METRICS = 20
"""Each metric has its part of what may be spent on false alarms; among more nothing would ever be found."""
_LONGEST_NAME, _LONGEST_QUERY = 60, 4_000
_USUAL_LOOKS, _USUAL_EVERY = 60, 60


def every(parameters: Mapping[str, Value]) -> int:
    """Give how many seconds lie between two looks of a watch: a minute, or a sixtieth of a time above an hour."""
    if "every" in parameters:
        return span(str(parameters["every"]))
    return max(_USUAL_EVERY, -(-span(str(parameters["for"])) // _USUAL_LOOKS))


def _is_name(value: Value) -> bool:
    return (
        isinstance(value, str)
        and 0 < len(value.strip()) == len(value) <= _LONGEST_NAME
        and value.isprintable()
    )


def _is_query(value: Value) -> bool:
    return is_text(value) and isinstance(value, str) and len(value) <= _LONGEST_QUERY


def _is_arm(value: Value) -> bool:
    return _is_query(value) or isinstance(value, Mapping)


def _is_table(value: Value) -> bool:
    return isinstance(value, Mapping)


def _is_between(least: float, most: float) -> "Parameter":
    return Parameter(
        f"a number from {least:g} to {most:g}",
        lambda value: is_number(value) and isinstance(value, int | float) and least <= value <= most,
    )


_ERRORS: Shape = {
    "errors": Parameter("an expression of PromQL that counts errors in one $step", _is_query, needed=True),
    "total": Parameter("an expression of PromQL that counts all in one $step", _is_query, needed=True),
}
_ARM = "an expression of PromQL, or a table of errors and total"
METRIC: Shape = {
    "name": Parameter(f"a name of at most {_LONGEST_NAME} characters", _is_name, needed=True),
    "canary": Parameter(_ARM, _is_arm),
    "control": Parameter(_ARM, _is_arm),
    "query": Parameter("an expression of PromQL, compared with the time before the change", _is_query),
    "errors": Parameter("an expression of PromQL that counts errors in one $step", _is_query),
    "total": Parameter("an expression of PromQL that counts all in one $step", _is_query),
    "probe": Parameter("a table of what check-http takes", _is_table),
    "command": Parameter("a table of what check-command takes", _is_table),
    "allowed": _is_between(0.0001, 0.5),
    "worse": Parameter(f"one of {', '.join(Worse)}", is_one_of(*Worse)),
    "critical": Parameter("true or false", is_flag),
    "must_have": Parameter("true or false", is_flag),
    "tolerance": _is_between(0, 100),
    "weight": _is_between(0.1, 100),
}
_FORMS = (("canary", "control"), ("query",), ("errors", "total"), ("probe",), ("command",))
_CHECKS: Mapping[str, tuple[str, Shape]] = {
    "probe": ("check-http", CHECK_HTTP),
    "command": ("check-command", COMMAND),
}


def watch_misfits(parameters: Mapping[str, Value], place: str) -> Iterator[str]:
    """Give what is wrong with a watch whose parameters fit one by one."""
    lasts, apart = span(str(parameters["for"])), every(parameters)
    if apart < 1 or not FEWEST_LOOKS <= -(-lasts // apart) <= MOST_LOOKS:
        yield f"{place}: from {FEWEST_LOOKS} to {MOST_LOOKS} looks fit into a watch: for is {lasts}s, every {apart}s"
    if "baseline" in parameters and not apart <= span(str(parameters["baseline"])) <= 10 * MOST_LOOKS * apart:
        yield f"{place}.baseline is from one look to {10 * MOST_LOOKS:,} of them: every is {apart}s"
    tables = parameters["metrics"]
    if not isinstance(tables, tuple):
        return
    if len(tables) > MOST_METRICS:
        yield f"{place}.metrics has {len(tables):,} tables, and {MOST_METRICS} are the most"
        return
    names = [table.get("name") for table in tables if isinstance(table, Mapping)]
    for number, table in enumerate(tables):
        if isinstance(table, Mapping):
            yield from _metric_misfits(table, f"{place}.metrics[{number}]")
    for name in dict.fromkeys(name for name in names if isinstance(name, str) and names.count(name) > 1):
        yield f"{place}.metrics: two metrics are called {name}"


def _metric_misfits(table: Mapping[str, Value], place: str) -> Iterator[str]:
    wrong = list(wrong_in(table, METRIC, place, "a metric"))
    if wrong:
        yield from wrong
        return
    given = [form for form in _FORMS if any(name in table for name in form)]
    if len(given) != 1:
        forms = "canary and control, query, errors and total, probe, command"
        yield f"{place}: a metric takes exactly one of these: {forms}"
        return
    (form,) = given
    missing = [name for name in form if name not in table]
    if missing:
        yield f"{place}.{missing[0]} is missing, which goes with {next(name for name in form if name in table)}"
        return
    yield from _arms_misfits(table, place)
    is_check, is_series = form[0] in _CHECKS, isinstance(table.get("canary", table.get("query")), str)
    if is_check:
        yield from _check_misfits(table, form[0], place)
    elif "allowed" in table:
        yield f"{place}: allowed goes with probe and command"
    if "worse" in table and not is_series and table["worse"] != Worse.HIGHER:
        yield f"{place}: errors are worse the more there are: worse goes with series"


def _arms_misfits(table: Mapping[str, Value], place: str) -> Iterator[str]:
    arms = {name: table[name] for name in ("canary", "control") if name in table}
    if len({isinstance(arm, str) for arm in arms.values()}) > 1:
        yield f"{place}: canary and control are both expressions, or both tables of errors and total"
    for name, arm in arms.items():
        if isinstance(arm, Mapping):
            yield from wrong_in(arm, _ERRORS, f"{place}.{name}", "an arm")


def _check_misfits(table: Mapping[str, Value], form: str, place: str) -> Iterator[str]:
    kind, shape = _CHECKS[form]
    if "tolerance" in table:
        yield f"{place}: tolerance does not go with {form}; allowed says how many of its looks may fail"
    taken = table[form]
    if isinstance(taken, Mapping):
        patient = [name for name in PATIENCE if name in taken]
        if patient:
            yield f"{place}.{form}: it looks once each time, and takes no {patient[0]}"
        rest = {name: value for name, value in taken.items() if name not in PATIENCE}
        yield from wrong_in(rest, shape, f"{place}.{form}", kind)
