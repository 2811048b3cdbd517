"""Something that limits what a result may claim: absent, skipped or unusual, always with its reason."""

from dataclasses import dataclass
from enum import StrEnum

ENDED = "metrics-ended"
"""The code of a notice that says that a metrics server has series, none of which has a point any more."""


class Weight(StrEnum):
    """How much a notice limits the result."""

    NOTE = "note"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing the reader must know beside the figures.

    `code` is stable (`shallow-clone`), `text` one sentence with its full stop, `mend` what would lift the limit,
    `count` how many places it concerns and `examples` at most five of them.
    """

    code: str
    text: str
    weight: Weight = Weight.NOTE
    mend: str = ""
    count: int = 1
    examples: tuple[str, ...] = ()
