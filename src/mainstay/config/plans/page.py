"""The reference page of a plan file, in Markdown."""

from mainstay.analysis.plans.action_shapes import SHAPES, Parameter
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
other, steps that are not there, and actions that nobody knows are refused, all of them at once.

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
