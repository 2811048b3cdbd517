"""What the operator's file may hold; see `mainstay-server.yaml` in the reference."""

from typing import Annotated

import msgspec
from msgspec import Meta

from mainstay.domain.evidence import Outcome
from mainstay.domain.people import Role
from mainstay.domain.plan import Change

Name = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9._@-]{0,63}\Z")]
Glob = Annotated[str, Meta(pattern=r"^[^\x00-\x20\x7f]{1,200}\Z")]
Words = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]{0,500}\Z")]
# A path, and a secret by reference; neither has what a terminal would act on.
Place = Annotated[str, Meta(pattern=r"^[^\x00-\x1f\x7f]{0,1000}\Z")]
Reference = Annotated[str, Meta(pattern=r"^(?:(?:env|file|exec):[^\x00-\x1f\x7f]{1,1000})?\Z")]
Time = Annotated[str, Meta(max_length=40)]
SEVERITIES = ("none", "low", "medium", "high", "critical")
Level = Annotated[str, Meta(pattern="^(?:none|low|medium|high|critical)\\Z")]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Weekday = Annotated[str, Meta(pattern="^(?:mon|tue|wed|thu|fri|sat|sun)\\Z")]


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the file; a key that it does not know is refused."""


class PersonTable(Table, frozen=True):
    """Somebody who may decide."""

    name: Name
    user: Words = ""
    full_name: Words = ""
    email: Words = ""
    active: bool = True


class TeamTable(Table, frozen=True):
    """A team and the subjects that it owns."""

    name: Name
    subjects: Annotated[tuple[Glob, ...], Meta(max_length=500)] = ()


class RoleTable(Table, frozen=True):
    """That somebody holds a role in a team (`"*"` for every team), perhaps for a time, perhaps lent by somebody."""

    person: Name
    role: Role
    team: Annotated[str, Meta(pattern=r"^(?:\*|[a-z0-9][a-z0-9._-]{0,63})\Z")] = "*"
    since: Time = ""
    until: Time = ""
    lent_by: Annotated[str, Meta(max_length=64)] = ""
    reason: Words = ""


class WhenTable(Table, frozen=True):
    """Which proposals a gate is for; what is left out says nothing."""

    changes: tuple[Change, ...] = ()
    severity: Level = "none"
    environments: tuple[Glob, ...] = ()
    subjects: tuple[Glob, ...] = ()
    teams: tuple[Glob, ...] = ()
    labels: dict[Words, Words] = {}


class NeedTable(Table, frozen=True):
    """An approval by `count` people who hold one of `roles`."""

    roles: Annotated[tuple[Role, ...], Meta(min_length=1)]
    count: Annotated[int, Meta(ge=1, le=20)] = 1


class ProofTable(Table, frozen=True):
    """Evidence that must stand."""

    kind: Name
    outcome: Outcome = Outcome.PASSED
    within: Time = ""
    by: tuple[Role, ...] = ()


class ActorTable(Table, frozen=True):
    """Somebody in an example, with the role that they hold."""

    person: Name
    role: Role


class StatementTable(Table, frozen=True):
    """Evidence in an example, stated so long before."""

    kind: Name
    outcome: Outcome = Outcome.PASSED
    by: Name = "program"
    age: Time = ""


class ExampleTable(Table, frozen=True):
    """A case that the gate's author states, and what must come of it."""

    name: Words
    change: Change
    severity: Level = "none"
    environment: Words = "production"
    subject: Words = "repo:example"
    labels: dict[Words, Words] = {}
    author: Name = "author"
    approvals: tuple[ActorTable, ...] = ()
    others: tuple[ActorTable, ...] = ()
    evidence: tuple[StatementTable, ...] = ()
    passes: bool = True
    missing: tuple[Words, ...] = ()


