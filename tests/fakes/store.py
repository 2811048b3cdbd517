"""A store in memory; it passes the contract of the real ones."""

import copy
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import TypeVar

from mainstay.domain.audit import Anchor, Link, Row
from mainstay.domain.decision import Choice, Decision
from mainstay.domain.errors import RunFailed
from mainstay.domain.evidence import Evidence
from mainstay.domain.known_finding import KnownFinding
from mainstay.domain.occurrence import Mark
from mainstay.domain.outbox import FURTHEST, Delivery, Message
from mainstay.domain.prediction import Prediction
from mainstay.domain.proposal import Proposal, State
from mainstay.domain.revision import Revision, revision_of
from mainstay.domain.run import Run
from mainstay.domain.subject import Subject
from mainstay.ports.records.proposals import Asked

OPEN = {State.WAITING, State.SNOOZED, State.APPROVED}
T = TypeVar("T")


@dataclass
class Held:
    """All that is kept."""

    proposals: dict[str, Proposal] = field(default_factory=dict)
    revisions: dict[str, list[Proposal]] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    rows: dict[int, Row] = field(default_factory=dict)
    links: dict[int, Link] = field(default_factory=dict)
    anchors: list[Anchor] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    ruled: dict[str, tuple[str, int | None]] = field(default_factory=dict)
    free_at: dict[str, int] = field(default_factory=dict)
    subjects: dict[str, Subject] = field(default_factory=dict)
    findings: dict[tuple[str, str], KnownFinding] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    predictions: dict[str, Prediction] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)


class Records:
    """What all kinds of records share: what is held, and whether it may be changed."""

    def __init__(self, held: Held, *, writable: bool) -> None:
        self.held, self.writable = held, writable

    def write(self) -> None:
        if not self.writable:
            raise RunFailed("nothing can be changed while the store is only looked at")

    def keep(self, kept: dict[str, T], name: str, record: T) -> None:
        self.write()
        texts_can_be_kept(record)
        if name in kept:
            raise RunFailed("that is taken already")
        kept[name] = record


def texts_can_be_kept(value: object) -> None:
    """Refuse what PostgreSQL cannot keep."""
    if isinstance(value, str) and ("\0" in value or any(0xD800 <= ord(letter) < 0xE000 for letter in value)):
        raise RunFailed("a text cannot be kept")
    if is_dataclass(value):
        texts_can_be_kept(tuple(getattr(value, one.name) for one in fields(value)))
    elif isinstance(value, Mapping):
        texts_can_be_kept((*value.keys(), *value.values()))
    elif isinstance(value, tuple):
        for inner in value:
            texts_can_be_kept(inner)


class MemoryProposals(Records):
    def add(self, proposal: Proposal) -> None:
        self.write()
        if self._open(proposal.plan.key) and proposal.state in OPEN:
            raise RunFailed("the key is taken already")
        self.keep(self.held.proposals, proposal.id, proposal)

    def get(self, proposal: str) -> Proposal | None:
        return self.held.proposals.get(proposal)

    def hold(self, proposal: str) -> Proposal | None:
        self.write()
        return self.get(proposal)

    def open_with(self, key: str) -> Proposal | None:
        self.write()
        return self._open(key)

    def with_key(self, key: str, most: int = 20) -> Sequence[Proposal]:
        found = [one for one in self.held.proposals.values() if one.plan.key == key]
        return sorted(found, key=lambda one: one.id, reverse=True)[:most]

    def starting_with(self, beginning: str, most: int = 10) -> Sequence[str]:
        return sorted(name for name in self.held.proposals if name.startswith(beginning))[:most]

    def change(self, proposal: Proposal, was: Proposal) -> bool:
        self.write()
        if proposal.id != was.id or (proposal.revision == was.revision and proposal.content != was.content):
            raise ValueError("a changed content is a new revision of the same proposal")
        if self.held.proposals.get(was.id) != was:
            return False
        other = self._open(proposal.plan.key)
        if proposal.state in OPEN and other is not None and other.id != proposal.id:
            raise RunFailed("the key is taken already")
        texts_can_be_kept(proposal)
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
        self.write()
        standing = (
            one
            for one in self.held.proposals.values()
            if one.state in {State.WAITING, State.APPROVED} and not self._is_ruled(one.id, rules, now)
        )
        return sorted(standing, key=lambda one: one.id)[:most]

    def ruled(self, until: Mapping[str, int | None], rules: str) -> None:
        self.write()
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

    def _open(self, key: str) -> Proposal | None:
        found = (one for one in self.held.proposals.values() if one.plan.key == key and one.state in OPEN)
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


