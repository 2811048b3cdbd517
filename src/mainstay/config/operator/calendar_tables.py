"""Windows, freezes and emergencies as the operator's file holds them."""

from typing import Annotated

from msgspec import Meta

from mainstay.config.operator.gate_tables import NeedTable
from mainstay.config.operator.texts import Glob, Moment, Name, Span, Table, TimeOfDay, Weekday, Words
from mainstay.domain.people import Role


class WindowTable(Table, frozen=True):
    """A maintenance window, by the wall clock of its zone."""

    name: Annotated[Name, Meta(description="What gates call it.")]
    zone: Annotated[Words, Meta(description="The time zone by its name, such as `Europe/Berlin`.")]
    weekdays: Annotated[
        tuple[Weekday, ...], Meta(min_length=1, max_length=7, description="Days on which it opens.")
    ]
    opens: Annotated[TimeOfDay, Meta(description='When it opens on them: `"22:30"`.')]
    lasts: Annotated[Span, Meta(description="How long, from a minute to a week.")]
    weeks: Annotated[
        tuple[Annotated[int, Meta(ge=-1, le=5)], ...],
        Meta(description="Weeks of the month that count: 1 to 5, -1 for the last; empty for all."),
    ] = ()
    subjects: Annotated[tuple[Glob, ...], Meta(description="Globs of what it is for.")] = ("*",)
    announce: Annotated[
        Span,
        Meta(
            description="How long before it opens each opening must have been announced; twelve weeks at most."
        ),
    ] = ""
    sign_off: Annotated[
        tuple[NeedTable, ...],
        Meta(max_length=20, description="People who must sign each opening off, each of them once."),
    ] = ()


class FreezeTable(Table, frozen=True):
    """A time in which nothing is changed."""

    name: Annotated[Name, Meta(description="What it is called.")]
    since: Annotated[Moment, Meta(description="From when on; of a day its beginning (UTC).")]
    until: Annotated[Moment, Meta(description="Up to when; of a day its end (UTC).")]
    reason: Annotated[Words, Meta(description="Why, as people are told.")]
    subjects: Annotated[tuple[Glob, ...], Meta(description="Globs of what it is for.")] = ("*",)
    environments: Annotated[tuple[Words, ...], Meta(description="Where; empty for everywhere.")] = ()


class OverrideTable(Table, frozen=True):
    """Who may break a gate in an emergency."""

    roles: Annotated[tuple[Role, ...], Meta(description="Who may; empty for nobody.")] = ()
    lasts: Annotated[Span, Meta(description="How long it holds.")] = "4h"
    review_within: Annotated[Span, Meta(description="By when somebody else must review it.")] = "24h"
