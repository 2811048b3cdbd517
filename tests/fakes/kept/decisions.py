"""Decisions and evidence in memory."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from mainstay.domain.decision import Choice, Decision
from mainstay.domain.errors import RunFailed, Taken
from mainstay.domain.evidence import Evidence
from tests.fakes.kept.held import Records


class MemoryDecisions(Records):
    def add(self, decision: Decision) -> None:
        self._write(decision)
        if decision.id in {one.id for one in self.held.decisions}:
            raise Taken("the decision is taken already")
        if decision.proposal not in self.held.proposals:
            raise RunFailed("there is no such proposal")
        self.held.decisions.append(decision)

    def about(self, proposal: str) -> Sequence[Decision]:
        return [one for one in self.held.decisions if one.proposal == proposal]

    def about_each(self, proposals: Collection[str]) -> dict[str, list[Decision]]:
        return {name: list(self.about(name)) for name in proposals}

    def every(self) -> Iterator[Decision]:
        return iter(sorted(self.held.decisions, key=lambda one: one.proposal))

    def overrides(self, *, not_reviewed: bool) -> Sequence[Decision]:
        return [
            one
            for place, one in enumerate(self.held.decisions)
            if one.choice is Choice.OVERRIDE
            and not (
                not_reviewed
                and any(
                    (later.choice, later.proposal, later.content)
                    == (Choice.REVIEW, one.proposal, one.content)
                    for later in self.held.decisions[place + 1 :]
                )
            )
        ]


class MemoryProofs(Records):
    def add(self, evidence: Iterable[Evidence]) -> None:
        made = list(evidence)
        self._write(*made)
        for one in made:
            self.held.evidence.append(one)
            for name, proposal in self.held.proposals.items():
                if proposal.content == one.content:
                    self.held.ruled.pop(name, None)

    def about(self, contents: Collection[str]) -> Sequence[Evidence]:
        return [one for one in self.held.evidence if one.content in contents]

    def every(self) -> Iterator[Evidence]:
        return iter(sorted(self.held.evidence, key=lambda one: one.content))
