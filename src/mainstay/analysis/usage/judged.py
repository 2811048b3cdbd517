"""Findings judged by hand, by evidence class; each with its place and reason in docs/evidence/dead-code.md."""

from mainstay.analysis.usage.confidence import Judged, Key

# What is listed is counted on repositories that were first looked at when the rules stood (the third round of that
# page), but for "only-same-name", which was too rare there. What is not listed is counted over all rounds.
JUDGED: dict[Key, Judged] = {
    "no-reference": Judged(16, 16),
    "public-no-reference": Judged(51, 54),
    "only-comments": Judged(3, 3),
    "public-only-comments": Judged(2, 2),
    "only-own-file": Judged(1, 1),
    "only-same-name": Judged(4, 5),
    "public-only-same-name": Judged(5, 10),
    "module-no-reference": Judged(2, 3),
    "only-tests": Judged(9, 36),
    "only-strings": Judged(6, 45),
    "only-docs": Judged(1, 12),
    "only-exported": Judged(0, 8),
    "only-attribute-of-same-name": Judged(3, 12),
    "reached-at-run-time": Judged(5, 13),
}

UNJUDGED = Judged(0, 0)
"""Of a class that was not judged nothing is claimed: its interval reaches from nearly never to nearly always."""

LISTED = 0.6
"""The least mean confidence with which a finding is listed without being asked for."""