class MemoryDecisions(Records):
    def add(self, decision: Decision) -> None:
        self.write()
        texts_can_be_kept(decision)
        if decision.proposal not in self.held.proposals or decision.id in {
            one.id for one in self.held.decisions
        }:
            raise RunFailed("the decision is taken already, or there is no such proposal")
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
        self.write()
        for one in evidence:
            texts_can_be_kept(one)
            self.held.evidence.append(one)
            for name, proposal in self.held.proposals.items():
                if proposal.content == one.content:
                    self.held.ruled.pop(name, None)

    def about(self, contents: Collection[str]) -> Sequence[Evidence]:
        return [one for one in self.held.evidence if one.content in contents]

    def every(self) -> Iterator[Evidence]:
        return iter(sorted(self.held.evidence, key=lambda one: one.content))


class MemoryTrail(Records):
    def append(self, rows: Iterable[Row]) -> None:
        self.write()
        for row in rows:
            texts_can_be_kept(row)
            number = len(self.held.rows) + 1
            self.held.rows[number] = replace(row, id=number)

    def unsealed(self, most: int = 10_000) -> Sequence[Row]:
        sealed = {link.row.id for link in self.held.links.values()}
        return [row for number, row in self.held.rows.items() if number not in sealed][:most]

    def telling(self, records: Collection[str]) -> Sequence[Row]:
        return [row for row in self.telling_any() if row.record in records]

    def telling_any(self) -> Iterator[Row]:
        return iter([row for row in self.held.rows.values() if row.record])

    def count_telling(self) -> int:
        return sum(1 for _ in self.telling_any())

    def try_to_seal(self) -> bool:
        self.write()
        return True

    def last(self) -> Link | None:
        return self.held.links[max(self.held.links)] if self.held.links else None

    def seal(self, links: Iterable[Link]) -> None:
        self.write()
        for link in links:
            unsealed = {row.id for row in self.unsealed()}
            if link.place in self.held.links or link.row.id not in unsealed:
                raise RunFailed("a place is taken, or a row is sealed already")
            self.held.links[link.place] = link

    def links(self, first: int = 1) -> Iterator[Link]:
        yield from (self.held.links[place] for place in sorted(self.held.links) if place >= first)

    def chain(self) -> str:
        return "a-chain-in-memory"

    def newest_anchor(self) -> Anchor | None:
        return max(reversed(self.held.anchors), key=lambda anchor: anchor.count, default=None)

    def anchored(self, anchor: Anchor) -> None:
        self.write()
        self.held.anchors.append(anchor)


class MemoryMessages(Records):
    def add(self, messages: Iterable[Message]) -> None:
        for one in messages:
            self.keep(self.held.messages, one.id, one)

    def take(self, now: int, seconds: int, most: int = 100) -> Sequence[Message]:
        self.write()
        due = [
            one
            for one in self.held.messages.values()
            if one.delivery is Delivery.DUE
            and not any(
                now < moment <= now + FURTHEST for moment in (one.next_at, self.held.free_at.get(one.id, 0))
            )
        ]
        taken = sorted(due, key=lambda one: (one.next_at, one.made_at, one.id))[:most]
        self.held.free_at.update({one.id: now + seconds for one in taken})
        return taken

    def note(self, message: Message) -> None:
        self.write()
        kept = self.held.messages.get(message.id)
        if kept is None:
            raise RunFailed("there is no such message")
        if kept.delivery is not Delivery.SENT:
            noted = {name: getattr(message, name) for name in ("delivery", "tries", "next_at", "error")}
            self.held.messages[message.id] = replace(kept, **noted)
            self.held.free_at.pop(message.id, None)

    def page(self, delivery: Delivery, most: int = 100) -> Sequence[Message]:
        found = [one for one in self.held.messages.values() if one.delivery is delivery]
        return sorted(found, key=lambda one: (one.made_at, one.id))[:most]

    def count(self) -> dict[Delivery, int]:
        found = [one.delivery for one in self.held.messages.values()]
        return {delivery: found.count(delivery) for delivery in found}


class MemorySubjects(Records):
    def put(self, subject: Subject) -> None:
        self.write()
        texts_can_be_kept(subject)
        self.held.subjects[subject.id] = subject

    def get(self, subject: str) -> Subject | None:
        return self.held.subjects.get(subject)

    def page(self, teams: frozenset[str] | None, after: str = "", most: int = 100) -> Sequence[Subject]:
        found = (
            one
            for one in self.held.subjects.values()
            if one.id > after and (teams is None or one.team in teams)
        )
        return sorted(found, key=lambda one: one.id)[:most]


