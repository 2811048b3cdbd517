"""Findings judged by hand, by evidence class; each with its place and reason in docs/evidence/dead-code.md."""

from mainstay.analysis.usage.confidence import Judged, Key

# What is listed is counted in the third round of that page, on findings that no rule had been mended with. Two classes
# were too rare there: "only-same-name" is the second round's, and of modules that nothing refers to those of all rounds
# count which the rules of today still give. What is not listed is counted over all rounds.
JUDGED: dict[Key, Judged] = {
    "no-reference": Judged(16, 16),
    "public-no-reference": Judged(51, 54),
    "only-comments": Judged(3, 3),
    "public-only-comments": Judged(2, 2),
    "only-own-file": Judged(1, 1),
    "only-same-name": Judged(4, 5),
    "public-only-same-name": Judged(8, 20),
    "module-no-reference": Judged(2, 3),
    "only-tests": Judged(9, 37),
    "only-strings": Judged(6, 45),
    "only-docs": Judged(3, 14),
    "only-exported": Judged(0, 8),
    "only-attribute-of-same-name": Judged(3, 12),
    "reached-at-run-time": Judged(5, 14),
    "loaded-by-folder": Judged(0, 1),
}

UNJUDGED = Judged(0, 0)
"""Of a class that was not judged nothing is claimed: its interval reaches from nearly never to nearly always."""

LISTED = 0.6
"""The least mean confidence with which a finding is listed without being asked for."""
