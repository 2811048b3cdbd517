"""A change held against its base, laid over a report: two findings that count, one that stood there, one paid back."""

from dataclasses import replace

from mainstay.domain.code_report import CodeReport
from mainstay.domain.comparison import Base, Comparison, New, Novelty, PaidBack
from mainstay.domain.finding import Finding


def with_change(report: CodeReport) -> CodeReport:
    """Hold a report's change against a base; it must have three findings or more."""
    first, second, third = report.findings[:3]
    comparison = Comparison(
        Base("c" * 40, "main (--base)"),
        new=(
            New(first.fingerprint, Novelty.INTRODUCED),
            New(second.fingerprint, Novelty.WORSENED, second.value / 2),
        ),
        standing=(third,),
        standing_total=1,
        paid_back=(PaidBack("long-function", "src/old.py", 3, "old", "80 code lines, limit 50", 80.0),),
        paid_back_total=1,
        files=4,
        score=80.0,
    )
    return replace(report, findings=(first, second), findings_total=2, comparison=comparison)


def hostile(finding: Finding) -> Finding:
    """Give a finding whose texts try to break out of every format."""
    return replace(
        finding,
        path="a%,b:c\n::error::x|`<b>\u202e.py",
        symbol="f\r\n::set-env name=x::y",
        text="100 % of it\n::stop-commands::x </details> | ![x](http://x) @you \x1b[2J",
    )
