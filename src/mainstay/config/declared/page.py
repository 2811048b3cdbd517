"""The reference page of a file with declared actions, in Markdown."""

from mainstay.config.declared.schema import DeclaredFile
from mainstay.config.tables_page import tables

_NAMES = {
    "DeclaredFile": "The file",
    "DeclaredTable": "An action",
    "ParameterTable": "A parameter",
    "WholeTable": "Whole numbers",
    "ActionTable": "A check or an undo",
}
_OPENING = """\
# Declared actions

A file that `declared` in the [operator's file](operator-file.md) names. Each action in it is one of the kinds that come along
([plan](plan.md)), with parameters of its own; plans name it as they name those. It is YAML 1.2 with neither aliases nor tags
nor keys that come twice, of at most 1 MiB, and only its owner may be able to write it.

`${NAME}` in a value stands for a parameter, alone (then a number stays a number) or within a text; `$${NAME}` is that text
itself. Kinds and names hold none, and what is filled in is not looked at again. A pattern must match the whole text, in which
`\\w` and `\\d` mean ASCII; a group that repeats may hold nothing that repeats and no choice, and at most four things repeat, so
that no text keeps it busy. No parameter can be a reference to a secret: those stand in the action itself.

With `submit` a plan gets the SHA-256 of the action's definition as its parameter `definition`, so what is approved is what is
carried out: once the file says something else, the step is not begun. Its check and undo, where the step has none of its own,
are the action with `part: check` and `part: undo`.
"""


def page() -> str:
    """Give the page: every table under a heading of its own."""
    return "\n\n".join([_OPENING.strip(), tables(DeclaredFile, _NAMES)]) + "\n"
