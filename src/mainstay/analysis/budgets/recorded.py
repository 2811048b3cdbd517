"""Objectives that a server's own rules state: those that Sloth and Pyrra make of theirs."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mainstay.analysis.budgets.stating import checked
from mainstay.analysis.promql.ratios import ratio_in
from mainstay.domain.budget import Objective
from mainstay.ports.metrics_store import AlertingRule, RecordingRule

_SLOTH: Final = "slo:sli_error:ratio_rate"
_PYRRA: Final = re.compile(r".+:burnrate([0-9]+[smhdw])\Z")
_PYRRA_SPAN: Final = re.compile(r".+:increase([0-9]+)([dw])\Z")
_TARGET: Final = re.compile(r"\*\s*\(1\s*-\s*(0?\.[0-9]{1,12})\)")
_NUMBER: Final = re.compile(r"(?:vector\()?\s*([0-9.]+(?:e[-+]?[0-9]+)?)\s*\)?\Z", re.IGNORECASE)
_SECONDS: Final = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_DAY, _WEEK = 86_400, 7
_DIGITS: Final = 10
_LONGEST: Final = 64
MOST: Final = 200
"""Objectives of one server's rules that are looked at, by their names."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What rules state: objectives, by name the objectives that cannot be used and why, and how many were left out."""

    objectives: tuple[Objective, ...]
    unusable: Mapping[str, str]
    left_out: int = 0


def recorded(recording: Sequence[RecordingRule], alerting: Sequence[AlertingRule], server: str) -> Recorded:
    """Give the objectives that the rules of a server state.

    Sloth records the share of bad events, the objective and its days under names of its own, and tells them apart by
    `sloth_id`. Pyrra records shares as METRIC:burnrate5m and counts as METRIC:increase4w with the label `slo`, and its alerts
    hold the objective, or `pyrra_objective` does. Where they group events, all groups are taken together.
    """
    made: dict[str, Objective] = {}
    unusable: dict[str, str] = {}
    for name, labels, goal, days, rule, source in (*_sloth(recording), *_pyrra(recording, alerting)):
        known = _name(name)
        if known in made or known in unusable:
            continue
        parts = ratio_in(rule.expression, _window(rule.name))
        if goal is None:
            unusable[known] = "no rule says what its objective is"
        elif parts is None:
            unusable[known] = "its rule is no division of bad events by all events"
        else:
            service = labels.get("sloth_service", "")
            subject = f"service:{service}" if service else ""
            try:
                made[known] = checked(
                    Objective(
                        known, goal, parts[1], parts[0], "", days, subject, server, f"rules of {source}"
                    )
                )
            except ValueError as error:
                unusable[known] = str(error)
    chosen = sorted(made)[:MOST]
    return Recorded(tuple(made[name] for name in chosen), unusable, len(made) - len(chosen))


_Stated = tuple[str, Mapping[str, str], float | None, int, RecordingRule, str]


def _sloth(rules: Sequence[RecordingRule]) -> Iterable[_Stated]:
    goals = _numbers(rules, "slo:objective:ratio", "sloth_id")
    days = _numbers(rules, "slo:time_period:days", "sloth_id")
    for ident, rule in _shortest(rules, "sloth_id", lambda name: name.startswith(_SLOTH)).items():
        over = days.get(ident, 30.0)
        yield ident, rule.labels, goals.get(ident), int(over) if over == int(over) else 0, rule, "Sloth"


def _pyrra(rules: Sequence[RecordingRule], alerting: Sequence[AlertingRule]) -> Iterable[_Stated]:
    goals = _numbers(rules, "pyrra_objective", "slo")
    for one in alerting:
        found = _TARGET.search(one.expression)
        if found and one.labels.get("slo"):
            goals.setdefault(one.labels["slo"], float(found[1]))
    seconds = _numbers(rules, "pyrra_window", "slo")
    days = {slo: int(number) // _DAY for slo, number in seconds.items()}
    for rule in rules:
        span = _PYRRA_SPAN.match(rule.name)
        if span and rule.labels.get("slo") and len(span[1]) <= _DIGITS:
            days.setdefault(rule.labels["slo"], int(span[1]) * (_WEEK if span[2] == "w" else 1))
    for slo, rule in _shortest(rules, "slo", lambda name: _PYRRA.match(name) is not None).items():
        yield slo, rule.labels, goals.get(slo), days.get(slo, 28), rule, "Pyrra"


def _shortest(
    rules: Sequence[RecordingRule], label: str, wanted: Callable[[str], bool]
) -> Mapping[str, RecordingRule]:
    """Give the rule with the shortest window by a label."""
    found: dict[str, RecordingRule] = {}
    for one in rules:
        ident = one.labels.get(label, "")
        if ident and wanted(one.name) and _seconds(one.name):
            before = found.get(ident)
            if before is None or _seconds(one.name) < _seconds(before.name):
                found[ident] = one
    return found


def _numbers(rules: Sequence[RecordingRule], name: str, label: str) -> dict[str, float]:
    """Give the numbers that rules of a name state, by a label."""
    found = {}
    for one in rules:
        told = _NUMBER.match(one.expression.strip())
        if one.name == name and one.labels.get(label) and told:
            try:
                # 99.9 / 100 is 0.9990000000000001 to who divides.
                found[one.labels[label]] = round(float(told[1]), _DIGITS)
            except ValueError:
                continue
    return found


def _window(name: str) -> str:
    found = re.search(r"([0-9]{1,6}[smhdw])\Z", name)
    return found[1] if found else ""


def _seconds(name: str) -> int:
    window = _window(name)
    return int(window[:-1]) * _SECONDS[window[-1]] if window else 0


def _name(text: str) -> str:
    """Give a name as objectives have them."""
    return re.sub(r"[^a-z0-9._@-]", "-", text.lower()).lstrip("._@-")[:_LONGEST] or "unnamed"
