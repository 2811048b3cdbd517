"""Occasions to carry out an action on."""

from typing import Any

from mainstay.domain.run import Part, Purpose
from mainstay.ports.action import Occasion

NOW = 1_767_225_600


def occasion(**changed: Any) -> Occasion:
    """Give the first look of the first try, but for what is changed."""
    usual: dict[str, Any] = {
        "run": "r1",
        "step": "s1",
        "part": Part.DO,
        "purpose": Purpose.APPLY,
        "number": 1,
        "token": 7,
        "subject": "service:shop",
        "environment": "staging",
        "base": "v1",
        "now": NOW,
        "seconds": 5.0,
        "began_at": NOW,
    }
    return Occasion(**{**usual, **changed})
