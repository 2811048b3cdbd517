"""What a file with declared actions may hold, and its JSON Schema."""

from typing import Annotated, Any

from msgspec import Meta, field

from mainstay.config.operator.texts import Name, Table, Words
from mainstay.config.plans.schema import ActionTable, Parameters
from mainstay.config.published import published
from mainstay.domain.plan import Repeat

_MOST = 1_000_000_000_000_000
_ONE = Annotated[
    str, Meta(pattern=r"^[^\x00-\x1f\x7f]{1,200}\Z", extra={"words": "one line of 1 to 200 characters"})
]
ParameterName = Annotated[
    str,
    Meta(
        pattern=r"^[a-z][a-z0-9_]{0,39}\Z",
        extra={"words": "a name of small letters, digits and _, 40 at most, that begins with a letter"},
    ),
]


class WholeTable(Table, frozen=True):
    """Which whole numbers a parameter may be."""

    least: Annotated[int, Meta(ge=-_MOST, le=_MOST, description="The smallest.")]
    most: Annotated[int, Meta(ge=-_MOST, le=_MOST, description="The largest.")]


class ParameterTable(Table, frozen=True):
    """One parameter: exactly one of `pattern`, `choices` and `whole` says what it may be."""

    about: Annotated[
        Words, Meta(min_length=1, description="What it is, in words that whoever leaves it out is told.")
    ]
    pattern: Annotated[
        str,
        Meta(
            max_length=300,
            description="An expression that must match the whole text, of 200 characters at most.",
        ),
    ] = ""
    choices: Annotated[tuple[_ONE, ...], Meta(max_length=200, description="The texts that it may be.")] = ()
    whole: Annotated[WholeTable | None, Meta(description="The whole numbers that it may be.")] = None
    needed: Annotated[
        bool,
        Meta(
            description="Whether it must be given; what is not stands alone in values, which are left out where it is not."
        ),
    ] = True


class DeclaredTable(Table, frozen=True, kw_only=True):
    """One action. In the values of `with`, also of `check` and `undo`, `${NAME}` stands for the parameter NAME."""

    name: Annotated[Name, Meta(description="What plans call it.")]
    about: Annotated[Words, Meta(min_length=1, description="What it does, in one sentence.")]
    parameters: Annotated[
        dict[ParameterName, ParameterTable], Meta(max_length=50, description="What a plan says, by names.")
    ] = field(default_factory=dict)
    do: Annotated[Name, Meta(description="The kind of action that it is: one that comes along.")]
    template: Parameters = field(name="with", default_factory=dict)
    check: Annotated[
        ActionTable | None,
        Meta(description="How to see that it is done, for a step of a plan that does not say it itself."),
    ] = None
    undo: Annotated[
        ActionTable | None,
        Meta(description="How to take it back, for a step of a plan that does not say it itself."),
    ] = None
    looks: Annotated[bool, Meta(description="Whether it changes nothing.")] = False
    repeat: Annotated[
        Repeat | None,
        Meta(
            description="What may be done with it when nobody knows whether it was done, in the place of what a plan says; "
            "what a plan never repeats stays so."
        ),
    ] = None


class DeclaredFile(Table, frozen=True):
    """All keys at the top of the file."""

    version: Annotated[int, Meta(ge=1, le=1, description="The form of this file.")] = 1
    actions: Annotated[tuple[DeclaredTable, ...], Meta(max_length=200, description="The actions.")] = ()


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema of a file with declared actions (of the YAML read as JSON)."""
    return published(DeclaredFile, "declared actions of Mainstay, version 1")
