"""What speaks for a proposal: a statement about exactly one content."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How what was tried came out; what could not be told is never passed."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement about the content with the hash `content`: what was tried and how it came out.

    `kind` says what, such as `staging-validation`; `by` is the person or program that states it, `at` when (seconds since
    1970), `detail` one sentence, `digest` the SHA-256 of a report kept elsewhere, "" without one. A statement that is
    kept later stands in for one of the same kind before it, for a proof that looks at both.
    """

    content: str
    kind: str
    outcome: Outcome
    by: str
    at: int
    detail: str = ""
    digest: str = ""
