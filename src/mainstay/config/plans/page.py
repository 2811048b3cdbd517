"""The reference page of a plan file, in Markdown."""

from mainstay.analysis.plans.action_shapes import SHAPES
from mainstay.analysis.plans.shapes.parameter import Parameter
from mainstay.config.plans.schema import PlanFile
from mainstay.config.tables_page import tables

_NAMES = {
    "PlanFile": "The file",
    "StepTable": "A step",
    "ActionTable": "An action",
    "EvidenceTable": "Evidence",
}
_OPENING = """\
# A plan

What `mainstay submit` takes: why something is to be done, what would be done step by step, where, and from which base. It is
YAML 1.2 with neither aliases nor tags nor keys that come twice, and so JSON too, of at most 1 MiB. A key that is not known is
refused with the nearest one. Lengths of time are written `90s`, `30m`, `4h`, `7d`, `2w`.

All of it but `evidence` stands under the hash that a decision names; layout and comments do not. Steps that wait for each
other, steps that are not there, actions that nobody knows, and parameters that an action does not take are refused, all of
them at once. So is a `never-repeat` step with more than one try.

| action | parameters |
| :-- | :-- |
{actions}

An action that `actions` in the operator's file names takes what its plan gives it, a [declared](declared-actions.md) one what
its operator says. A step that is verified before it is
repeated (`verify-first`) and has no `check` is taken with a note, at `submit` and in `show`: where it is not known whether it
was done, a person has to look. Say `idempotent` where it may be done twice, `never-repeat` where it may not.

A step with `stages: [1, 10, 50, 100]` and a `watch` is carried out a little at a time. At `submit` it becomes `ID-1`,
`ID-1-watch`, `ID-10` and so on, each after the one before; that is what is shown, hashed and approved. The text `${weight}`
in `with` and in `check.with` becomes the percentage: a number where it is the whole text and a number may stand there, else
its digits. Every stage has the step's `undo`, which takes the whole back. Each watch has its `share` of the chance of a wrong
verdict, and what comes after `ID` comes after the last of them.

What looks like a secret is refused by its place, for a plan is shown, kept and sent. Write `env:NAME` or `file:/path` in its
place; `Bearer env:NAME`, and `$NAME` in what a shell is given, are fine too.

`mainstay submit --schema` gives its JSON Schema ([plan.schema.json](plan.schema.json)). How to go about it, with an example:
[decide what is done](../how-to/decide.md).
"""


def page() -> str:
    """Give the page: every table under a heading of its own."""
    actions = "\n".join(
        f"| `{kind}` | {'; '.join(_words(name, one) for name, one in shape.items())} |"
        for kind, shape in SHAPES.items()
    )
    return "\n\n".join([_OPENING.strip().replace("{actions}", actions), tables(PlanFile, _NAMES)]) + "\n"


def _words(name: str, parameter: Parameter) -> str:
    return f"`{name}`: {parameter.words}{', needed' if parameter.needed else ''}"
