"""Proposals in memory."""

from collections.abc import Iterator, Mapping, Sequence

from mainstay.domain.errors import Taken
from mainstay.domain.proposal import OPEN, Proposal, State
from mainstay.domain.revision import Revision, revision_of
from mainstay.ports.records.proposals import Asked
from tests.fakes.kept.held import Records


class MemoryProposals(Records):
    def add(self, proposal: Proposal) -> None:
        self._write(proposal)
        if self._open(proposal.team, proposal.plan.key) and proposal.state in OPEN:
            raise Taken("the key is taken already")
        self._keep(self.held.proposals, proposal.id, proposal)

    def get(self, proposal: str) -> Proposal | None:
        return self.held.proposals.get(proposal)

    def hold(self, proposal: str) -> Proposal | None:
        self._write()
        return self.get(proposal)

    def open_with(self, team: str, key: str) -> Proposal | None:
        self._write()
        return self._open(team, key)

    def with_key(self, team: str, key: str, most: int = 20) -> Sequence[Proposal]:
        found = [one for one in self.held.proposals.values() if (one.team, one.plan.key) == (team, key)]
        return sorted(found, key=lambda one: one.id, reverse=True)[:most]

    def starting_with(self, beginning: str, most: int = 10) -> Sequence[str]:
        return sorted(name for name in self.held.proposals if name.startswith(beginning))[:most]

    def change(self, proposal: Proposal, was: Proposal) -> bool:
        self._write(proposal)
        if proposal.id != was.id or (proposal.revision == was.revision and proposal.content != was.content):
            raise ValueError("a changed content is a new revision of the same proposal")
        if self.held.proposals.get(was.id) != was:
            return False
        other = self._open(proposal.team, proposal.plan.key)
        if proposal.state in OPEN and other is not None and other.id != proposal.id:
            raise Taken("the key is taken already")
        if proposal.revision != was.revision:
            self.held.revisions.setdefault(was.id, []).append(was)
        self.held.proposals[was.id] = proposal
        self.held.ruled.pop(was.id, None)
        return True

    def page(self, asked: Asked) -> Sequence[Proposal]:
        fitting = [one for one in self.held.proposals.values() if self._fits(one, asked)]
        return sorted(fitting, key=lambda one: one.id, reverse=True)[: asked.most]

    def count(self, teams: frozenset[str] | None) -> dict[State, int]:
        states = [one.state for one in self.held.proposals.values() if teams is None or one.team in teams]
        return {state: states.count(state) for state in states}

    def due(self, now: int, most: int = 1_000) -> Sequence[Proposal]:
        due = [(at, one.id) for one in self.held.proposals.values() if 0 < (at := due_at(one)) <= now]
        return [self.held.proposals[name] for _, name in sorted(due)[:most]]

    def unruled(self, rules: str, now: int, most: int = 100) -> Sequence[Proposal]:
        self._write()
        standing = (
            one
            for one in self.held.proposals.values()
            if one.state in {State.WAITING, State.APPROVED} and not self._is_ruled(one.id, rules, now)
        )
        return sorted(standing, key=lambda one: one.id)[:most]

    def ruled(self, until: Mapping[str, int | None], rules: str) -> None:
        self._write(*until, *until.values(), rules)
        self.held.ruled.update((name, (rules, moment)) for name, moment in until.items())

    def _is_ruled(self, name: str, rules: str, now: int) -> bool:
        by, until = self.held.ruled.get(name, ("", None))
        return by == rules and (until is None or now < until)

    def revisions(self, proposal: str) -> Sequence[Proposal]:
        newest = self.get(proposal)
        return [] if newest is None else [*self.held.revisions.get(proposal, []), newest]

    def every_revision(self) -> Iterator[Revision]:
        for name in self.held.proposals:
            yield from map(revision_of, self.revisions(name))

    def _open(self, team: str, key: str) -> Proposal | None:
        found = (one for one in self.with_key(team, key) if one.state in OPEN)
        return next(found, None)

    def _fits(self, one: Proposal, asked: Asked) -> bool:
        return (
            (asked.teams is None or one.team in asked.teams)
            and (not asked.states or one.state in asked.states)
            and asked.subject in {"", one.plan.subject}
            and asked.author in {"", one.author}
            and (not asked.before or one.id < asked.before)
        )


def due_at(proposal: Proposal) -> int:
    times = [proposal.expires_at] if proposal.state in OPEN else []
    times += [proposal.wakes_at] if proposal.state is State.SNOOZED else []
    return min(filter(None, times), default=0)
