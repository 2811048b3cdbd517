"""What the operator's file may hold, and its JSON Schema."""

from typing import Annotated, Any

from msgspec import Meta

from mainstay.config.operator.acting_tables import (
    ActingTable,
    DatabaseTable,
    MetricsTable,
    RepositoryTable,
    WorkerTable,
)
from mainstay.config.operator.calendar_tables import FreezeTable, OverrideTable, WindowTable
from mainstay.config.operator.forecast_tables import ForecastsTable
from mainstay.config.operator.gate_tables import GateTable
from mainstay.config.operator.model_tables import ModelTable
from mainstay.config.operator.objective_tables import ObjectiveTable
from mainstay.config.operator.outside_tables import AnchorTable, AuditKeyTable, ChannelTable
from mainstay.config.operator.people_tables import PersonTable, RoleTable, TeamTable
from mainstay.config.operator.schedule_tables import LadderTable, ScheduleTable
from mainstay.config.operator.texts import Name, Place, Table
from mainstay.config.published import published


class OperatorFile(Table, frozen=True):
    """All keys at the top of the file; each may be left out."""

    version: Annotated[int, Meta(ge=1, le=1, description="The form of this file.")] = 1
    default_gates: Annotated[
        bool,
        Meta(
            description="Whether the gates come along that Mainstay brings; one of the same name in `gates` replaces it."
        ),
    ] = True
    people: Annotated[tuple[PersonTable, ...], Meta(max_length=10_000, description="Who may decide.")] = ()
    teams: Annotated[tuple[TeamTable, ...], Meta(max_length=1_000, description="Who owns what.")] = ()
    roles: Annotated[
        tuple[RoleTable, ...], Meta(max_length=50_000, description="Who is what in which team.")
    ] = ()
    environments: Annotated[
        tuple[Name, ...],
        Meta(
            max_length=200,
            description="All environments that a plan, a gate or a freeze may name, so that no other word evades a gate; "
            "empty for any.",
        ),
    ] = ()
    gates: Annotated[tuple[GateTable, ...], Meta(max_length=200, description="What a change needs.")] = ()
    windows: Annotated[
        tuple[WindowTable, ...], Meta(max_length=200, description="When things may be applied, for gates.")
    ] = ()
    freezes: Annotated[
        tuple[FreezeTable, ...], Meta(max_length=1_000, description="When nothing is changed.")
    ] = ()
    freezes_from: Annotated[
        tuple[Place, ...],
        Meta(
            max_length=20,
            description="iCalendar files with more freezes, by paths from this file's folder on.",
        ),
    ] = ()
    override: Annotated[OverrideTable, Meta(description="Emergencies.")] = OverrideTable()
    actions: Annotated[
        tuple[Name, ...],
        Meta(
            max_length=500,
            description="Kinds of action that plans may name, beside those that come along.",
        ),
    ] = ()
    declared: Annotated[
        tuple[Place, ...],
        Meta(
            max_length=50,
            description="Files with declared actions, which plans may name too, by paths from this file's folder on.",
        ),
    ] = ()
    acting: Annotated[ActingTable, Meta(description="What actions may touch.")] = ActingTable()
    metrics: Annotated[
        tuple[MetricsTable, ...], Meta(max_length=50, description="Metrics servers that plans may ask.")
    ] = ()
    forecasts: Annotated[ForecastsTable, Meta(description="What is forecast, with which limits.")] = (
        ForecastsTable()
    )
    slos: Annotated[
        tuple[ObjectiveTable, ...],
        Meta(
            max_length=200, description="What is promised of events; `mainstay budgets` tells what is left."
        ),
    ] = ()
    models: Annotated[
        tuple[ModelTable, ...],
        Meta(
            max_length=100,
            description="Models; `mainstay nightly` takes in how far their data are from what they were made for.",
        ),
    ] = ()
    repositories: Annotated[
        tuple[RepositoryTable, ...], Meta(max_length=500, description="Repositories that plans may change.")
    ] = ()
    databases: Annotated[
        tuple[DatabaseTable, ...], Meta(max_length=200, description="Databases that plans may change or ask.")
    ] = ()
    schedules: Annotated[
        tuple[ScheduleTable, ...],
        Meta(max_length=500, description="Plans that are carried out again and again."),
    ] = ()
    ladders: Annotated[
        tuple[LadderTable, ...],
        Meta(max_length=50, description="Environments that a change passes through one after the other."),
    ] = ()
    worker: Annotated[WorkerTable, Meta(description="How workers work.")] = WorkerTable()
    channels: Annotated[
        tuple[ChannelTable, ...], Meta(max_length=50, description="Whom to tell what happened.")
    ] = ()
    anchors: Annotated[
        tuple[AnchorTable, ...],
        Meta(max_length=10, description="Where the head of the audit trail is told, all of them."),
    ] = ()
    audit_key: Annotated[AuditKeyTable, Meta(description="The keys of the audit trail.")] = AuditKeyTable()
    store: Annotated[
        Place,
        Meta(
            description="Where decisions are kept: a path, `postgresql://USER@HOST/DATABASE`, or a reference to either; "
            "else a file in the folder of the user's state."
        ),
    ] = ""


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema of an operator's file (of the YAML read as JSON)."""
    return published(OperatorFile, "mainstay-server.yaml, version 1")
