"""Findings about tests: code at risk that they hardly run, tests that fail wrongly, tests that became slow."""

from collections.abc import Iterable, Iterator, Set

from mainstay.domain.coverage import Gap
from mainstay.domain.finding import Finding, Urgency
from mainstay.domain.test_runs import RunHistory
from mainstay.keepers.code.findings.ground import Ground
from mainstay.keepers.code.findings.repairs import proposal

UNTESTED, FLAKY, SLOW = "untested-risk", "flaky-test", "slow-test"
_MOST_GAPS = _MOST_FLAKY = 50
_LEAST_SHARE = 0.05
_LEAST_SECONDS = 1.0


def of_runs(runs: RunHistory, paths: Set[str], ground: Ground) -> Iterator[Finding]:
    """Name flaky and slow tests that stand in one of these files; where another stands is not known."""
    for flaky in runs.flaky[:_MOST_FLAKY]:
        text = f"failed {flaky.failures:,} of {flaky.runs:,} runs at commits where it also passed"
        text += f": a rate of {flaky.rate:.1%} ({flaky.low:.1%} to {flaky.high:.1%})"
        if flaky.path in paths:
            yield _of_test(FLAKY, flaky.path, flaky.name, text, flaky.rate, Urgency.MEDIUM, ground)
    for slow in runs.slow:
        long = slow.share >= _LEAST_SHARE and slow.median >= _LEAST_SECONDS
        if slow.path in paths and (long or slow.before):
            text = f"takes {slow.median:.1f} s, {slow.share:.0%} of the time of all tests"
            text += f", {slow.after / slow.before:.1f} times what it took before" if slow.before else ""
            yield _of_test(SLOW, slow.path, slow.name, text, slow.median, Urgency.LOW, ground)


def _of_test(
    code: str, path: str, name: str, text: str, value: float, urgency: Urgency, ground: Ground
) -> Finding:
    symbol = name.rpartition("::")[2] or name
    return Finding(
        code=code,
        path=path,
        line=1,
        end_line=1,
        symbol=symbol,
        text=text,
        urgency=urgency,
        value=value,
        limit=0.0,
        lost=0.0,
        fingerprint=ground.fingerprint(code, name, path),
        repair=proposal(code),
    )


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
