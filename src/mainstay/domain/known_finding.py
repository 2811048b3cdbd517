"""A finding as it is remembered from look to look: since when it has been there, and whether it still is."""

from dataclasses import dataclass

from mainstay.domain.finding import Urgency


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """One thing that needs attention at a subject, known by its `fingerprint` there.

    `code` is explained by `mainstay explain CODE`, `place` says where in the subject, `evidence` are sentences that it rests
    on. Times are seconds since 1970; `gone_at` is 0 while it is there.
    """

    subject: str
    fingerprint: str
    code: str
    text: str
    urgency: Urgency
    first_seen: int
    last_seen: int
    gone_at: int = 0
    place: str = ""
    evidence: tuple[str, ...] = ()
