"""Looking for a pattern from outside in a text from outside, in a time that grows with the text and no faster."""

from collections.abc import Callable
from typing import Protocol

Matcher = Callable[[str], bool]
"""Tells whether a pattern is anywhere in a text."""


class Patterns(Protocol):
    """What reads regular expressions."""

    def compiled(self, pattern: str) -> Matcher:
        """Give what looks for a pattern.

        Raises ValueError with the reason where it is none or too large, RunFailed where what reads it is not installed.
        """
        ...
