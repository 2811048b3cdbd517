"""Schedules and ladders of environments as the operator's file holds them."""

from typing import Annotated

from msgspec import Meta

from mainstay.config.operator.texts import Environment, Name, Place, Span, Table, Words
from mainstay.domain.plan import Change
from mainstay.domain.schedule import Missed


class ScheduleTable(Table, frozen=True):
    """A plan that is carried out again and again, by the wall clock of its zone."""

    name: Annotated[Name, Meta(description="What it is called.")]
    cron: Annotated[
        Words,
        Meta(
            description="When: minute, hour, day of the month, month, day of the week, as cron writes them."
        ),
    ]
    plan: Annotated[Place, Meta(min_length=1, description="The plan's file, from this file's folder on.")]
    zone: Annotated[Words, Meta(description="The time zone by its name, such as `Europe/Berlin`.")] = "UTC"
    missed: Annotated[
        Missed,
        Meta(
            description="What becomes of times at which no worker was there: nothing, one run for all of them, or one for each."
        ),
    ] = Missed.ONCE
    budget: Annotated[
        Span, Meta(description="How long one run may take, 31d at most; empty for as long as its steps may.")
    ] = ""
    team: Annotated[
        str,
        Meta(
            pattern=r"^(?:[a-z0-9][a-z0-9._-]{0,63})?\Z",
            extra={"words": "a name of small letters, digits and . _ -, 64 at most"},
            description="The team that it is proposed for; else the one that owns the plan's subject.",
        ),
    ] = ""


class RungTable(Table, frozen=True):
    """One environment of a ladder."""

    environment: Annotated[Environment, Meta(description="Where, as plans name it.")]
    stays: Annotated[
        Span, Meta(description="How long a change must have stood there before the next rung, 366d at most.")
    ] = ""


class LadderTable(Table, frozen=True):
    """Environments that a change passes through one after the other; none may be skipped."""

    name: Annotated[Name, Meta(description="What it is called.")]
    rungs: Annotated[
        tuple[RungTable, ...],
        Meta(min_length=2, max_length=20, description="The environments from the lowest to the highest."),
    ]
    changes: Annotated[
        tuple[Change, ...],
        Meta(max_length=20, description="Kinds of change that it is for; empty for every one."),
    ] = ()
