"""Trying a gate on the examples that its author wrote beside it."""

from collections.abc import Iterator
from dataclasses import replace

from mainstay.analysis.gates.ruling import rule
from mainstay.domain.decision import Choice, Decision, Door
from mainstay.domain.gate import Answer, Example, Gate, Policy, Seat
from mainstay.domain.people import Directory, Holding, Person
from mainstay.domain.plan import Plan
from mainstay.domain.policy_report import Trial
from mainstay.domain.proposal import Proposal, State

_TEAM, _CONTENT = "example", "0" * 64


def trials(policy: Policy) -> Iterator[Trial]:
    """Try every example of every gate against all gates of a policy, with people made up from the example alone."""
    for gate in policy.gates:
        for example in gate.examples:
            yield Trial(gate.name, example.name, _wrong(policy, gate, example))


def _wrong(policy: Policy, gate: Gate, example: Example) -> str:
    people = dict.fromkeys(
        [example.author, *(name for name, _ in example.approvals), *(e.by for e in example.evidence)]
    )
    directory = Directory(
        tuple(map(Person, people)),
        (),
        tuple(Holding(name, role, _TEAM) for name, role in (*example.approvals, *example.holdings)),
    )
    proposal = Proposal(
        "example",
        1,
        _CONTENT,
        _plan(example),
        example.author,
        _TEAM,
        "example",
        State.WAITING,
        example.at,
        example.at,
    )
    decisions = [
        Decision(
            "example",
            "example",
            _CONTENT,
            1,
            Choice.APPROVE,
            name,
            "",
            Door.COMMAND_LINE,
            "",
            example.at,
            (role,),
            ("",),
        )
        for name, role in example.approvals
    ]
    evidence = [replace(one, content=_CONTENT) for one in example.evidence]
    ruling = rule(replace(policy, directory=directory), proposal, decisions, evidence, example.at)
    if gate.name not in ruling.gates:
        return "the gate is not for such a change"
    lacking = [missing.text for missing in ruling.missing]
    if (ruling.answer is Answer.PASSED) != example.passes:
        return (
            f"should not pass, and does ({_by(ruling.passed_by)})"
            if not example.passes
            else f"should pass; missing: {'; '.join(lacking)}"
        )
    untold = [words for words in example.missing if not any(words in text for text in lacking)]
    return f"does not say {untold[0]!r}, but: {'; '.join(lacking)}" if untold else ""


def _plan(example: Example) -> Plan:
    return Plan(
        "example",
        example.name,
        "",
        example.change,
        example.subject,
        example.environment,
        "",
        (),
        example.severity,
        labels=dict(example.labels),
    )


def _by(passed_by: tuple[tuple[str, tuple[Seat, ...]], ...]) -> str:
    return "; ".join(
        f"{gate}: {', '.join(seat.who for seat in seats) or 'nobody needed'}" for gate, seats in passed_by
    )
