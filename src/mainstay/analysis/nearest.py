"""The known name that a mistyped one was probably meant to be."""

from collections.abc import Iterable
from difflib import get_close_matches

# Comparing is quadratic in the length; no known name is longer, so a longer one was no slip of the fingers.
_LONGEST = 64


def nearest(name: str, known: Iterable[str]) -> str:
    """Give the known name most like `name`, or "" when none is alike."""
    if len(name) > _LONGEST:
        return ""
    found = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""
