"""Findings about tests: code at risk that they hardly run, tests that fail wrongly, tests that became slow."""

from collections.abc import Iterable, Iterator, Mapping

from mainstay.domain.coverage import Gap
from mainstay.domain.finding import Finding, Urgency
from mainstay.domain.source_file import SourceFile
from mainstay.domain.test_runs import RunHistory
from mainstay.keepers.code.findings.ground import Ground
from mainstay.keepers.code.findings.repairs import proposal

UNTESTED, FLAKY, SLOW = "untested-risk", "flaky-test", "slow-test"
_MOST_GAPS = _MOST_FLAKY = 50
_LEAST_SHARE = 0.05
_LEAST_SECONDS = 1.0


def of_runs(runs: RunHistory, files: Mapping[str, SourceFile], ground: Ground) -> Iterator[Finding]:
    """Name flaky and slow tests that stand in one of these files, which are by path; where another stands is not known."""
    for flaky in runs.flaky[:_MOST_FLAKY]:
        text = f"failed {flaky.failures:,} of {flaky.runs:,} runs at commits where it also passed"
        text += f": a rate of {flaky.rate:.1%} ({flaky.low:.1%} to {flaky.high:.1%})"
        if flaky.path in files:
            yield _of_test(
                FLAKY, files[flaky.path], flaky.name, text, flaky.rate, Urgency.MEDIUM, ground, flaky.line
            )
    for slow in runs.slow:
        long = slow.share >= _LEAST_SHARE and slow.median >= _LEAST_SECONDS
        if slow.path in files and (long or slow.before):
            text = f"takes {slow.median:.1f} s, {slow.share:.0%} of the time of all tests"
            text += f", {slow.after / slow.before:.1f} times what it took before" if slow.before else ""
            yield _of_test(
                SLOW, files[slow.path], slow.name, text, slow.median, Urgency.LOW, ground, slow.line
            )


def _of_test(
    code: str,
    file: SourceFile,
    name: str,
    text: str,
    value: float,
    urgency: Urgency,
    ground: Ground,
    told: int,
) -> Finding:
    symbol = name.rpartition("::")[2] or name
    line = line_of_test(file, name, told)
    return Finding(
        code=code,
        path=file.path,
        line=line,
        end_line=line,
        symbol=symbol,
        text=text,
        urgency=urgency,
        value=value,
        limit=0.0,
        lost=0.0,
        fingerprint=ground.fingerprint(code, name, file.path),
        repair=proposal(code),
    )


def line_of_test(file: SourceFile, name: str, told: int = 0) -> int:
    """Give the line of a test in its file by the name that its run gave it ("tests.test_a.TestX::test_f[1]").

    Where no function is called so, or several and none of them stands in the class that the name tells, it is the line that the
    result told (of several the nearest's), 0 for none.
    """
    of, _, test = name.rpartition("::")
    test = test.partition("[")[0]
    there = [one for one in file.functions if one.name.rpartition(".")[2] == test]
    if len(there) > 1:
        within = of.rpartition(".")[2]
        in_class = [one for one in there if one.name.rpartition(".")[0].rpartition(".")[2] == within]
        there = in_class or [one for one in there if one.name == test] or (there if told else [])
    if len(there) > 1 and told:
        there = [min(there, key=lambda one: abs(one.line - told))]
    if there:
        return there[0].line if len(there) == 1 else 0
    return told if told <= file.lines else 0


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
