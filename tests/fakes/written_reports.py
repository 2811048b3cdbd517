"""Sample reports written out by hand, so that tests can name every figure: a lively one, and each way to be poor."""

from dataclasses import replace

from mainstay.domain.code_report import CodeReport, FileReport, KindTotal, LanguageTotal
from mainstay.domain.finding import Finding, Urgency
from mainstay.domain.health import Aspect, Movement, Mover, Part, Score
from mainstay.domain.history import Coupling, FileHistory, HistorySummary
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.source_file import FileKind, Function, SourceFile
from mainstay.domain.subject import Repository, Scope
from mainstay.domain.trend import Change, Figures, Moment, PathTrend, Trend
from tests.fakes import prospects

NOW = 1_763_712_000  # 2025-11-21 08:00 UTC
DAY = 86_400

_PARTS = (
    ("complexity", "Complexity", Aspect.SHAPE, 25.0, 17.4, 0.303),
    ("function-size", "Function size", Aspect.SHAPE, 15.0, 12.1, 0.196),
    ("file-size", "File size", Aspect.SHAPE, 10.0, 6.8, 0.32),
    ("duplication", "Duplication", Aspect.SHAPE, 15.0, 14.3, 0.047),
    ("churn", "Churn of complex code", Aspect.HISTORY, 15.0, 13.9, 0.07),
    ("ownership", "Ownership", Aspect.HISTORY, 10.0, 8.9, 0.11),
    ("fixes", "Recent fixes", Aspect.HISTORY, 10.0, 9.2, 0.08),
)


def parts(shift: float = 0.0) -> tuple[Part, ...]:
    return tuple(
        Part(code, title, aspect, weight, max(0.0, min(weight, points - shift * (i % 3))), lost + shift / 100)
        for i, (code, title, aspect, weight, points, lost) in enumerate(_PARTS)
    )


def score(shift: float = 0.0) -> Score:
    found = parts(shift)
    return Score(82.3 - shift, 79.1 - shift, 89.6 - shift / 2, found)


def function(name: str, line: int, cognitive: int, lines: int = 60) -> Function:
    return Function(
        name, line, line + lines, lines - 6, cognitive // 2 + 1, cognitive, min(9, cognitive // 8), 4
    )


def file_report(path: str, lost: float, lines: int = 900, functions: tuple[Function, ...] = ()) -> FileReport:
    found = functions or (function("simplify", 120, 64), function("Expr.as_terms", 410, 22))
    file = SourceFile(
        path,
        FileKind.SOURCE,
        "Python",
        lines * 38,
        lines,
        int(lines * 0.7),
        int(lines * 0.2),
        lines - int(lines * 0.7) - int(lines * 0.2),
        sum(each.cyclomatic for each in found),
        sum(each.cognitive for each in found),
        max((each.nesting for each in found), default=0),
        found,
        parsed=True,
    )
    past = FileHistory(
        412, 37, 12, 88, 14, NOW - 4_000 * DAY, NOW - 3 * DAY, "Ada Lovelace", 0.41, True, 1_204, 388
    )
    return FileReport(file, past, {"complexity": lost * 0.7, "churn": lost * 0.3})


def figures(lost: float, lines: int = 410_000) -> Figures:
    return Figures(1_480, lines, 28_400, 74_000, 98_000 + int(lost * 100), 1_950, 19_300, lost)


