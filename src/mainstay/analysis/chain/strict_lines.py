"""JSON lines in one form only: what differs from it by a single byte is refused, so that an edit cannot hide in the layout."""

import json
from collections.abc import Mapping

Field = str | int
LONGEST = 16 << 20
"""The longest line in bytes that is read."""


def line_of(fields: Mapping[str, Field]) -> str:
    """Give the one line that says this: ASCII, keys in order, no blanks, ended by a line feed."""
    return json.dumps(fields, ensure_ascii=True, sort_keys=True, separators=(",", ":")) + "\n"


def fields_of(line: bytes) -> dict[str, Field] | None:
    """Read a line back, None where `line_of` would not have written it so or it is longer than LONGEST."""
    if len(line) > LONGEST:
        return None
    try:
        fields = json.loads(line)
        written = line_of(fields) if isinstance(fields, dict) else ""
    except (ValueError, RecursionError):
        return None
    return fields if written.encode() == line else None
