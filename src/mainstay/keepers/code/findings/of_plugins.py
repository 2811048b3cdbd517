"""Findings that plugins told."""

from collections.abc import Iterable, Iterator

from mainstay.domain.collected import Reported
from mainstay.domain.finding import Finding
from mainstay.keepers.code.findings.ground import Ground


def of_plugins(reported: Iterable[Reported], ground: Ground) -> Iterator[Finding]:
    """Make findings of what plugins told: they cost no score points, and nobody has learnt what they cost otherwise."""
    for one in reported:
        yield Finding(
            code=one.code,
            path=one.path,
            line=one.line,
            end_line=one.end_line,
            symbol=one.symbol,
            text=one.text,
            urgency=one.urgency,
            value=one.value,
            limit=one.limit,
            lost=0.0,
            fingerprint=ground.fingerprint(one.code, one.key, one.path),
            repair=one.repair,
            evidence=one.evidence,
        )
