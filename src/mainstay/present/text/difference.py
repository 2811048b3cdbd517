"""The difference of two contents of a file, for people: short, and without what looks like a secret."""

import difflib
from itertools import islice

from mainstay.analysis.scrubbing.likely_secrets import in_parameters, in_text
from mainstay.domain.secret import SHOWN
from mainstay.present.visible import visible_line

LARGEST = 256 << 10
MOST_LINES = 2_000
"""Contents of more bytes or lines are not compared: it could take for ever."""

MOST_SHOWN = 200
_LINE = 300
_AROUND = 2
_HEAD = 2


def difference(before: bytes, after: bytes) -> str:
    """Give a unified difference of at most 200 lines, "" where there is none.

    Lines that seem to hold a secret are not shown, nor anything of a file with a private key.
    """
    if before == after:
        return ""
    if max(len(before), len(after)) > LARGEST:
        return "(too long to be compared)"
    try:
        texts = before.decode(), after.decode()
    except UnicodeDecodeError:
        return "(no text)"
    if any(in_text(text) == "a private key" for text in texts):
        return "(not shown, for it holds a private key)"
    old, new = (text.splitlines() for text in texts)
    if max(len(old), len(new)) > MOST_LINES:
        return "(too long to be compared)"
    lines = difflib.unified_diff(old, new, n=_AROUND, lineterm="")
    shown = [_shown(line) for line in islice(lines, _HEAD, _HEAD + MOST_SHOWN + 1)]
    if len(shown) > MOST_SHOWN:
        shown[-1] = "(and more)"
    return "\n".join(shown) if shown else "(lines end otherwise)"


def _shown(line: str) -> str:
    if any(in_parameters({"line": line[1:]}, "")):
        return line[:1] + SHOWN
    return visible_line(line, _LINE)
