"""Which gates are for a proposal."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from mainstay.domain.gate import Gate, When
from mainstay.domain.plan import Plan


def gates_for(gates: Iterable[Gate], plan: Plan, team: str) -> tuple[Gate, ...]:
    """Give the gates whose `when` fits, in their order."""
    return tuple(gate for gate in gates if fits(gate.when, plan, team))


def fits(when: When, plan: Plan, team: str) -> bool:
    """Whether all that `when` says is true of a plan."""
    return (
        (not when.changes or plan.change in when.changes)
        and plan.severity >= when.least
        and _any(when.environments, plan.environment)
        and _any(when.subjects, plan.subject)
        and _any(when.teams, team)
        and _all(when.labels, plan.labels)
    )


def _any(globs: tuple[str, ...], name: str) -> bool:
    return not globs or any(fnmatchcase(name, glob) for glob in globs)


def _all(wanted: Iterable[tuple[str, str]], labels: Mapping[str, str]) -> bool:
    return all(labels.get(name) == text for name, text in wanted)
