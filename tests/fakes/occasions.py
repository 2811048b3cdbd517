"""Occasions for actions that are tried alone."""

from collections.abc import Callable
from typing import Any

from mainstay.domain.run import Part, Purpose
from mainstay.ports.action import Occasion

NOW = 1_767_225_600


def occasion(**given: Any) -> Occasion:
    """Give the first try of a step of a run, but for what is given otherwise."""
    usual: dict[str, Any] = {
        "run": "r1",
        "step": "s1",
        "part": Part.DO,
        "purpose": Purpose.APPLY,
        "number": 1,
        "token": 7,
        "subject": "host:test",
        "environment": "testing",
        "base": "",
        "now": NOW,
        "seconds": 60.0,
        "began_at": NOW,
    }
    return Occasion(**{**usual, **given})


def stopped_after(looks: int) -> Callable[[], bool]:
    """Give what says that an action is stopped once it was asked so many times."""
    asked = 0

    def stopped() -> bool:
        nonlocal asked
        asked += 1
        return asked > looks

    return stopped
