"""The hash that stands for all that a declared action is: what was approved is what is carried out."""

import hashlib

from mainstay.analysis.contents.canonical import encode
from mainstay.domain.declared_action import DeclaredAction
from mainstay.domain.plan import Action, Value

# Says what is hashed, and by which rules, so that no other use of the encoding can give the same hash.
_PURPOSE = b"mainstay/declared-action/1\n"


def definition_of(declared: DeclaredAction) -> str:
    """Give the SHA-256 (hex) of a declared action with all that it says. Raises ValueError for what has no bytes."""
    told: Value = {
        "name": declared.name,
        "about": declared.about,
        "parameters": tuple(
            {
                "name": one.name,
                "about": one.about,
                "pattern": one.pattern,
                "choices": one.choices,
                "span": one.span,
                "needed": one.needed,
            }
            for one in declared.parameters
        ),
        "do": _told(declared.do),
        "check": _told(declared.check),
        "undo": _told(declared.undo),
        "looks": declared.looks,
        "repeat": None if declared.repeat is None else str(declared.repeat),
    }
    return hashlib.sha256(_PURPOSE + encode(told)).hexdigest()


def _told(action: Action | None) -> Value:
    return None if action is None else {"kind": action.kind, "parameters": action.parameters}
