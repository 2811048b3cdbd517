"""Occasions for tests of actions."""

from dataclasses import replace
from typing import Any

from mainstay.domain.run import Part, Purpose
from mainstay.ports.action import Occasion

NOW = 1_700_000_000
_PLAIN = Occasion(
    "01-run", "step", Part.DO, Purpose.APPLY, 1, 1, "repo:shop", "production", "4f2a", NOW, 20.0, NOW
)


def occasion(**changed: Any) -> Occasion:
    """Give an occasion with some fields changed."""
    return replace(_PLAIN, **changed)
