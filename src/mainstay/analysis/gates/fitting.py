"""Which gates are for a proposal."""

from collections.abc import Iterable
from fnmatch import fnmatchcase

from mainstay.domain.gate import Gate, When
from mainstay.domain.plan import Plan


def gates_for(gates: Iterable[Gate], plan: Plan, team: str) -> tuple[Gate, ...]:
    """Give the gates whose `when` fits, in their order."""
    return tuple(gate for gate in gates if fits(gate.when, plan, team))


def fits(when: When, plan: Plan, team: str) -> bool:
    """Whether all that `when` says is true of a plan."""
    return not unmet(when, plan, team)


def unmet(when: When, plan: Plan, team: str) -> str:
    """Give the first condition of `when` that does not hold for a plan, in words; "" where all hold."""
    if when.changes and plan.change not in when.changes:
        return _is_not("change", plan.change, when.changes)
    if plan.severity < when.least:
        return f"severity {plan.severity.name.lower()} is below {when.least.name.lower()}"
    for what, name, globs in (
        ("environment", plan.environment, when.environments),
        ("subject", plan.subject, when.subjects),
        ("team", team or "(none)", when.teams),
    ):
        if not _any(globs, name if what != "team" else team):
            return _is_not(what, name, globs)
    for label, text in when.labels:
        if plan.labels.get(label) != text:
            return f"label {label} is not {text}"
    return ""


def _is_not(what: str, name: str, wanted: Iterable[str]) -> str:
    return f"{what} {name} is not {' or '.join(wanted)}"


def _any(globs: tuple[str, ...], name: str) -> bool:
    return not globs or any(fnmatchcase(name, glob) for glob in globs)
