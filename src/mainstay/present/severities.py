"""How urgent a finding is, in the words of the formats that other programs read."""

from collections.abc import Mapping

from mainstay.domain.finding import Urgency

SARIF: Mapping[Urgency, str] = {Urgency.LOW: "note", Urgency.MEDIUM: "warning", Urgency.HIGH: "error"}
"""The levels of SARIF 2.1.0, section 3.27.10."""
GITHUB: Mapping[Urgency, str] = {Urgency.LOW: "notice", Urgency.MEDIUM: "warning", Urgency.HIGH: "error"}
"""The workflow commands that make an annotation."""
GITLAB: Mapping[Urgency, str] = {Urgency.LOW: "minor", Urgency.MEDIUM: "major", Urgency.HIGH: "critical"}
"""Severities of GitLab's Code Quality report, which also has info and blocker."""
