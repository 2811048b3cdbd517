"""What a change did to the debt, in words: the verdict, what came, what was paid back."""

from mainstay.domain.code_report import CodeReport
from mainstay.domain.comparison import Comparison, Grown, Novelty, PaidBack
from mainstay.domain.finding import Finding
from mainstay.present.finding_words import bare_place
from mainstay.present.numbers import count, decimal, percent, plural, signed
from mainstay.present.visible import visible

TOPIC = "new-only"
_TOLD, _SYMBOL = 160, 48


def verdict(comparison: Comparison) -> str:
    """Tell in one sentence, without its full stop, what came and what was paid back."""
    came = comparison.counted(Novelty.INTRODUCED)
    worse = comparison.counted(Novelty.WORSENED)
    paid = comparison.paid_back_total
    if not comparison.files:
        return "Nothing differs from the base, so nothing is new"
    told = [f"{plural(came, 'finding')} introduced"] if came else []
    told += [f"{count(worse)} made worse"] if worse else []
    first = ", ".join(told) or "No new debt"
    return f"{first}; {count(paid)} paid back" if paid else first


def against(comparison: Comparison) -> str:
    """Tell what was held against what: the base, how many files differ, what stood there before."""
    told = f"since {visible(comparison.base.told, _TOLD)}; {plural(comparison.files, 'file')} differ"
    told = told.replace("1 file differ", "1 file differs") if comparison.files == 1 else told
    if comparison.standing_total:
        told += f"; {plural(comparison.standing_total, 'finding')} stood there before"
    return told


def score_moved(report: CodeReport, comparison: Comparison) -> str:
    """Tell how the score moved since the base, "" where one of both is unknown or neither moved."""
    before, after = comparison.score, report.score.value
    if before is None or after is None or not round(after - before, 2):
        return ""
    return f"The score moved by {signed(after - before, 2)} points"


def tested(comparison: Comparison) -> tuple[str, ...]:
    """Tell in sentences without their full stops what tests run of the change, nothing without coverage data."""
    change = comparison.coverage
    if change is None:
        return ()
    told = []
    if change.executable:
        share = percent(change.covered / change.executable)
        told.append(f"Tests run {count(change.covered)} of {plural(change.executable, 'new line')} ({share})")
    if change.gained:
        told.append(f"{plural(change.gained, 'older line')} came under test")
    if change.lost:
        told.append(f"{plural(change.lost, 'older line')} fell out of the tests")
    if change.unknown:
        first = visible(change.unknown[0], _TOLD)
        more = f" and {count(len(change.unknown) - 1)} more" if len(change.unknown) > 1 else ""
        told.append(f"The coverage data does not tell which new lines of {first}{more} can run")
    return tuple(told)


def brought(report: CodeReport) -> list[Finding]:
    """Give the findings that a change brought or made worse, which alone a report on one holds, the most urgent first."""
    return sorted(report.findings, key=lambda one: (-one.urgency, -one.lost, one.path, one.line))


def novelty(finding: Finding, comparison: Comparison) -> str:
    """Tell in a word or two what the change did to a finding that counts: new, or worse than what it was."""
    new = comparison.new_of(finding)
    if new is None or new.novelty is not Novelty.WORSENED:
        return "new"
    return f"worse, was {figure(new.before)}"


def repaid(one: PaidBack) -> str:
    """Tell what became of a finding of the base: gone, or from what to what its figure came down."""
    return "gone" if one.after is None else f"{figure(one.before)} to {figure(one.after)}"


def grew(comparison: Comparison, most: int = 3) -> str:
    """Tell what grew by less than what counts, with up to so many examples; "" where nothing did. Without its full stop."""
    if not comparison.grown_total:
        return ""
    limit = percent(comparison.tolerance)
    told = f"{plural(comparison.grown_total, 'finding')} grew by at most {limit}, not counted"
    examples = [_growth(one) for one in comparison.grown[:most]]
    left = comparison.grown_total - len(examples)
    return f"{told}: {', '.join(examples)}{f' and {count(left)} more' if left else ''}" if examples else told


def _growth(one: Grown) -> str:
    place = visible(bare_place(one), _TOLD)
    symbol = f" {visible(one.symbol, _SYMBOL)}" if one.symbol else ""
    by = f"from {figure(one.before)} to {figure(one.after)}" if one.before else f"now {figure(one.after)}"
    return f"{place}{symbol} {by} ({visible(one.code, _SYMBOL)})"


def figure(value: float) -> str:
    """Give a finding's figure, without decimals where it has none."""
    return count(int(value)) if float(value).is_integer() else decimal(value, 2)
