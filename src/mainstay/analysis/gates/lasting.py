"""How long a ruling holds: under which rules, and until which moment, while nothing is decided or stated."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mainstay import __version__
from mainstay.analysis.gates.fitting import gates_for
from mainstay.domain.decision import Choice, Decision
from mainstay.domain.evidence import Evidence
from mainstay.domain.gate import Policy
from mainstay.domain.people import Directory
from mainstay.domain.proposal import Proposal


def rules_digest(policy: Policy) -> str:
    """Give the SHA-256 (hex) of all that `rule` looks at in a policy, as this version of the program reads it.

    Windows and freezes are not in it: they say when something may be applied, and not whether it is approved.
    """
    gates = [replace(gate, examples=()) for gate in policy.gates]
    # It is compared with what the same program made, never read again, so that any text of all fields will do.
    told = repr((__version__, gates, policy.directory, policy.override, policy.override_lasts))
    return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()


def holds_until(
    policy: Policy, proposal: Proposal, decisions: Sequence[Decision], evidence: Sequence[Evidence], now: int
) -> int | None:
    """Give the first moment after `now` at which `rule` may say something else, None for never. Times are seconds since 1970.

    It may be too early, and is never too late, unless something is decided or stated, or the policy changes.
    """
    about = [one for one in decisions if one.content == proposal.content]
    stated = [one for one in evidence if one.content == proposal.content]
    moments = [*_of_approvals(policy, proposal, about), *_of_evidence(policy, proposal, stated)]
    names = {one.person for one in about} | {one.by for one in stated}
    moments += _of_roles(policy.directory, names)
    return min((moment for moment in moments if moment > now), default=None)


def _of_approvals(policy: Policy, proposal: Proposal, decisions: Sequence[Decision]) -> Iterator[int]:
    lasts = [gate.lasts for gate in gates_for(policy.gates, proposal.plan, proposal.team) if gate.lasts]
    for decision in decisions:
        yield decision.at
        yield decision.until
        yield from (decision.at + seconds for seconds in lasts)
        if decision.choice is Choice.OVERRIDE:
            yield decision.at + policy.override_lasts


def _of_evidence(policy: Policy, proposal: Proposal, evidence: Sequence[Evidence]) -> Iterator[int]:
    proofs = [
        proof
        for gate in gates_for(policy.gates, proposal.plan, proposal.team)
        for proof in (*gate.proofs, *gate.automatic)
    ]
    for one in evidence:
        yield one.at
        # At its last second it is not too old yet.
        yield from (one.at + proof.within + 1 for proof in proofs if proof.kind == one.kind and proof.within)


def _of_roles(directory: Directory, names: set[str]) -> Iterator[int]:
    lenders = {one.lent_by for one in directory.holdings if one.person in names}
    for holding in directory.holdings:
        if holding.person in names | lenders:
            yield holding.since
            yield holding.until
