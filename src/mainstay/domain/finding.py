"""Something that needs attention, with its evidence."""

from dataclasses import dataclass
from enum import IntEnum


class Urgency(IntEnum):
    """How soon a finding wants attention."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of the source as evidence; `line` is the number of the first one."""

    line: int
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that needs attention. `code` is stable and explained by `mainstay explain CODE`.

    `fingerprint` is this finding's alone in a report, and stays the same when the file moves or is reformatted.
    `value` went beyond `limit`; `lost` is the number of score points that it costs.
    """

    code: str
    path: str
    line: int
    end_line: int
    symbol: str
    text: str
    urgency: Urgency
    value: float
    limit: float
    lost: float
    fingerprint: str
    excerpt: Excerpt | None = None