def trend() -> Trend:
    moments = tuple(
        Moment(
            NOW - (12 - i) * 30 * DAY,
            f"{i:040x}",
            figures(15 + i * 0.2, 380_000 + i * 2_500),
            score(-2.7 + i * 0.225 + (0.8 if i == 5 else 0)),
            180 + i,
            40,
            31,
        )
        for i in range(13)
    )
    return Trend(
        moments,
        (PathTrend("sympy/physics/", tuple(figures(2 + i / 10, 60_000) for i in range(13))),),
        (PathTrend("sympy/core/expr.py", tuple(figures(0.3, 3_000) for _ in range(13))),),
        worse=(
            Change("sympy/physics/mechanics/", "cognitive", "a quarter", 4_312, 4_960, 0.1503, 0.041, -0.9),
            Change("sympy/solvers/", "duplicated_lines", "a quarter", 310, 402, 0.2968, 0.012, -0.4),
            Change("sympy/parsing/latex/", "complex_functions", "a quarter", 0, 7, None, None, -0.2),
        ),
        better=(Change("sympy/core/", "cognitive", "a quarter", 9_870, 9_310, -0.0567, 0.008, 0.5),),
    )


def movements() -> tuple[Movement, ...]:
    def movement(since: str, days: int, before: float | None) -> Movement:
        change = 82.3 - before if before is not None else 0.0
        movers = (
            Mover("sympy/physics/mechanics/kane.py", "complexity", change * 0.6),
            Mover("sympy/solvers/solveset.py", "duplication", change * 0.3),
        )
        return Movement(
            since, "ab" * 20, NOW - days * DAY, before, 82.3, movers if before else (), change * 0.1
        )

    return (
        movement("last run", 2, 82.4),
        movement("a month", 30, 82.9),
        movement("a quarter", 91, 85.0),
        movement("a year", 365, None),
    )


def findings() -> tuple[Finding, ...]:
    made = []
    for code, number, urgency, symbol in (
        ("complex-function", 9, Urgency.HIGH, "simplify"),
        ("long-function", 6, Urgency.MEDIUM, "KanesMethod.kanes_equations"),
        ("large-file", 4, Urgency.LOW, ""),
        ("unparsed-file", 1, Urgency.HIGH, ""),
    ):
        made += [
            Finding(
                code,
                f"sympy/simplify/module_{i}.py",
                100 + i,
                160 + i,
                symbol,
                f"cognitive complexity {64 - i} is above 15",
                urgency,
                64 - i,
                15,
                round(0.4 / (i + 1), 3),
                f"{code}-{i}",
            )
            for i in range(number)
        ]
    return tuple(made)


def lively() -> CodeReport:
    """A large repository with all there is to tell, shaped like a known computer algebra system."""
    files = tuple(
        file_report(path, lost, lines)
        for path, lost, lines in (
            ("sympy/physics/mechanics/kane.py", 0.94, 812),
            ("sympy/solvers/solveset.py", 0.71, 3_991),
            ("sympy/integrals/heurisch.py", 0.52, 794),
            ("sympy/core/expr.py", 0.4, 4_171),
            ("sympy/polys/polytools.py", 0.33, 7_412),
            ("sympy/plotting/intervalmath/lib_interval.py", 0.2, 460),
            ("sympy/matrices/expressions/matexpr.py", 0.1, 903),
        )
    )
    return CodeReport(
        Repository("sympy", "/home/ada/src/sympy", "/home/ada/src/sympy/.git", "/home/ada/src/sympy", "9f" * 20, "master"),
        Scope("9f" * 20, NOW - 3 * 3_600, NOW, "master", edited=2, added=1),
        score(),
        score(),
        files,
        (
            LanguageTotal("Python", 1_480, 612_345, 410_020, True),
            LanguageTotal("C", 12, 3_400, 2_900, False),
            LanguageTotal("JavaScript", 4, 800, 700, False),
        ),
        (
            KindTotal("source", 902, 402_345, 16_000_000),
            KindTotal("test", 594, 210_000, 7_000_000),
            KindTotal("generated", 31, 62_000, 3_000_000),
            KindTotal("vendored", 6, 9_000, 400_000),
            KindTotal("binary", 44, 0, 9_000_000),
        ),
        HistorySummary(
            62_012, 9_400, 1_391, 214, 2_345, 422, 3_100, NOW - 18 * 365 * DAY, NOW - 3 * 3_600, 7, "keywords in messages",
            (Coupling("sympy/core/expr.py", "sympy/core/basic.py", 31, 80),),
        ),
        trend(),
        movements(),
        findings(),
        412,
        (
            Notice("unparsed-file", "1 Python file does not parse and is counted by lines only.", Weight.LIMIT,
                   "see the finding unparsed-file", 1, ("sympy/parsing/autolev/bad.py",)),
            Notice("skipped-submodule", "2 submodules are not looked into.", Weight.NOTE, "run mainstay check in each", 2,
                   ("doc/theme", "vendor/x")),
        ),
        6.84,
        "0.1.0",
    )  # fmt: skip


