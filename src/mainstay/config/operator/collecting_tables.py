"""What is collected of this host, of programs' pages and of addresses, as the operator's file holds it."""

from typing import Annotated

from msgspec import Meta, field

from mainstay.config.operator.acting_tables import Address
from mainstay.config.operator.texts import Name, Place, Reference, Span, Table, Words
from mainstay.domain.signal import Side

Target = Annotated[
    str,
    Meta(
        pattern=r"^(?:https?://[^\s/?#@]+(?:[/?#]\S*)?|tcp://[^\s/?#@]+)\Z",
        extra={
            "words": "an address with https://, http:// or tcp://HOST:PORT, and no name or password in it"
        },
    ),
]


class PageTable(Table, frozen=True):
    """A page of numbers that a program shows of itself, in the format of Prometheus or OpenMetrics."""

    name: Annotated[Name, Meta(description="What it is called, for ever.")]
    address: Annotated[Address, Meta(description="Where it is, or a reference to that.")]
    subject: Annotated[
        Words, Meta(description="What its numbers are about: `service:shop`; else its name.")
    ] = ""
    series: Annotated[
        tuple[Words, ...],
        Meta(
            min_length=1,
            max_length=100,
            description="Globs of the series that are kept, by their names with labels; 500 of a page at most.",
        ),
    ] = ("*",)
    token: Annotated[Reference, Meta(description="The token to ask it with, by reference.")] = ""
    headers: Annotated[
        dict[Words, Words],
        Meta(max_length=20, description="Headers with texts; what is secret stands by reference."),
    ] = field(default_factory=dict)


class ProbeTable(Table, frozen=True):
    """An address that is asked whether it answers, how fast, and when its certificate ends."""

    name: Annotated[Name, Meta(description="What it is called, for ever.")]
    address: Annotated[
        Target,
        Meta(
            description="`https://` or `http://` of the web, or `tcp://HOST:PORT`, which only has to let in."
        ),
    ]


class OwnLimitTable(Table, frozen=True):
    """A limit for what is collected, in the place of its own."""

    series: Annotated[
        Words,
        Meta(
            min_length=1, description="A glob of series, by name or key: `disk used of /var`, `disk_used:*`."
        ),
    ]
    limit: Annotated[float | None, Meta(description="The value at which they are in trouble.")] = None
    share: Annotated[
        float | None,
        Meta(description="In its place the part of their own limit at which they are: 0.95."),
    ] = None
    side: Annotated[
        Side, Meta(description="On which side of `limit` they are in trouble; `share` keeps the own side.")
    ] = Side.ABOVE


class CollectingTable(Table, frozen=True):
    """What `mainstay collect` looks at, how often, and how long it is kept."""

    by_workers: Annotated[
        bool,
        Meta(description="Whether a worker collects too; of those on one machine one does."),
    ] = False
    every: Annotated[Span, Meta(description="How often it looks, from 1s to 1h.")] = "1m"
    keep: Annotated[Span, Meta(description="How long points are kept, from 14d to 3650d.")] = "400d"
    points: Annotated[
        Place, Meta(description="The folder of the points; else one in the folder of the user's state.")
    ] = ""
    pages: Annotated[tuple[PageTable, ...], Meta(max_length=15, description="Pages of programs.")] = ()
    probes: Annotated[tuple[ProbeTable, ...], Meta(max_length=200, description="Addresses to probe.")] = ()
    limits: Annotated[
        tuple[OwnLimitTable, ...], Meta(max_length=500, description="Limits; the first that fits counts.")
    ] = ()
