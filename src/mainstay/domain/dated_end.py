"""What ends on a date that is known and not foretold: a certificate, the support of a release, a contract."""

from dataclasses import dataclass
from enum import StrEnum


class EndKind(StrEnum):
    """What it is that ends."""

    CERTIFICATE = "certificate"
    SUPPORT = "support"
    """Nobody mends a release any more: its end of life."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class DatedEnd:
    """`what` ends for `subject` (`host:web1`) `at` a moment (seconds since 1970); `source` says who knows."""

    what: str
    subject: str
    at: int
    kind: EndKind
    source: str