def priced() -> CodeReport:
    """The large repository with its ranking, prices and debt."""
    return prospects.with_prospects(lively(), NOW - 3 * 3_600)


def without_claim() -> CodeReport:
    """A ranking that too few fixes carry, and findings without any price."""
    report = lively()
    paths = [one.file.path for one in report.files]
    found = prospects.ranking(paths, NOW)
    return replace(report, ranking=replace(found, proof=prospects.no_claim(NOW)))


def without_history() -> CodeReport:
    """A look that did not read the past."""
    left = tuple(
        replace(part, points=None, reason="the history was not read")
        if part.aspect is Aspect.HISTORY
        else part
        for part in parts()
    )
    report = lively()
    return replace(
        report,
        score=Score(79.1, 79.1, None, left),
        files=tuple(replace(file, history=None) for file in report.files),
        history=None,
        trend=None,
        movements=(),
    )


def without_code() -> CodeReport:
    """A repository without a language whose syntax is read."""
    none = tuple(replace(part, points=None, lost_share=0.0, reason="no parsed code") for part in parts())
    return replace(
        without_history(),
        score=Score(None, None, None, none),
        committed_score=None,
        files=(),
        languages=(LanguageTotal("Shell", 3, 120, 90, False),),
        findings=(),
        findings_total=0,
    )


def empty() -> CodeReport:
    """A repository in which nothing is committed."""
    return replace(
        without_code(),
        repository=Repository("new", "/tmp/new", "/tmp/new/.git", "/tmp/new", "", "main"),
        scope=Scope("", 0, NOW, "main"),
        languages=(),
        kinds=(),
        notices=(
            Notice(
                "no-commits", "Nothing is committed yet.", Weight.LIMIT, "commit something and run it again"
            ),
        ),
    )


NASTY = "\x1b]0;owned\x07\x1b[2J\u202egpj.exe\u200b\ud800\n<script>|`@all [x](http://e)`"


def hostile() -> CodeReport:
    """A report in which every text that comes from outside tries to do harm."""
    report = priced()
    nasty_file = file_report(f"src/{NASTY}.py", 0.9, functions=(function(NASTY, 3, 90),))
    past = nasty_file.history
    assert past is not None
    nasty_file = replace(nasty_file, history=replace(past, owner=NASTY))
    assert report.trend is not None
    whole = replace(
        report,
        repository=replace(report.repository, name=NASTY, path=f"/tmp/{NASTY}", branch=NASTY),
        scope=replace(report.scope, branch=NASTY),
        files=(nasty_file, *report.files),
        languages=(*report.languages, LanguageTotal(NASTY, 1, 1, 1, False)),
        trend=replace(report.trend, worse=(Change(NASTY + "/", "cognitive", "a quarter", 1, 2, 1.0, 0.1, -0.1),)),
        movements=(
            Movement("a quarter", "0" * 40, 0, 85.0, 82.3, (Mover(NASTY, "complexity", -2.0), Mover("", NASTY, -0.7)), 0.0),
        ),
        findings=(
            Finding(NASTY, NASTY, 1, 2, NASTY, NASTY, Urgency.HIGH, 20, 15, 0.1, "x"),
            *report.findings,
        ),
        notices=(Notice(NASTY, NASTY, Weight.LIMIT, NASTY, 1, (NASTY,)),),
    )  # fmt: skip
    return prospects.with_texts(whole, (NASTY,))
