"""Whether the evidence that a gate wants stands, by whose word, and what it lacks else."""

from collections.abc import Iterable, Sequence

from mainstay.analysis.gates.holders import roles_of
from mainstay.domain.evidence import Evidence
from mainstay.domain.gate import Lack, Missing, Proof
from mainstay.domain.people import Directory
from mainstay.domain.proposal import Proposal


def unproved(
    name: str,
    proofs: Iterable[Proof],
    directory: Directory,
    proposal: Proposal,
    stated: Sequence[Evidence],
    now: int,
) -> list[Missing]:
    """Give what the gate called `name` lacks of its proofs at `now` (seconds since 1970), by statements about the content."""
    texts = ((proof.kind, _lack(proof, directory, proposal, stated, now)) for proof in proofs)
    return [Missing(name, Lack.EVIDENCE, f"{kind}: {text}") for kind, text in texts if text]


def is_by_the_author(directory: Directory, proposal: Proposal, by: str) -> bool:
    """Whether a person states something about what they proposed themselves; a program that measures is no person."""
    return by == proposal.author and any(person.name == by for person in directory.people)


def _lack(
    proof: Proof, directory: Directory, proposal: Proposal, stated: Sequence[Evidence], now: int
) -> str:
    """Say what evidence lacks, "" where it stands: the last that was stated counts, of those whose word does."""
    of_kind = [one for one in stated if one.kind == proof.kind]
    fitting = [one for one in of_kind if not proof.by or _holds(one.by, proof, directory, proposal, now)]
    counts = [one for one in fitting if _has_weight(one, proof, directory, proposal)]
    if not counts:
        if fitting:
            who = " or ".join(proof.by) or "somebody else"
            return f"stated by {proposal.author}, who proposed it: {who} must"
        who = f"must be stated by {' or '.join(proof.by)} who did not propose it"
        return who if of_kind else "nothing was stated"
    last = counts[-1]
    if last.at > now:
        return "stated at a moment that is still to come"
    if last.outcome is not proof.outcome:
        return f"{last.outcome}, wanted is {proof.outcome}"
    return "too old" if proof.within and now - last.at > proof.within else ""


def _holds(person: str, proof: Proof, directory: Directory, proposal: Proposal, now: int) -> bool:
    """Whether somebody holds a role whose word is wanted, and not by the author's leave."""
    lenders = () if proof.author else (proposal.author,)
    return not roles_of(directory, person, proposal.team, now, lenders).keys().isdisjoint(proof.by)


def _has_weight(one: Evidence, proof: Proof, directory: Directory, proposal: Proposal) -> bool:
    """Whether a statement is looked at: the author's own only where it speaks against what they proposed."""
    own = is_by_the_author(directory, proposal, one.by)
    return proof.author or not own or one.outcome is not proof.outcome
