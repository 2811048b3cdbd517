"""Findings judged by hand, by code and evidence class; each with its place and reason in docs/evidence/dead-code.md."""

from mainstay.analysis.usage.confidence import Judged, Key

JUDGED: dict[Key, Judged] = {}

# Of a class that was not judged nothing is claimed: it stands between never and always.
UNJUDGED = Judged(0, 0)
LISTED = 0.6
