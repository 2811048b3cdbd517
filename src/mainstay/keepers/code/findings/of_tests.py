"""Findings about tests: code at risk that they hardly run."""

from collections.abc import Iterable, Iterator

from mainstay.domain.coverage import Gap
from mainstay.domain.finding import Finding, Urgency
from mainstay.keepers.code.findings.ground import Ground
from mainstay.keepers.code.findings.repairs import proposal

UNTESTED = "untested-risk"
_MOST_GAPS = 50


def of_gaps(gaps: Iterable[Gap], ground: Ground) -> Iterator[Finding]:
    """Name the first gaps; they are advice, so their urgency is low."""
    for gap in [*gaps][:_MOST_GAPS]:
        fixes = f"; {gap.fixes:.1f} fixes a year are expected in the file" if gap.fixes >= 0.05 else ""
        hard = f", complexity {gap.cognitive}" if gap.cognitive else ""
        yield Finding(
            code=UNTESTED,
            path=gap.path,
            line=gap.line,
            end_line=gap.end_line if gap.symbol else gap.line,
            symbol=gap.symbol,
            text=f"{gap.missed:,} of {gap.executable:,} lines did not run in the tests{hard}{fixes}",
            urgency=Urgency.LOW,
            value=gap.missed / gap.executable,
            limit=0.0,
            lost=0.0,
            fingerprint=ground.fingerprint(UNTESTED, gap.symbol, gap.path),
            repair=proposal(UNTESTED),
        )
