"""What is wrong with a policy itself: gates that contradict each other, that nobody can pass, or that leave a hole."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import combinations, product

from mainstay.analysis.gates.fitting import gates_for
from mainstay.analysis.gates.opening import opening
from mainstay.analysis.gates.reach import unfilled
from mainstay.analysis.gates.spelling import misspelt, reserved_names, unknown_names
from mainstay.analysis.gates.touching import teams_touched
from mainstay.domain.calendar import Window
from mainstay.domain.channel import Channel
from mainstay.domain.gate import Gate, Policy, Proof, When
from mainstay.domain.occurrence import Marking
from mainstay.domain.plan import Change, Plan, Severity
from mainstay.domain.policy_report import Fault, Grade, Problem

_NOBODY = ""
ANNOUNCED = f"window.{Marking.ANNOUNCED}"
"""The topic that an announcement has."""


def problems(
    policy: Policy, now: int, channels: Collection[Channel] = (), coming: Collection[Gate] = ()
) -> tuple[Problem, ...]:
    """Give what is wrong with a policy at `now` (seconds since 1970), each thing once, errors first.

    `channels` are where people are told, `coming` the gates that come along with the program.

    Every kind of change, severity, environment that a gate names and team is tried; what is found is true of a plan that can
    be proposed.
    """
    found = [*_names(policy), *_windows(policy, now, channels)]
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for team, plan in _cases(policy):
        gates = gates_for(policy.gates, plan, team)
        key = team, tuple(gate.name for gate in gates)
        if key not in seen:
            seen.add(key)
            found += _together(policy, gates, team, plan, now)
    usual = {gate.name for gate in policy.gates if gate in coming}
    found = [replace(one, usual=one.usual or usual.issuperset(one.gates or ("",))) for one in found]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.grade is Grade.WARNING))


def _names(policy: Policy) -> Iterator[Problem]:
    names = [gate.name for gate in policy.gates]
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield Problem(Fault.TWICE, (name,), f"two gates are called {name}", name=name)
    yield from reserved_names(policy)
    yield from unknown_names(policy)
    yield from misspelt(policy)


def _windows(policy: Policy, now: int, channels: Collection[Channel]) -> Iterator[Problem]:
    """Give the windows that can never open, because nobody can sign them off, or nobody would hear of them."""
    for window in policy.calendar.windows:
        gates = tuple(gate.name for gate in policy.gates if window.name in gate.windows)
        teams = teams_touched(policy.directory, window.subjects)
        if window.announce and not any(_hears(channel, teams) for channel in channels):
            text = f"the window {window.name} must be announced, and no channel wants to know"
            yield Problem(Fault.UNHEARD, gates, text, name=window.name, usual=not channels)
        for team in teams:
            yield from _signers(policy, window, gates, team, now)


def _hears(channel: Channel, teams: Iterable[str]) -> bool:
    return any(fnmatchcase(ANNOUNCED, glob) for glob in channel.topics) and any(
        fnmatchcase(team, glob) for team in teams for glob in channel.teams
    )


def _signers(
    policy: Policy, window: Window, gates: tuple[str, ...], team: str, now: int
) -> Iterator[Problem]:
    places = Gate(window.name, "", When(), window.sign_off)
    closed = set(unfilled((places,), policy.directory, team, _NOBODY, now))
    for _, need in closed:
        text = f"nobody in {team or 'any team'} can sign the window {window.name} off as {' or '.join(need.roles)}"
        yield Problem(Fault.UNSIGNED, gates, text, team, tuple(need.roles), name=window.name)
    for person in policy.directory.people:
        for _, need in set(unfilled((places,), policy.directory, team, person.name, now)) - closed:
            text = (
                f"when {person.name} proposes, nobody is left in {team or 'any team'} to sign the window "
                f"{window.name} off as {' or '.join(need.roles)}"
            )
            yield Problem(Fault.AUTHOR, gates, text, team, tuple(need.roles), person.name, window.name)


def _cases(policy: Policy) -> Iterator[tuple[str, Plan]]:
    """Give a plan for each case that gates can tell apart."""
    environments = set(policy.environments) or {
        "production",
        *(name for gate in policy.gates for name in gate.when.environments),
    }
    subjects = [(team.name, glob) for team in policy.directory.teams for glob in team.subjects] or [("", "*")]
    labels = [{}, *(dict(gate.when.labels) for gate in policy.gates if gate.when.labels)]
    for (team, glob), change, severity, environment, label in product(
        subjects, Change, Severity, sorted(environments), labels
    ):
        subject, where = _literal(glob), _literal(environment)
        yield team, Plan("", "", "", change, subject, where, "", (), severity, labels=label)


def _literal(glob: str) -> str:
    return glob.replace("*", "x").replace("?", "x")


def _together(policy: Policy, gates: tuple[Gate, ...], team: str, plan: Plan, now: int) -> Iterator[Problem]:
    """Give what is wrong with gates that are for the same plan."""
    if not gates:
        where = f"{plan.change} in {plan.environment}" + (f" of {team}" if team else "")
        yield Problem(Fault.HOLE, (), f"no gate is for {where}: it can never be approved")
        return
    yield from _contradictions(gates)
    closed = set(unfilled(gates, policy.directory, team, _NOBODY, now))
    for name, need in closed:
        text = f"nobody in {team or 'any team'} can fill the place of {' or '.join(need.roles)}"
        yield Problem(Fault.UNFILLED, (name,), text, team, tuple(need.roles))
    for person in policy.directory.people:
        for name, need in set(unfilled(gates, policy.directory, team, person.name, now)) - closed:
            text = f"when {person.name} proposes, nobody is left in {team or 'any team'} for {' or '.join(need.roles)}"
            yield Problem(Fault.AUTHOR, (name,), text, team, tuple(need.roles), person.name)
    found = opening(gates, policy.calendar, plan, now)
    if not (found.open or found.next_at):
        yield Problem(
            Fault.NEVER,
            tuple(gate.name for gate in gates),
            "their windows and freezes leave no time in a year",
        )


def _contradictions(gates: Iterable[Gate]) -> Iterator[Problem]:
    wanted = [(gate.name, proof) for gate in gates for proof in gate.proofs]
    for (one, first), (other, second) in combinations(wanted, 2):
        if _contradict(first, second):
            text = f"{first.kind} must be {first.outcome} and {second.outcome}"
            yield Problem(Fault.CONTRADICTION, tuple(dict.fromkeys((one, other))), text)


def _contradict(one: Proof, other: Proof) -> bool:
    return one.kind == other.kind and one.outcome is not other.outcome
