"""The Patterns port by RE2, which is an extra of its own: `mainstay[golden]`.

Python's own expressions take time without end on some texts; these are patterns of others, on answers of a model.
"""

from functools import cached_property, lru_cache
from importlib import import_module
from typing import Any

from mainstay.domain.errors import RunFailed
from mainstay.ports.patterns import Matcher

LONGEST = 1_000
"""Characters of a pattern."""
KEPT = 256
"""Patterns that are held ready, the last that were looked for: as many as one question may have, and some."""
_MEMORY = 4 << 20
"""Bytes that one of them may take."""


class LinearPatterns:
    """Looks for patterns in a time that is linear in the text, and in a memory that does not grow with their number."""

    def __init__(self) -> None:
        """Begin with none."""
        self._read = lru_cache(KEPT)(self._compile)

    def compiled(self, pattern: str) -> Matcher:
        """Give what looks for a pattern; see the port."""
        if len(pattern) > LONGEST:
            raise ValueError(f"a pattern has {len(pattern)} characters, {LONGEST} are the most")
        self._read(pattern)
        return lambda text: self._read(pattern).search(text) is not None

    def _compile(self, pattern: str) -> Any:  # noqa: ANN401  # of the library
        try:
            return self._library.compile(pattern, options=self._options)
        except self._library.error as error:
            raise ValueError(_reason(error)) from None

    @cached_property
    def _library(self) -> Any:  # noqa: ANN401  # it may not be there
        try:
            return import_module("re2")
        except ModuleNotFoundError:
            raise RunFailed(
                "patterns need google-re2, which is not installed",
                mend='install it beside Mainstay: pip install "mainstay[golden]"',
            ) from None

    @cached_property
    def _options(self) -> Any:  # noqa: ANN401  # of the same library
        options = self._library.Options()
        options.max_mem = _MEMORY
        options.log_errors = False
        return options


def _reason(error: Exception) -> str:
    reason = error.args[0] if error.args else ""
    return reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
