"""One finding explained step by step: what was found, what mending takes, what leaving costs, and what is gained."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mainstay.domain.backlog import Backlog, Ranked
from mainstay.domain.code_report import CodeReport
from mainstay.domain.cost_model import CostModel
from mainstay.domain.finding import Arrival, Certainty, Course, Finding
from mainstay.domain.price import Reckoning
from mainstay.present.amounts import hour, hours, money
from mainstay.present.debt_words import budget, telling
from mainstay.present.finding_words import certainty, course, looked_at, place, since
from mainstay.present.numbers import count, plural, points, significant
from mainstay.present.reckoning_words import Fact, carrying_facts, effort_facts, file_facts, leaving
from mainstay.present.times import iso
from mainstay.present.visible import visible

_SENTENCE, _SYMBOL, _CODE, _REASON = 300, 120, 40, 300
_MOST_EVIDENCE = 12
_NOTE = "todo-comment"
_WITH_SLASHES = frozenset(
    {
        "C",
        "C#",
        "C++",
        "Go",
        "Java",
        "JavaScript",
        "JSX",
        "PHP",
        "Rust",
        "TSX",
        "TypeScript",
        "Kotlin",
        "Scala",
        "Swift",
    }
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the facts beneath it."""

    title: str
    facts: Sequence[Fact]


def sections(row: Ranked, backlog: Backlog, report: CodeReport, came: Arrival | None = None) -> list[Section]:
    """Explain one row of the list with the figures of the report that it was made from; `came` tells what brought it."""
    finding = row.finding
    told = [Section("What was found", list(_found(finding, report, came)))]
    if finding.price is not None and finding.price.steps and report.costs is not None:
        told += _reckoned(finding.price.steps, finding.path, report.costs, report)
    told.append(Section("What an hour gains", list(_gained(row, backlog, report))))
    told.append(Section("To set it aside", list(_aside(finding, report))))
    return told


def _reckoned(
    steps: Sequence[Reckoning], path: str, costs: CostModel, report: CodeReport
) -> Iterator[Section]:
    yield Section("What mending takes", list(effort_facts(steps, costs.effort)))
    expected = report.ranking.files if report.ranking is not None else ()
    file = next((one for one in expected if one.path == path), None)
    past = next((one.history for one in report.files if one.file.path == path), None)
    if steps[0].hours or steps[0].fixes:
        facts = file_facts(steps[0], file, past.fixes_year if past is not None else None)
        yield Section("What is done in the file", list(facts))
    for step in steps:
        about = f": {visible(step.code, _CODE)}" if len(steps) > 1 else ""
        yield Section(f"What leaving it costs{about}", list(carrying_facts(step, costs)))


def _found(finding: Finding, report: CodeReport, came: Arrival | None) -> Iterator[Fact]:
    lost = f"; costs {points(finding.lost)} score points" if finding.lost > 0 else ""
    yield "Measured", f"{visible(finding.text, _SENTENCE)}{lost}."
    end = f" to {finding.end_line}" if finding.end_line > finding.line else ""
    symbol = f", {visible(finding.symbol, _SYMBOL)}" if finding.symbol else ""
    yield "Where", f"{place(finding)}{end}{symbol}"
    for sentence in finding.evidence[:_MOST_EVIDENCE]:
        yield "Evidence", visible(sentence, _SENTENCE)
    if finding.certainty is not None:
        yield "How sure", _sure(finding.certainty)
    if past := since(finding, looked_at(report)):
        _, way = course(finding)
        told = f"; {way} than a quarter ago" if finding.course in {Course.WORSE, Course.BETTER} else ""
        yield (
            "Since when",
            f"{past}{told or ('; as a quarter ago' if finding.course is Course.SAME else '')}.",
        )
    if came is not None:
        by = f" by {visible(came.by, _SYMBOL)}" if came.by else ""
        yield "Came with", f"commit {came.commit[:12]} of {iso(came.at)[:10]}{by}."
    if finding.repair:
        yield "Proposal", visible(finding.repair, _SENTENCE)


