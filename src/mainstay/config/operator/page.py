"""The reference page of the operator's file, in Markdown."""

from importlib.resources import files

from mainstay.config.operator.schema import OperatorFile
from mainstay.config.tables_page import tables

SAMPLE = "sample.yaml"
_NAMES = {
    "OperatorFile": "The file",
    "PersonTable": "A person",
    "TeamTable": "A team",
    "RoleTable": "A role",
    "GateTable": "A gate",
    "WhenTable": "When a gate is asked",
    "NeedTable": "An approval that is wanted",
    "ProofTable": "Evidence that is wanted",
    "ExampleTable": "An example",
    "ActorTable": "Somebody in an example",
    "StatementTable": "Evidence in an example",
    "WindowTable": "A window",
    "FreezeTable": "A freeze",
    "OverrideTable": "Emergencies",
    "ActingTable": "What actions may touch",
    "MetricsTable": "A metrics server",
    "ForecastsTable": "What is forecast",
    "DateTable": "A date that is known",
    "ForecastSeriesTable": "Forecast series",
    "SloTable": "An SLO",
    "ForecastEventsTable": "Events",
    "CollectingTable": "What is collected",
    "ComputingTable": "Computing",
    "PageTable": "A page of numbers",
    "ProbeTable": "A probe",
    "OwnLimitTable": "A limit of what is collected",
    "ObjectiveTable": "An objective with an error budget",
    "ModelTable": "A model",
    "RepositoryTable": "A repository",
    "DatabaseTable": "A database",
    "ScheduleTable": "A schedule",
    "LadderTable": "A ladder",
    "RungTable": "A rung",
    "WorkerTable": "How workers work",
    "ChannelTable": "A channel",
    "AnchorTable": "A place of anchors",
    "AuditKeyTable": "The keys of the audit trail",
}
_OPENING = """\
# The operator's file

`mainstay-server.yaml` says who may decide what, whom the program tells, and where it keeps what was decided. It is looked for
as `--server-file` and `MAINSTAY_SERVER_FILE` say, else in the folder of the user's settings (`~/.config/mainstay`), else in
`/etc/mainstay`. Only its owner may be able to write it. It may have 1 MiB.

It is YAML 1.2 with neither aliases nor tags nor keys that come twice; a key that is not known is refused with the nearest
one. Lengths of time are written `90s`, `30m`, `4h`, `7d`, `2w`; moments `2026-12-24` or `2026-12-24T18:00+01:00`. In globs
`*` stands for any characters and `?` for one. Secrets are references: `env:NAME`, `file:/path`, `exec:/path/to/program`.

`mainstay policy sample` prints one that explains itself, `mainstay policy check` tells what is wrong with the rules in it,
`mainstay policy test` tries the examples of its gates, and `mainstay policy schema` gives its JSON Schema
([operator-file.schema.json](operator-file.schema.json)). How to go about it: [decide what is done](../how-to/decide.md).
"""


def page() -> str:
    """Give the page: every table under a heading of its own, then the sample and the gates that come along."""
    room = files(__package__)
    blocks = [
        _OPENING,
        tables(OperatorFile, _NAMES),
        "## A whole file",
        f"```yaml\n{room.joinpath(SAMPLE).read_text('utf-8')}```",
        "## The gates that come along",
        f"```yaml\n{room.joinpath('gates.yaml').read_text('utf-8')}```",
    ]
    return "\n\n".join(block.strip() for block in blocks) + "\n"
