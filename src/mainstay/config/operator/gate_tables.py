"""Gates as the operator's file holds them: for what they are, what they want, and the examples that their authors state."""

from typing import Annotated

from msgspec import Meta, field

from mainstay.config.operator.texts import Glob, Level, Name, Span, Table, Words
from mainstay.domain.evidence import Outcome
from mainstay.domain.people import Role
from mainstay.domain.plan import Change

_ACCEPTED = "How it must have come out."


class WhenTable(Table, frozen=True):
    """Which proposals a gate is for; what is left out says nothing, and all that is said must fit."""

    changes: Annotated[tuple[Change, ...], Meta(description="Kinds of change, one of which it is.")] = ()
    severity: Annotated[Level, Meta(description="So bad, or worse.")] = "none"
    environments: Annotated[tuple[Glob, ...], Meta(description="Globs of environments.")] = ()
    subjects: Annotated[tuple[Glob, ...], Meta(description="Globs of subjects.")] = ()
    teams: Annotated[tuple[Glob, ...], Meta(description="Globs of teams that own the subject.")] = ()
    labels: Annotated[
        dict[Words, Words], Meta(description="Labels that the plan has, each with this very text.")
    ] = field(default_factory=dict)


class NeedTable(Table, frozen=True):
    """An approval by `count` people who hold one of `roles`. Each person fills one place, and none is the author."""

    roles: Annotated[tuple[Role, ...], Meta(min_length=1, description="Roles, any of which will do.")]
    count: Annotated[int, Meta(ge=1, le=20, description="So many people.")] = 1


class ProofTable(Table, frozen=True):
    """Evidence that must stand: the last statement of its kind about the content as it is."""

    kind: Annotated[Name, Meta(description="What was tried, as `mainstay attest --kind` names it.")]
    outcome: Annotated[Outcome, Meta(description=_ACCEPTED)] = Outcome.PASSED
    within: Annotated[Span, Meta(description="How old it may be; empty for any age.")] = ""
    by: Annotated[
        tuple[Role, ...],
        Meta(
            description="Only statements by people who hold one of these roles now are looked at; empty for anybody's."
        ),
    ] = ()
    author: Annotated[
        bool,
        Meta(
            description="Whether what a person states about what they proposed themselves counts like everybody's; else it "
            "counts where it speaks against it, and never for it."
        ),
    ] = False


class ActorTable(Table, frozen=True):
    """Somebody in an example, with the role that they hold."""

    person: Annotated[Name, Meta(description="A name that is made up for the example.")]
    role: Annotated[Role, Meta(description="What they hold.")]


class StatementTable(Table, frozen=True):
    """Evidence in an example."""

    kind: Annotated[Name, Meta(description="What was tried.")]
    outcome: Annotated[Outcome, Meta(description="How it came out.")] = Outcome.PASSED
    by: Annotated[Name, Meta(description="Who stated it.")] = "program"
    age: Annotated[Span, Meta(description="How long ago; empty for just now.")] = ""


class ExampleTable(Table, frozen=True):
    """A case that the gate's author states, and what must come of it against all gates; `mainstay policy test` tries it."""

    name: Annotated[Words, Meta(description="What the case shows.")]
    change: Annotated[Change, Meta(description="The kind of change that is proposed.")]
    severity: Annotated[Level, Meta(description="How bad it is to leave things as they are.")] = "none"
    environment: Annotated[Words, Meta(description="Where.")] = "production"
    subject: Annotated[Words, Meta(description="To what.")] = "repo:example"
    labels: Annotated[dict[Words, Words], Meta(description="The plan's labels.")] = field(
        default_factory=dict
    )
    author: Annotated[Name, Meta(description="Who proposes it.")] = "author"
    approvals: Annotated[tuple[ActorTable, ...], Meta(description="Who approved it, as what.")] = ()
    others: Annotated[tuple[ActorTable, ...], Meta(description="Who holds a role and did not approve.")] = ()
    evidence: Annotated[tuple[StatementTable, ...], Meta(description="What was stated, oldest first.")] = ()
    passes: Annotated[bool, Meta(description="Whether all gates must be passed then.")] = True
    missing: Annotated[
        tuple[Words, ...], Meta(description="Words that must stand in what is told as missing.")
    ] = ()


class GateTable(Table, frozen=True):
    """One gate. Every gate whose `when` fits must be passed; where none fits nothing can be approved."""

    name: Annotated[
        Name, Meta(description="What it is called; one that comes along is replaced by its name.")
    ]
    about: Annotated[Words, Meta(description="What it is for, in a sentence that people are told.")]
    when: Annotated[WhenTable, Meta(description="Which proposals it is for.")] = WhenTable()
    needs: Annotated[
        tuple[NeedTable, ...],
        Meta(max_length=20, description="Approvals that it wants, by different people."),
    ] = ()
    proofs: Annotated[
        tuple[ProofTable, ...], Meta(max_length=20, description="Evidence that it wants, approved or not.")
    ] = ()
    lasts: Annotated[
        Span, Meta(description="How long an approval holds; empty for as long as the proposal.")
    ] = ""
    windows: Annotated[
        tuple[Name, ...], Meta(description="Windows in which alone it may be applied, any of them.")
    ] = ()
    frozen: Annotated[bool, Meta(description="Whether freezes stop it.")] = True
    automatic: Annotated[
        tuple[ProofTable, ...],
        Meta(
            max_length=20,
            description="Evidence with which, `proofs` besides, it passes without a person; empty where only people pass it.",
        ),
    ] = ()
    actions: Annotated[
        tuple[Name, ...],
        Meta(max_length=100, description="Kinds of action that such a change may use; empty for any."),
    ] = ()
    examples: Annotated[
        tuple[ExampleTable, ...], Meta(max_length=100, description="Cases that `mainstay policy test` tries.")
    ] = ()
