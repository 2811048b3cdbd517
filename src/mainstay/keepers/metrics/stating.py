"""Families that somebody states: alerting rules of the server, and the operator's file."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from mainstay.analysis.promql.arithmetic import Term, metrics_of
from mainstay.analysis.promql.comparisons import Comparison, comparison_in
from mainstay.analysis.promql.tokens import words
from mainstay.config.operator.forecast_setting import ForecastSeries
from mainstay.domain.signal import Side
from mainstay.keepers.metrics.families import Family, like
from mainstay.ports.metrics_store import AlertingRule
from mainstay.present.visible import visible

MOST_LOOKED_AT = 3_000
"""Rules that are read."""
MOST_RULES = 500
"""Rules that are asked for; each costs a question."""
FILE = "mainstay-server.yaml"

_SUBJECT = ("instance", "service", "job", "namespace")
_RATES = {"rate", "irate"}


@dataclass(frozen=True, slots=True)
class Ruled:
    """What rules give: families, how many rules had another shape, and how many were more than are asked for."""

    families: tuple[Family, ...] = ()
    passed_over: int = 0
    left_out: int = 0


def of_rules(rules: Sequence[AlertingRule], known: Sequence[Family]) -> Ruled:
    """Give the families of rules that hold a quantity against a number.

    Of several rules about the same expression the one that alarms first counts. What a rule is about is told by the `known`
    family of the same metrics, where there is one.
    """
    strictest: dict[str, tuple[AlertingRule, Comparison]] = {}
    passed_over = 0
    for rule in rules[:MOST_LOOKED_AT]:
        found = comparison_in(rule.expression)
        if found is None:
            passed_over += 1
            continue
        place = _told_alike(found)
        before = strictest.get(place)
        if before is None or _alarms_first(found, before[1]):
            strictest[place] = rule, found
    told = list(strictest.values())
    families = tuple(_of_rule(rule, found, known) for rule, found in told[:MOST_RULES])
    left_out = max(0, len(told) - MOST_RULES) + max(0, len(rules) - MOST_LOOKED_AT)
    return Ruled(families, passed_over, left_out)


def of_file(series: Iterable[ForecastSeries], known: Sequence[Family]) -> tuple[Family, ...]:
    """Give the families of the operator's own file, which stand instead of the `known` ones of the same metrics."""
    return tuple(_of_file(one, known) for one in series)


def _told_alike(found: Comparison) -> str:
    """Give an expression and its side in a form that no blank changes."""
    return " ".join((*(word.text for word in words(found.expression)), found.side))


def _alarms_first(one: Comparison, other: Comparison) -> bool:
    return one.bound < other.bound if one.side is Side.ABOVE else one.bound > other.bound


def _of_rule(rule: AlertingRule, found: Comparison, known: Sequence[Family]) -> Family:
    shown = visible(rule.name, 100)
    about = like(known, found.term.metrics)
    mark = hashlib.sha256(_told_alike(found).encode()).hexdigest()[:8]
    made = Family(
        f"rule {shown} {mark}",
        found.expression,
        f"what rule {shown} watches",
        "target",
        _SUBJECT,
        bound=found.bound,
        side=found.side,
        source=f"rule {shown} of the server",
        unit=_unit(found.term),
        instead_of=tuple(one.name for one in about),
    )
    if not about:
        return made
    first = about[0]
    made = replace(made, kind=first.kind, names=first.names, of=first.of, sort=first.sort)
    # A rule about another quantile, or about what is left in place of what is used, is told by its own name.
    same = found.side is first.side and "histogram_quantile" not in found.term.functions
    return replace(made, what=first.what) if same else made


def _of_file(series: ForecastSeries, known: Sequence[Family]) -> Family:
    about = like(known, metrics_of((series.query,)))
    first = about[0] if about else None
    return Family(
        series.name,
        series.query,
        series.name,
        first.kind if first else "target",
        first.names if first else _SUBJECT,
        first.of if first else (),
        bound=series.limit,
        side=series.side,
        source=FILE,
        sort=series.sort,
        unit=series.unit,
        alone=True,
        fixed=series.subject,
        instead_of=tuple(one.name for one in about),
    )


def _unit(term: Term) -> str:
    """Guess what a quantity is counted in."""
    if term.divides:
        return "s" if any(one.endswith("_seconds_sum") for one in term.metrics) else "1"
    if term.metrics and all("_bytes" in one for one in term.metrics):
        return "B/s" if term.functions & _RATES else "B"
    if "histogram_quantile" in term.functions or "time" in term.functions:
        return "s"
    if term.functions & _RATES:
        return "1" if all(one.endswith("_seconds_total") for one in term.metrics) else "1/s"
    return "s" if all(one.endswith("_seconds") for one in term.metrics) else "1"