def _sure(found: Certainty) -> str:
    kind = visible(found.evidence, _CODE)
    if not found.judged:
        return f"nobody judged findings of this kind ({kind}) by hand, so nothing is claimed."
    return (
        f"{certainty(found)}: of {plural(found.judged, 'finding')} with this evidence ({kind}) that were judged by hand "
        f"{count(found.right)} {'was' if found.right == 1 else 'were'} right."
    )


def _gained(row: Ranked, backlog: Backlog, report: CodeReport) -> Iterator[Fact]:
    price = row.finding.price
    if price is None:
        yield "No price", _why_no_price(row, backlog, report)
    else:
        yield "To mend", f"{hours(price.effort)}{_in_money(money(price.effort, backlog))}."
        together = ", of all together" if price.basis else ""
        spent = _in_money(money(price.carrying, backlog))
        yield "To leave it", f"{leaving(price.carrying, f'{together}{spent}')}."
        if price.gain_per_hour > 0:
            told = f"{hour(price.carrying.p50)} a year for {hour(price.effort.p50)} of work"
            yield "Gain", f"{told}, or {significant(price.gain_per_hour)} h saved in a year for each hour."
        else:
            yield "Gain", "none is told, for no sign of a cost was found."
        if price.prevented.p50 > 0:
            usual, most = significant(price.prevented.p50), significant(price.prevented.p90)
            yield "Fixes", f"{usual} to {most} fewer are expected in a year."
    yield "Its place", _place(row, backlog)


def _in_money(told: str) -> str:
    return f" ({told})" if told else ""


def _why_no_price(row: Ranked, backlog: Backlog, report: CodeReport) -> str:
    if report.costs is None:
        return "the past was not read, or there is none, so nothing is known of hours."
    finding = row.finding
    place = (finding.path, finding.symbol, finding.line)
    for other in backlog.rows:
        one = other.finding
        known = one.price.basis.split(", ") if one.price is not None else []
        if finding.code in known and (one.path, one.symbol, one.line) == place:
            return f"{visible(one.code, _CODE)} at the same place ({other.ident}) carries it, for one repair mends both."
    return "no change of code is known to repair it, so nobody can say what that takes."


def _place(row: Ranked, backlog: Backlog) -> str:
    told = f"{count(row.rank)} of {count(backlog.total)}"
    if backlog.of_suppressed:
        return f"{told} that are set aside; it is counted with the debt all the same."
    if row.gain is None:
        return f"{told} in the list, by urgency and points behind all that have a price."
    found = backlog.bought
    buys = f"; among those that {budget(found.hours)}" if row.bought and found and telling(found) else ""
    return f"{told} in the list, by gain{buys}."


def _aside(finding: Finding, report: CodeReport) -> Iterator[Fact]:
    why = finding.suppressed
    if why is not None:
        until = f", until {iso(why.until)[:10]}" if why.until else ""
        yield "It is", f"by {visible(why.by, _CODE)}{until}: {visible(why.reason, _REASON)}"
        return
    code = visible(finding.code, _CODE)
    # A note on the first line is one of several; what else stands there without a symbol is about the file.
    whole = not finding.line or (finding.line == 1 and not finding.symbol and finding.code != _NOTE)
    verb, where = (
        ("ignore-file", "in its first 20 lines")
        if whole
        else ("ignore", f"on line {finding.line} or above it")
    )
    yield "Comment", f"{_sign(finding.path, report)} mainstay: {verb}[{code}] WHY until YYYY-MM-DD, {where}"
    yield "Baseline", f"mainstay baseline --reason WHY --code {code}, with all others of this code"


def _sign(path: str, report: CodeReport) -> str:
    """Give what begins a comment in the language of a file."""
    language = next((one.file.language for one in report.files if one.file.path == path), "")
    return "//" if language in _WITH_SLASHES else "#"
