"""What a plan file may hold, and its JSON Schema."""

from typing import Annotated, Any

from msgspec import Meta, field

from mainstay.config.operator.texts import Environment, Level, Name, Span, Table, Words
from mainstay.config.published import published
from mainstay.domain.evidence import Outcome
from mainstay.domain.plan import MOST_STEPS, PLAN_VERSION, Change, Repeat

Text = Annotated[
    str, Meta(pattern=r"^[^\x00]{0,20000}\Z", extra={"words": "a text of at most 20,000 characters"})
]
Parameters = Annotated[
    dict[Words, Any],
    Meta(description="Parameters by their names: whatever JSON can say."),
]
_KIND = "The kind of action: one that comes along, such as `command`, or one that the operator's file names or declares."


class ActionTable(Table, frozen=True, kw_only=True):
    """One thing to do."""

    do: Annotated[Name, Meta(description=_KIND)]
    parameters: Parameters = field(name="with", default_factory=dict)


class StepTable(Table, frozen=True, kw_only=True):
    """One step: what to do, how to see that it is done, how to take it back."""

    id: Annotated[Name, Meta(description="What it is called, alone in its plan.")]
    do: Annotated[Name, Meta(description=_KIND)]
    parameters: Parameters = field(name="with", default_factory=dict)
    check: Annotated[ActionTable | None, Meta(description="How to see that it is done.")] = None
    undo: Annotated[ActionTable | None, Meta(description="How to take it back.")] = None
    time_out: Annotated[Span, Meta(description="How long it may take, from 1s to 7d.")] = "10m"
    tries: Annotated[int, Meta(ge=1, le=20, description="How often it is tried, the first time too.")] = 1
    repeat: Annotated[
        Repeat, Meta(description="What may be done with it when nobody knows whether it was done.")
    ] = Repeat.VERIFY_FIRST
    after: Annotated[
        tuple[Name, ...], Meta(max_length=100, description="Steps that must be done before.")
    ] = ()
    stages: Annotated[
        tuple[Annotated[int, Meta(ge=1, le=100)], ...],
        Meta(
            description="In which stages it is carried out, as percentages: rising, the last of them 100. Each becomes a step "
            "of its own with `${weight}` in the texts of `with` and of `check.with` as its percentage.",
            # Others are refused with a sentence of its own.
            extra_json_schema={"maxItems": 10, "uniqueItems": True},
        ),
    ] = ()
    watch: Annotated[
        dict[Words, Any] | None,
        Meta(description="What is watched after each stage: the parameters of the action `watch`."),
    ] = None


class EvidenceTable(Table, frozen=True, kw_only=True):
    """One statement that speaks for the plan, or against it, in the name of who submits it."""

    kind: Annotated[Name, Meta(description="What was tried, as gates name it.")]
    outcome: Annotated[
        Outcome, Meta(description="How it came out; what could not be told is never `passed`.")
    ]
    detail: Annotated[Words, Meta(description="One sentence: 412 passed, 3 skipped.")] = ""
    digest: Annotated[
        str,
        Meta(
            pattern=r"^(?:[0-9a-f]{64})?\Z",
            extra={"words": "a SHA-256 of 64 hexadecimal digits"},
            description="The SHA-256 of a report that is kept elsewhere.",
        ),
    ] = ""


class PlanFile(Table, frozen=True, kw_only=True):
    """All keys at the top of the file."""

    version: Annotated[int, Meta(ge=1, description="The form of this file.")] = PLAN_VERSION
    key: Annotated[
        str,
        Meta(
            pattern=r"^(?:[A-Za-z0-9][A-Za-z0-9._:/@-]{0,199})?\Z",
            extra={"words": "a key of letters, digits and . _ : / @ -, 200 at most"},
            description="What tells plans of the same matter from others: a plan with the key of an open proposal is its "
            "next revision. Else the subject and the title.",
        ),
    ] = ""
    title: Annotated[
        str,
        Meta(
            pattern=r"^[^\x00-\x1f\x7f]{1,200}\Z",
            extra={"words": "one line of 1 to 200 characters"},
            description="What would be done, in one line.",
        ),
    ]
    why: Annotated[Text, Meta(description="Why.")]
    change: Annotated[Change, Meta(description="The kind of change; gates are chosen by it.")]
    severity: Annotated[Level, Meta(description="How bad it is to leave things as they are.")] = "none"
    subject: Annotated[
        str,
        Meta(
            pattern=r"^[^\x00-\x20\x7f]{1,200}\Z",
            extra={"words": "a text of 1 to 200 characters without blanks"},
            description="What it is done to: `repo:shop`, `db:orders`; the team that owns it decides.",
        ),
    ]
    environment: Annotated[Environment, Meta(description="Where: `production`, `staging`.")]
    base: Annotated[Words, Meta(description="What it was made for: a commit, a digest.")]
    targets: Annotated[
        tuple[Words, ...], Meta(max_length=1_000, description="What it touches there, such as files.")
    ] = ()
    steps: Annotated[
        tuple[StepTable, ...],
        Meta(
            description=f"What would be done, 1 to {MOST_STEPS:,} steps in the order in which they stand, as far as "
            "`after` does not say otherwise.",
            # A plan without steps, or with too many, is refused with a sentence of its own.
            extra_json_schema={"minItems": 1, "maxItems": MOST_STEPS},
        ),
    ]
    risk: Annotated[Text, Meta(description="What can go wrong.")] = ""
    way_back: Annotated[Text, Meta(description="How all of it is taken back.")] = ""
    effort: Annotated[float, Meta(ge=0, le=100_000, description="Hours of work.")] = 0.0
    expires: Annotated[Span, Meta(description="When the proposal expires, from 1s to 366d.")] = "30d"
    labels: Annotated[dict[Words, Words], Meta(max_length=64, description="Names with texts, for gates.")] = (
        field(default_factory=dict)
    )
    evidence: Annotated[
        tuple[EvidenceTable, ...],
        Meta(max_length=200, description="What was tried already; no part of what is hashed."),
    ] = ()


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema of a plan file (of the YAML read as JSON)."""
    return published(PlanFile, f"a plan for mainstay submit, version {PLAN_VERSION}")