class MemoryFindings(Records):
    def put(self, findings: Iterable[KnownFinding]) -> None:
        self.write()
        for one in findings:
            texts_can_be_kept(one)
            self.held.findings[one.subject, one.fingerprint] = one

    def get(self, subject: str, fingerprint: str) -> KnownFinding | None:
        return self.held.findings.get((subject, fingerprint))

    def page(self, subject: str, after: str = "", most: int = 100) -> Sequence[KnownFinding]:
        found = (
            one
            for one in self.held.findings.values()
            if one.subject == subject and one.fingerprint > after and not one.gone_at
        )
        return sorted(found, key=lambda one: one.fingerprint)[:most]


class MemoryRuns(Records):
    def add(self, run: Run) -> None:
        if run.proposal not in self.held.proposals:
            raise RunFailed("there is no such proposal")
        self.keep(self.held.runs, run.id, run)

    def get(self, run: str) -> Run | None:
        return self.held.runs.get(run)

    def change(self, run: Run, was: Run) -> bool:
        self.write()
        if run.id != was.id:
            raise ValueError("a run cannot stand in the place of another one")
        if self.held.runs.get(was.id) != was:
            return False
        self.held.runs[was.id] = run
        return True

    def of(self, proposal: str) -> Sequence[Run]:
        found = (one for one in self.held.runs.values() if one.proposal == proposal)
        return sorted(found, key=lambda one: (one.made_at, one.id))


class MemoryLedger(Records):
    def add(self, predictions: Iterable[Prediction]) -> None:
        for one in predictions:
            self.keep(self.held.predictions, one.id, one)

    def due(self, now: int, most: int = 1_000) -> Sequence[Prediction]:
        found = (one for one in self.held.predictions.values() if not one.judged_at and one.due_at <= now)
        return sorted(found, key=lambda one: (one.due_at, one.id))[:most]

    def judge(self, prediction: Prediction) -> bool:
        self.write()
        if not prediction.judged_at:
            raise ValueError("an outcome without a time is none")
        kept = self.held.predictions.get(prediction.id)
        if kept is None or kept.judged_at:
            return False
        outcome = {name: getattr(prediction, name) for name in ("judged_at", "came", "value")}
        self.held.predictions[prediction.id] = replace(kept, **outcome)
        return True

    def of(self, kind: str, subject: str = "", most: int = 1_000) -> Sequence[Prediction]:
        found = (
            one for one in self.held.predictions.values() if one.kind == kind and subject in {"", one.subject}
        )
        return sorted(found, key=lambda one: (one.made_at, one.id), reverse=True)[:most]


class MemoryWindowMarks(Records):
    def add(self, mark: Mark) -> bool:
        self.write()
        texts_can_be_kept(mark)
        if any(
            replace(one, at=mark.at, door=mark.door, reason=mark.reason) == mark for one in self.held.marks
        ):
            return False
        self.held.marks.append(mark)
        return True

    def every(self) -> Iterator[Mark]:
        return iter(list(self.held.marks))

    def not_closed(self, now: int) -> Sequence[Mark]:
        return [one for one in self.held.marks if one.occurrence.closes_at > now]


KINDS: dict[str, Callable[..., Records]] = {
    "proposals": MemoryProposals,
    "decisions": MemoryDecisions,
    "proofs": MemoryProofs,
    "trail": MemoryTrail,
    "messages": MemoryMessages,
    "subjects": MemorySubjects,
    "findings": MemoryFindings,
    "runs": MemoryRuns,
    "ledger": MemoryLedger,
    "windows": MemoryWindowMarks,
}


class MemoryWork:
    """One transaction, and the records as they are in it."""

    def __init__(self, held: Held, *, writable: bool) -> None:
        for name, kind in KINDS.items():
            setattr(self, name, kind(held, writable=writable))


class MemoryStore:
    """A store in memory; who writes is alone."""

    def __init__(self) -> None:
        self.held = Held()
        self._alone = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[MemoryWork]:
        yield MemoryWork(copy.deepcopy(self.held), writable=False)

    @contextmanager
    def writing(self) -> Iterator[MemoryWork]:
        with self._alone:
            draft = copy.deepcopy(self.held)
            yield MemoryWork(draft, writable=True)
            self.held = draft

    def close(self) -> None:
        """Do nothing: what is in memory stays as long as the store."""
