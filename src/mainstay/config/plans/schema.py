"""What a plan file may hold."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from mainstay.config.operator.schema import Level, Name, Time, Words
from mainstay.domain.evidence import Outcome
from mainstay.domain.plan import PLAN_VERSION, Change, Repeat

Text = Annotated[str, Meta(pattern=r"^[^\x00]{0,20000}\Z")]
Subject = Annotated[str, Meta(pattern=r"^[^\x00-\x20\x7f]{1,200}\Z")]


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the file; a key that it does not know is refused."""


class ActionTable(Table, frozen=True, kw_only=True):
    """One thing to do: the kind of action (`do`), and its parameters (`with`)."""

    do: Name
    parameters: dict[Words, Any] = msgspec.field(name="with", default_factory=dict)


class StepTable(Table, frozen=True, kw_only=True):
    """One step: what to do, how to see that it is done, how to take it back."""

    id: Name
    do: Name
    parameters: dict[Words, Any] = msgspec.field(name="with", default_factory=dict)
    check: ActionTable | None = None
    undo: ActionTable | None = None
    time_out: Time = "10m"
    tries: Annotated[int, Meta(ge=1, le=20)] = 1
    repeat: Repeat = Repeat.VERIFY_FIRST
    after: Annotated[tuple[Name, ...], Meta(max_length=100)] = ()


class EvidenceTable(Table, frozen=True, kw_only=True):
    """One statement that speaks for the plan, or against it."""

    kind: Name
    outcome: Outcome
    detail: Words = ""
    digest: Annotated[str, Meta(pattern=r"^(?:[0-9a-f]{64})?\Z")] = ""


class PlanFile(Table, frozen=True, kw_only=True):
    """The whole file."""

    version: Annotated[int, Meta(ge=1)] = PLAN_VERSION
    key: Annotated[str, Meta(pattern=r"^(?:[A-Za-z0-9][A-Za-z0-9._:/@-]{0,199})?\Z")] = ""
    title: Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]{1,200}\Z")]
    why: Text
    change: Change
    severity: Level = "none"
    subject: Subject
    environment: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}\Z")]
    base: Words
    targets: Annotated[tuple[Words, ...], Meta(max_length=1_000)] = ()
    steps: tuple[StepTable, ...]
    risk: Text = ""
    way_back: Text = ""
    effort: Annotated[float, Meta(ge=0, le=100_000)] = 0.0
    expires: Time = "30d"
    labels: Annotated[dict[Words, Words], Meta(max_length=64)] = {}
    evidence: Annotated[tuple[EvidenceTable, ...], Meta(max_length=200)] = ()