class GateTable(Table, frozen=True):
    """One gate."""

    name: Name
    about: Words
    when: WhenTable = WhenTable()
    needs: Annotated[tuple[NeedTable, ...], Meta(max_length=20)] = ()
    proofs: Annotated[tuple[ProofTable, ...], Meta(max_length=20)] = ()
    lasts: Time = ""
    windows: tuple[Name, ...] = ()
    frozen: bool = True
    automatic: Annotated[tuple[ProofTable, ...], Meta(max_length=20)] = ()
    examples: Annotated[tuple[ExampleTable, ...], Meta(max_length=100)] = ()


class WindowTable(Table, frozen=True):
    """A maintenance window; `announce` is how long before it opens it must have been announced, `sign_off` by whom."""

    name: Name
    zone: Words
    weekdays: Annotated[tuple[Weekday, ...], Meta(min_length=1, max_length=7)]
    opens: Time
    lasts: Time
    weeks: tuple[Annotated[int, Meta(ge=-1, le=5)], ...] = ()
    subjects: tuple[Glob, ...] = ("*",)
    announce: Time = ""
    sign_off: Annotated[tuple[NeedTable, ...], Meta(max_length=20)] = ()


class FreezeTable(Table, frozen=True):
    """A time in which nothing is changed."""

    name: Name
    since: Time
    until: Time
    reason: Words
    subjects: tuple[Glob, ...] = ("*",)
    environments: tuple[Words, ...] = ()


class OverrideTable(Table, frozen=True):
    """Who may break a gate in an emergency, for how long, and by when it must be reviewed."""

    roles: tuple[Role, ...] = ()
    lasts: Time = "4h"
    review_within: Time = "24h"


class ChannelTable(Table, frozen=True):
    """Where people are told what happened: a `file` by its `path`, or a `webhook` whose `address` and `key` are references.

    `topics` and `teams` are globs of what is told there, and about whose proposals.
    """

    name: Name
    kind: Annotated[str, Meta(pattern=r"^(?:file|webhook)\Z")]
    path: Place = ""
    address: Reference = ""
    key: Reference = ""
    topics: Annotated[tuple[Glob, ...], Meta(min_length=1, max_length=50)] = ("*",)
    teams: Annotated[tuple[Glob, ...], Meta(min_length=1, max_length=50)] = ("*",)


class AnchorTable(Table, frozen=True):
    """Where the head of the audit trail is told: a `file`, a `webhook`, or a `syslog` (`unix:/dev/log`, `udp:HOST:PORT`)."""

    kind: Annotated[str, Meta(pattern=r"^(?:file|webhook|syslog)\Z")]
    path: Place = ""
    address: Reference = ""
    key: Reference = ""
    target: Words = ""


class AuditKeyTable(Table, frozen=True):
    """Keys of the audit trail that are kept elsewhere: the one that seals, the one to follow, those before (newest first)."""

    now: Reference = ""
    next: Reference = ""
    before: Annotated[tuple[Reference, ...], Meta(max_length=100)] = ()


class OperatorFile(Table, frozen=True):
    """The whole file."""

    version: Annotated[int, Meta(ge=1, le=1)] = 1
    default_gates: bool = True
    people: Annotated[tuple[PersonTable, ...], Meta(max_length=10_000)] = ()
    teams: Annotated[tuple[TeamTable, ...], Meta(max_length=1_000)] = ()
    roles: Annotated[tuple[RoleTable, ...], Meta(max_length=50_000)] = ()
    gates: Annotated[tuple[GateTable, ...], Meta(max_length=200)] = ()
    windows: Annotated[tuple[WindowTable, ...], Meta(max_length=200)] = ()
    freezes: Annotated[tuple[FreezeTable, ...], Meta(max_length=1_000)] = ()
    freezes_from: Annotated[tuple[Place, ...], Meta(max_length=20)] = ()
    override: OverrideTable = OverrideTable()
    actions: Annotated[tuple[Name, ...], Meta(max_length=500)] = ()
    channels: Annotated[tuple[ChannelTable, ...], Meta(max_length=50)] = ()
    anchors: Annotated[tuple[AnchorTable, ...], Meta(max_length=10)] = ()
    audit_key: AuditKeyTable = AuditKeyTable()
    store: Place = ""
