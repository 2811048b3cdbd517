"""The Patterns port by RE2, which is an extra of its own: `mainstay[golden]`.

Python's own expressions take time without end on some texts; these are patterns of others, on answers of a model.
"""

from functools import cached_property
from importlib import import_module
from typing import Any

from mainstay.domain.errors import RunFailed
from mainstay.ports.patterns import Matcher

LONGEST = 1_000
"""Characters of a pattern."""
_MEMORY = 8 << 20


class LinearPatterns:
    """Looks for patterns in a time that is linear in the text."""

    def compiled(self, pattern: str) -> Matcher:
        """Give what looks for a pattern; see the port."""
        if len(pattern) > LONGEST:
            raise ValueError(f"a pattern has {len(pattern)} characters, {LONGEST} are the most")
        try:
            read = self._library.compile(pattern, options=self._options)
        except self._library.error as error:
            raise ValueError(_reason(error)) from None
        return lambda text: read.search(text) is not None

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
