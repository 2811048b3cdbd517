"""Proposals, all their revisions, what was decided about them, and what was proved."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from mainstay.domain.decision import Decision
from mainstay.domain.evidence import Evidence
from mainstay.domain.proposal import Proposal, State
from mainstay.domain.revision import Revision


@dataclass(frozen=True, slots=True)
class Asked:
    """Which proposals are asked for: those of `teams` (None for every team) in `states` (all where empty), the newest first.

    `before` is the id of the last one of the page before, "" for the first page; `most` is the page's length.
    """

    teams: frozenset[str] | None
    states: frozenset[State] = frozenset()
    subject: str = ""
    author: str = ""
    before: str = ""
    most: int = 50


class Proposals(Protocol):
    """Proposals by id. Ids grow with time, so that they sort by it."""

    def add(self, proposal: Proposal) -> None:
        """Keep a new proposal. Raises Taken when its id is, or its key among open ones of its team."""
        ...

    def get(self, proposal: str) -> Proposal | None:
        """Give the newest revision of one, None when there is none of this id."""
        ...

    def hold(self, proposal: str) -> Proposal | None:
        """Give one as `get` does, and let nobody else change it before this transaction has ended."""
        ...

    def open_with(self, team: str, key: str) -> Proposal | None:
        """Give the waiting, snoozed or approved proposal of a team and key, held, None when there is none."""
        ...

    def with_key(self, team: str, key: str, most: int = 20) -> Sequence[Proposal]:
        """Give the proposals of a team and key, whatever became of them, the newest first."""
        ...

    def starting_with(self, beginning: str, most: int = 10) -> Sequence[str]:
        """Give ids that begin so, in their order."""
        ...

    def change(self, proposal: Proposal, was: Proposal) -> bool:
        """Put `proposal` in the place of `was`; False, and nothing is changed, when it is no longer as it was.

        With another revision `was` is kept among `revisions`. Raises ValueError when the two are not the same proposal, or
        differ in content at the same revision; Taken when it would be open beside another one of its team and key.
        """
        ...

    def page(self, asked: Asked) -> Sequence[Proposal]:
        """Give one page."""
        ...

    def count(self, teams: frozenset[str] | None) -> dict[State, int]:
        """Count the proposals of some teams (None for all) by state; states without any are left out."""
        ...

    def due(self, now: int, most: int = 1_000) -> Sequence[Proposal]:
        """Give those that are to expire or to wake by `now`, the longest due first, those of one second by id."""
        ...

    def unruled(self, rules: str, now: int, most: int = 100) -> Sequence[Proposal]:
        """Give waiting and approved ones, held, that were not held against these `rules` since they changed, or for no longer.

        `now` is in seconds since 1970. Those that somebody else holds at this moment are left out. Which of
        them are given, where there are more than `most`, is not said; those that are come by id.
        """
        ...

    def ruled(self, until: Mapping[str, int | None], rules: str) -> None:
        """Remember that proposals, by their ids, are as `rules` say, each until a time (None for as long as nothing changes).

        It is forgotten when the proposal changes, and when evidence about its content is added. Ids that are not known, and
        those of proposals that gates do not bear on, are passed over.
        """
        ...

    def revisions(self, proposal: str) -> Sequence[Proposal]:
        """Give all revisions of one as they were when they were replaced, oldest first, the newest as it is."""
        ...

    def every_revision(self) -> Iterator[Revision]:
        """Give all revisions of all proposals, without their plans and with few of them in memory."""
        ...


class Decisions(Protocol):
    """Decisions are added and never changed."""

    def add(self, decision: Decision) -> None:
        """Keep a decision. Raises Taken when its id is, RunFailed when there is no such proposal."""
        ...

    def about(self, proposal: str) -> Sequence[Decision]:
        """Give all decisions about one proposal in the order in which they were kept, whatever their times say."""
        ...

    def about_each(self, proposals: Collection[str]) -> dict[str, list[Decision]]:
        """Give all decisions about each of some proposals as `about` does; an empty list where there are none."""
        ...

    def every(self) -> Iterator[Decision]:
        """Give all decisions by their proposals, those about one in the order in which they came, with few of them in memory.

        Raises RunFailed where one cannot be read.
        """
        ...

    def overrides(self, *, not_reviewed: bool) -> Sequence[Decision]:
        """Give emergency overrides in the order in which they were kept; if asked those whose content had no later review."""
        ...


class Proofs(Protocol):
    """Evidence is added and never changed."""

    def add(self, evidence: Iterable[Evidence]) -> None:
        """Keep some statements; what `Proposals.ruled` remembered about their contents is forgotten."""
        ...

    def about(self, contents: Collection[str]) -> Sequence[Evidence]:
        """Give all statements about some contents, in the order in which they were kept."""
        ...

    def every(self) -> Iterator[Evidence]:
        """Give all statements by their contents, those about one in the order in which they were kept, few of them in memory.

        Raises RunFailed where one cannot be read.
        """
        ...
