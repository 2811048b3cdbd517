"""The kinds of text that the tables of an operator's file and of a plan are made of."""

from typing import Annotated

import msgspec
from msgspec import Meta

_MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.]{2,15}(?:Z|[-+][0-9]{2}:?[0-9]{2}))?"

# `words` say in an error what a pattern says to a program.
_NAME = "a name of small letters, digits and . _ @ -, 64 at most"
_LINE = "one line of at most"
Name = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9._@-]{0,63}\Z", extra={"words": _NAME})]
Environment = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9][a-z0-9._-]{0,63}\Z",
        extra={"words": "a name of small letters, digits and . _ -, 64 at most"},
    ),
]
Glob = Annotated[
    str,
    Meta(
        pattern=r"^[^\x00-\x20\x7f]{1,200}\Z", extra={"words": "a text of 1 to 200 characters without blanks"}
    ),
]
Words = Annotated[
    str, Meta(pattern=r"^[^\x00-\x1f\x7f]{0,500}\Z", extra={"words": f"{_LINE} 500 characters"})
]
# A path, and a secret by reference; neither has what a terminal would act on.
Place = Annotated[
    str, Meta(pattern=r"^[^\x00-\x1f\x7f]{0,1000}\Z", extra={"words": f"{_LINE} 1,000 characters"})
]
Reference = Annotated[
    str,
    Meta(
        pattern=r"^(?:(?:env|file|exec):[^\x00-\x1f\x7f]{1,1000})?\Z",
        extra={"words": "a reference: env:NAME, file:/path or exec:/program"},
    ),
]
# Lengths and moments are taken apart by `spans`, which says more than a pattern can; the schema that editors read has both.
Span = Annotated[str, Meta(max_length=40, extra_json_schema={"pattern": "^(?:[0-9]{1,6}[smhdw])?$"})]
Moment = Annotated[str, Meta(max_length=40, extra_json_schema={"pattern": f"^(?:{_MOMENT})?$"})]
TimeOfDay = Annotated[
    str, Meta(max_length=40, extra_json_schema={"pattern": "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$"})
]
SEVERITIES = ("none", "low", "medium", "high", "critical")
Level = Annotated[str, Meta(pattern="^(?:none|low|medium|high|critical)\\Z")]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Weekday = Annotated[str, Meta(pattern="^(?:mon|tue|wed|thu|fri|sat|sun)\\Z")]


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the file; a key that it does not know is refused."""
