"""What is wrong with what an operator says about carrying out: names that stand for nothing, ladders at odds, open doors."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import PurePosixPath

from mainstay.analysis.nearest import nearest
from mainstay.domain.gate import Policy
from mainstay.domain.ladder import Ladder
from mainstay.domain.plan import Change
from mainstay.domain.policy_report import Fault, Problem
from mainstay.domain.schedule import Schedule

_WILD = re.compile(r"[*?\[]")
_SYSTEM = ("/etc", "/usr", "/var", "/home", "/root", "/boot")


@dataclass(frozen=True, slots=True)
class Conditions:
    """What an operator says about carrying out: kinds of action that plans may name, folders to write, users to run as.

    `commands` are globs of the programs that may be run, none for all.
    """

    actions: Collection[str] = ()
    schedules: Sequence[Schedule] = ()
    ladders: Sequence[Ladder] = ()
    roots: Sequence[str] = ()
    users: Sequence[str] = ()
    commands: Sequence[str] = ()


def carrying_problems(policy: Policy, said: Conditions) -> tuple[Problem, ...]:
    """Give what is wrong with the conditions beside their policy, each thing once."""
    return tuple(
        dict.fromkeys(
            (
                *_unknown_actions(policy, said.actions),
                *_unknown_teams(policy, said.schedules),
                *_unknown_environments(policy, said.ladders),
                *_ladders_at_odds(said.ladders),
                *_wide_open(said),
            )
        )
    )


def _unknown_actions(policy: Policy, actions: Collection[str]) -> Iterator[Problem]:
    for gate in policy.gates:
        for name in gate.actions:
            if name not in actions:
                yield _unknown("action", name, actions, (gate.name,))


def _unknown_teams(policy: Policy, schedules: Sequence[Schedule]) -> Iterator[Problem]:
    teams = [team.name for team in policy.directory.teams]
    for one in schedules:
        if one.team and one.team not in teams:
            yield _unknown("team", one.team, teams)


def _unknown_environments(policy: Policy, ladders: Sequence[Ladder]) -> Iterator[Problem]:
    for ladder in ladders if policy.environments else ():
        for rung in ladder.rungs:
            if rung.environment not in policy.environments:
                yield _unknown("environment", rung.environment, policy.environments)


def _ladders_at_odds(ladders: Sequence[Ladder]) -> Iterator[Problem]:
    """Give the kinds of change that two ladders lead into the same environment: which of them counts, nobody could tell."""
    for one, other in combinations(ladders, 2):
        changes = set(one.changes or Change) & set(other.changes or Change)
        shared = {rung.environment for rung in one.rungs} & {rung.environment for rung in other.rungs}
        if changes and shared:
            text = (
                f"the ladders {one.name} and {other.name} both lead {min(changes)} to {min(shared)}: "
                "give each kind of change one ladder"
            )
            yield Problem(Fault.CONTRADICTION, (), text, name=other.name)


def _wide_open(said: Conditions) -> Iterator[Problem]:
    for root in said.roots:
        path = PurePosixPath(root)
        if path.is_absolute() and (len(path.parts) == 1 or str(path) in _SYSTEM):
            text = f"plans may write everything below {root}: name the folders that they are to change"
            yield Problem(Fault.WIDE, (), text, name=root)
    for root, command in product(said.roots, said.commands):
        place = _place_of(command)
        if place.is_relative_to(root) or PurePosixPath(root).is_relative_to(place):
            text = f"plans may write below {root} and run {command}, which may lie there: they could run what they wrote"
            yield Problem(Fault.WIDE, (), text, name=command)
    if "root" in said.users:
        yield Problem(
            Fault.WIDE, (), "plans may run commands as root: name a user who may do less", name="root"
        )


def _place_of(command: str) -> PurePosixPath:
    """Give a program, or of a glob the folder below which all that it stands for lies."""
    plain = _WILD.split(command, maxsplit=1)[0]
    return PurePosixPath(plain if plain == command else plain.rpartition("/")[0] or "/")


def _unknown(what: str, name: str, known: Collection[str], gates: tuple[str, ...] = ()) -> Problem:
    like = nearest(name, known)
    told = f"; perhaps {like} is meant" if like else ""
    return Problem(Fault.UNKNOWN, gates, f"there is no {what} {name}{told}", name=name)
