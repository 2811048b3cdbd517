"""A proposal with all that its gates look at, read for many at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from mainstay.analysis.gates.lasting import holds_until
from mainstay.analysis.gates.ruling import no_earlier, rule
from mainstay.domain.decision import Decision
from mainstay.domain.evidence import Evidence
from mainstay.domain.gate import Policy, Ruling
from mainstay.domain.proposal import Proposal
from mainstay.ports.store import Work


@dataclass(frozen=True, slots=True)
class Case:
    """A proposal, the decisions about it and the evidence about its content, oldest first."""

    proposal: Proposal
    decisions: Sequence[Decision]
    evidence: Sequence[Evidence]

    def ruling(self, policy: Policy, now: int) -> Ruling:
        """Hold it against its gates at `now` (seconds since 1970), and no earlier than what is kept about it."""
        return rule(policy, self.proposal, self.decisions, self.evidence, self._no_earlier(now))

    def holds_until(self, policy: Policy, now: int) -> int | None:
        """Give when time alone may change what `ruling` says (seconds since 1970), None for never."""
        moment = self._no_earlier(now)
        return holds_until(policy, self.proposal, self.decisions, self.evidence, moment)

    def _no_earlier(self, now: int) -> int:
        return no_earlier(now, self.decisions, self.evidence)


def cases(work: Work, proposals: Sequence[Proposal]) -> list[Case]:
    """Give the cases of some proposals, in their order."""
    decisions = work.decisions.about_each([one.id for one in proposals])
    evidence: dict[str, list[Evidence]] = {}
    for one in work.proofs.about({one.content for one in proposals}):
        evidence.setdefault(one.content, []).append(one)
    return [Case(one, decisions[one.id], evidence.get(one.content, [])) for one in proposals]
