"""Names in a policy that stand for nothing, or for something else than was meant: each with the nearest one that is known."""

from collections import Counter
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from mainstay.analysis.nearest import nearest
from mainstay.domain.gate import Gate, Policy
from mainstay.domain.people import EVERY_TEAM
from mainstay.domain.policy_report import Fault, Problem

PROGRAMS = ("clock", "gates", "mainstay", "policy", "root", "system", "tick")
"""Names that the trail gives to programs, or that look like one."""


def unknown_names(policy: Policy) -> Iterator[Problem]:
    """Give the people, teams, windows and environments that something names and that are not there."""
    windows = [window.name for window in policy.calendar.windows]
    for gate in policy.gates:
        for name in gate.windows:
            if name not in windows:
                yield _unknown("window", name, windows, (gate.name,))
        for team in gate.when.teams:
            yield from _matching("team", team, [one.name for one in policy.directory.teams], gate)
    people = [person.name for person in policy.directory.people]
    teams = [team.name for team in policy.directory.teams]
    for holding in policy.directory.holdings:
        for name in (holding.person, holding.lent_by):
            if name and name not in people:
                yield _unknown("person", name, people)
        if holding.team not in {*teams, EVERY_TEAM}:
            yield _unknown("team", holding.team, teams)
    yield from _environments(policy)


def reserved_names(policy: Policy) -> Iterator[Problem]:
    """Give the people who bear the name of a program or of a gate: in the trail nobody could tell them apart."""
    gates = {gate.name for gate in policy.gates}
    for person in policy.directory.people:
        if person.name in PROGRAMS or person.name in gates:
            text = f"a person may not be called {person.name}, as a {'gate' if person.name in gates else 'program'} is"
            yield Problem(Fault.RESERVED, (), text, name=person.name)


def misspelt(policy: Policy) -> Iterator[Problem]:
    """Give the kinds of proof and the subjects that stand in one place alone and look like others that are used."""
    kinds: Counter[str] = Counter()
    for gate in policy.gates:
        kinds.update({proof.kind for proof in (*gate.proofs, *gate.automatic)})
    # What an example states is what its author meant to ask for.
    stated = {one.kind for gate in policy.gates for example in gate.examples for one in example.evidence}
    for gate in policy.gates:
        for kind in dict.fromkeys(proof.kind for proof in (*gate.proofs, *gate.automatic)):
            others = (set(kinds) | stated) - {kind}
            if kinds[kind] == 1 and kind not in stated and (like := nearest(kind, sorted(others))):
                text = f"nothing else speaks of the proof {kind}; perhaps {like} is meant"
                yield Problem(Fault.SPELLING, (gate.name,), text, name=kind)
    yield from _subjects(policy)


def _subjects(policy: Policy) -> Iterator[Problem]:
    places = [
        *((glob, (gate.name,)) for gate in policy.gates for glob in gate.when.subjects),
        *((glob, ()) for window in policy.calendar.windows for glob in window.subjects),
        *((glob, ()) for freeze in policy.calendar.freezes for glob in freeze.subjects),
    ]
    owned = [glob for team in policy.directory.teams for glob in team.subjects]
    for glob, gates in places:
        if owned and "*" not in glob[:1] and not any(_alike(glob, other) for other in owned):
            like = nearest(glob, owned)
            told = f"; perhaps {like} is meant" if like else ""
            yield Problem(Fault.SPELLING, gates, f"no team owns anything like {glob}{told}", name=glob)


def _alike(one: str, other: str) -> bool:
    first, second = one.replace("*", ""), other.replace("*", "")
    return fnmatchcase(first, other) or fnmatchcase(second, one) or first == second


def _environments(policy: Policy) -> Iterator[Problem]:
    named = [(name, gate) for gate in policy.gates for name in gate.when.environments]
    if not policy.environments:
        if named:
            what = ", ".join(dict.fromkeys(name for name, _ in named))
            text = (
                f"no environments are stated, so a plan with another word than {what} evades what is for it"
            )
            yield Problem(Fault.UNSTATED, tuple(dict.fromkeys(gate.name for _, gate in named)), text)
        return
    for name, gate in named:
        yield from _matching("environment", name, policy.environments, gate)
    for gate in policy.gates:
        for example in gate.examples:
            if example.environment not in policy.environments:
                yield _unknown("environment", example.environment, policy.environments, (gate.name,))
    for freeze in policy.calendar.freezes:
        for name in freeze.environments:
            if name not in policy.environments:
                yield _unknown("environment", name, policy.environments)


def _matching(what: str, glob: str, known: Iterable[str], gate: Gate) -> Iterator[Problem]:
    if not any(fnmatchcase(name, glob) for name in known):
        yield _unknown(what, glob, known, (gate.name,))


def _unknown(what: str, name: str, known: Iterable[str], gates: tuple[str, ...] = ()) -> Problem:
    like = nearest(name, known)
    told = f"; perhaps {like} is meant" if like else ""
    return Problem(Fault.UNKNOWN, gates, f"there is no {what} {name}{told}", name=name)
