"""Whom the program tells, and what it keeps where, as the operator's file holds it."""

from typing import Annotated

from msgspec import Meta

from mainstay.config.operator.texts import Glob, Name, Place, Reference, Table, Words
from mainstay.domain.people import Role

_KEY = "The key that signs what is posted, by reference."


class ChannelTable(Table, frozen=True):
    """Where people are told what happened: a `file` by its `path`, or a `webhook` by its `address` and `key`."""

    name: Annotated[Name, Meta(description="What messages call it.")]
    kind: Annotated[str, Meta(pattern=r"^(?:file|webhook)\Z", description="`file` or `webhook`.")]
    path: Annotated[Place, Meta(description="Of a file, from this file's folder on.")] = ""
    address: Annotated[Reference, Meta(description="Of a webhook, by reference: it may hold a secret.")] = ""
    key: Annotated[Reference, Meta(description=_KEY)] = ""
    topics: Annotated[
        tuple[Glob, ...], Meta(min_length=1, max_length=50, description="Globs of what is told there.")
    ] = ("*",)
    teams: Annotated[
        tuple[Glob, ...],
        Meta(min_length=1, max_length=50, description="Globs of whose proposals are told there."),
    ] = ("*",)


class AnchorTable(Table, frozen=True):
    """Where the head of the audit trail is told."""

    kind: Annotated[
        str, Meta(pattern=r"^(?:file|webhook|syslog)\Z", description="`file`, `webhook` or `syslog`.")
    ]
    path: Annotated[Place, Meta(description="Of a file, from this file's folder on.")] = ""
    address: Annotated[Reference, Meta(description="Of a webhook, by reference.")] = ""
    key: Annotated[Reference, Meta(description=_KEY)] = ""
    target: Annotated[
        Words, Meta(description="Of a system's log: `unix:/dev/log`, `udp:HOST:PORT` or `tcp:HOST:PORT`.")
    ] = ""


class AuditKeyTable(Table, frozen=True):
    """Keys of the audit trail that are kept elsewhere, and who seals."""

    now: Annotated[Reference, Meta(description="The key that seals; else a file in the user's state.")] = ""
    next: Annotated[Reference, Meta(description="The key that is to follow.")] = ""
    by: Annotated[
        str,
        Meta(
            pattern=r"^(?:anybody|tick)\Z",
            description="Who seals: `anybody` who decides, or `mainstay tick` alone, so that nobody else needs the key.",
        ),
    ] = "anybody"
    rekey: Annotated[
        tuple[Role, ...],
        Meta(
            max_length=16,
            description="Who may change the key: people who hold one of these roles as their own.",
        ),
    ] = (Role.MANAGER, Role.TECHNICAL_DIRECTOR)
    before: Annotated[
        tuple[Reference, ...], Meta(max_length=100, description="Keys from before, the newest first.")
    ] = ()
