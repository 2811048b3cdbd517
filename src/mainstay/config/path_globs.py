"""Globs of whole paths as an operator lends them: what is meant to be narrow reaches no deeper than it says."""

import re
from functools import lru_cache

_PIECES = re.compile(r"\*\*/|\*\*|\*|\?|\[!?\]?[^\]/]*\]|.", re.DOTALL)
_MEANING = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def matches_path(glob: str, path: str) -> bool:
    """Whether a glob matches the whole of a path: `*`, `?` and `[a-z]` within a name, `**` for any folders."""
    return _expression(glob).fullmatch(path) is not None


@lru_cache(maxsize=1_000)
def _expression(glob: str) -> re.Pattern[str]:
    return re.compile("".join(map(_meaning, _PIECES.findall(glob))), re.DOTALL)


def _meaning(piece: str) -> str:
    if piece in _MEANING:
        return _MEANING[piece]
    if len(piece) == 1:
        return re.escape(piece)
    inner = piece[1:-1]
    turned = inner.startswith("!")
    letters = re.sub(r"[\\\[\]^&|~]", r"\\\g<0>", inner[turned:])
    try:
        re.compile(f"[{letters}]")
    except re.error:
        return re.escape(piece)
    return f"(?!/)[{'^' if turned else ''}{letters}]"
