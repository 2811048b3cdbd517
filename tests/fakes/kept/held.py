"""All that is kept, the turn of whoever works on it, and what cannot be kept."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import wraps
from inspect import isfunction
from typing import Any, TypeVar

from mainstay.domain.audit import Anchor, Link, Row
from mainstay.domain.decision import Decision
from mainstay.domain.errors import RunFailed, Taken
from mainstay.domain.evidence import Evidence
from mainstay.domain.known_finding import KnownFinding
from mainstay.domain.lease import Lease
from mainstay.domain.occurrence import Mark
from mainstay.domain.outbox import Message
from mainstay.domain.plan import Plan
from mainstay.domain.prediction import Prediction
from mainstay.domain.proposal import Proposal
from mainstay.domain.replay import Replay
from mainstay.domain.rollup import Rollup
from mainstay.domain.run import Entry, Run
from mainstay.domain.subject import Subject

T = TypeVar("T")
_MOST = 1 << 63


@dataclass
class Held:
    """All that is kept."""

    chain: str = "c0ffee"
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
    journal: dict[tuple[str, int], Entry] = field(default_factory=dict)
    leases: dict[str, Lease] = field(default_factory=dict)
    schedules: dict[str, int] = field(default_factory=dict)
    predictions: dict[str, Prediction] = field(default_factory=dict)
    replays: dict[str, Replay] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    series: dict[tuple[str, str], Rollup] = field(default_factory=dict)
    numbers: int = 0

    def copied(self) -> "Held":
        """Give another one that changes apart from this one; the records themselves never change."""
        return Held(**{one.name: _copied(getattr(self, one.name)) for one in fields(self)})


@dataclass
class Turn:
    """One transaction: what it sees, whether it may write, what is called before each writing step, and what failed first."""

    held: Held
    writable: bool
    step: Callable[[str], None]
    somebody_seals: bool = False
    failed: RunFailed | None = None

    def must_be_sound(self) -> None:
        if self.failed is not None:
            raise RunFailed(
                f"something failed before: {self.failed.what}", where=self.failed.where, mend=self.failed.mend
            ) from self.failed


class Records:
    """What all kinds of records share: after a failure while writing nothing works any more."""

    def __init__(self, turn: Turn) -> None:
        self.turn, self.held = turn, turn.held

    def __init_subclass__(cls) -> None:
        for name, method in list(vars(cls).items()):
            if isfunction(method) and not name.startswith("_"):
                setattr(cls, name, _whole(method))

    def _write(self, *records: object) -> None:
        """Take a step that writes some records."""
        if not self.turn.writable:
            raise RunFailed("nothing can be changed while the store is only looked at")
        self.turn.step(type(self).__name__)
        for record in records:
            keepable(record)

    def _keep(self, kept: dict[str, T], name: str, record: T) -> None:
        self._write(record)
        if name in kept:
            raise Taken("that is taken already")
        kept[name] = record


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        lists = value and isinstance(next(iter(value.values())), list)
        return {key: list(inner) for key, inner in value.items()} if lists else dict(value)
    return list(value) if isinstance(value, list) else value


def _whole(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def watched(records: Records, *given: Any, **named: Any) -> Any:
        turn = records.turn
        turn.must_be_sound()
        try:
            found = method(records, *given, **named)
            return iter(list(found)) if isinstance(found, Iterator) else found
        except RunFailed as failure:
            turn.failed = failure if turn.writable else None
            raise

    return watched


def keepable(value: object, longest: int = _MOST) -> None:
    """Refuse what SQLite or PostgreSQL cannot keep: in texts, numbers beyond 64 bits (but those in a plan), no numbers."""
    if isinstance(value, str) and ("\0" in value or any(0xD800 <= ord(letter) < 0xE000 for letter in value)):
        raise RunFailed("a text cannot be kept")
    if isinstance(value, int) and longest and not -longest <= value < longest:
        raise RunFailed("a number cannot be kept")
    if isinstance(value, float) and not math.isfinite(value):
        raise RunFailed("a number cannot be kept")
    if is_dataclass(value):
        within = 0 if isinstance(value, Plan) else longest
        for one in fields(value):
            keepable(getattr(value, one.name), within)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            keepable(key, longest)
            keepable(inner, longest)
    elif isinstance(value, tuple):
        for inner in value:
            keepable(inner, longest)
