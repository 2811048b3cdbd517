"""The pieces that made-up reports are built from: files, findings, scores, trends; alike each time."""

from dataclasses import replace
from random import Random

from mainstay.domain.code_report import FileReport, KindTotal
from mainstay.domain.finding import Excerpt, Finding, Urgency
from mainstay.domain.health import Aspect, Movement, Mover, Part, Score
from mainstay.domain.history import Coupling, FileHistory
from mainstay.domain.source_file import FileKind, Function, Region, SourceFile, TypeDefinition
from mainstay.domain.trend import Change, Figures, Moment, PathTrend, Trend


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


NOW = 1_763_733_600  # 21 Nov 2025, 14:00 UTC
DAY = 86_400
HEAD = "4f2a9c17be3d5a60c8e1f7742b9d0563ea81c4d7"
_FIRSTS = (  # the first instant of each of the twelve months before
    1_733_011_200,
    1_735_689_600,
    1_738_368_000,
    1_740_787_200,
    1_743_465_600,
    1_746_057_600,
    1_748_736_000,
    1_751_328_000,
    1_754_006_400,
    1_756_684_800,
    1_759_276_800,
    1_761_955_200,
)
_PARTS = (
    ("complexity", "Complex functions", Aspect.SHAPE, 25.0, 0.17),
    ("length", "Long functions", Aspect.SHAPE, 10.0, 0.12),
    ("nesting", "Deep nesting", Aspect.SHAPE, 10.0, 0.06),
    ("duplication", "Duplicated code", Aspect.SHAPE, 15.0, 0.09),
    ("fixes", "Code that is fixed often", Aspect.HISTORY, 20.0, 0.21),
    ("ownership", "Code whose owner is gone", Aspect.HISTORY, 10.0, 0.34),
    ("coupling", "Files that change together", Aspect.HISTORY, 10.0, 0.08),
)
_FOLDERS = _words("dashboard api billing orders reports auth jobs search core/session core/store")
_STEMS = _words(
    "views models forms queries render client schema tasks routes tax invoice widgets pdf export cache retry"
    " signals filters audit limits"
)
_VERBS = ("load", "build", "render", "parse", "merge", "check", "resolve", "apply", "collect", "send")
_NOUNS = ("order", "widget", "invoice", "session", "report", "token", "query", "page", "batch", "total")
_PEOPLE = ("Ada Byron", "Grace Kim", "Linus Ott", "Mary Adeyemi", "Søren Holm", "山田太郎")
_LINES = (
    "def merge_order(order, widgets, *, strict=False):",
    "    if not widgets:",
    "        return order",
    "    for widget in widgets:",
    "        if widget.kind == 'total' and (strict or order.open):",
    "            for line in order.lines:",
    "                if line.widget_id == widget.id and line.amount > 0:",
    "                    line.amount += widget.amount",
    "    return order",
)


def file_report(chance: Random, number: int) -> FileReport:
    stem = f"{chance.choice(_STEMS)}{'' if number < 120 else number}"
    folder = chance.choice(_FOLDERS)
    draw = number % 20
    if draw == 17:
        return FileReport(SourceFile(f"docs/{folder}/{stem}.md", FileKind.OTHER, "Markdown", 4_100, 96), None)
    if draw == 18:
        return FileReport(
            SourceFile(f"static/vendor/{stem}.min.js", FileKind.MINIFIED, "JavaScript", 88_000, 2), None
        )
    if draw == 19:
        file = SourceFile(f"static/js/{stem}.js", FileKind.SOURCE, "JavaScript", 9_000, 310, 240, 30, 40)
        return FileReport(file, _past(chance))
    test = draw in {3, 7, 11, 15}
    path = f"tests/{folder}/test_{stem}_{number}.py" if test else f"src/shop/{folder}/{stem}_{number}.py"
    functions = tuple(_function(chance, place) for place in range(chance.randint(1, 24)))
    code = sum(function.code_lines for function in functions) + chance.randint(5, 60)
    repeated = int(code * chance.random() ** 5)
    file = SourceFile(
        path,
        FileKind.TEST if test else FileKind.SOURCE,
        "Python",
        code * 38,
        int(code * 1.4),
        code,
        int(code * 0.15),
        int(code * 1.4) - code - int(code * 0.15),
        sum(one.cyclomatic for one in functions),
        sum(one.cognitive for one in functions),
        max(one.nesting for one in functions),
        functions,
        (TypeDefinition(f"{stem.title()}Set", 12, 90, 60, 7, 31, 40, 3),),
        (Region(30, 30 + repeated, repeated * 9),) * 1,
        repeated,
        parsed=True,
        error="",
    )
    heavy = sum(max(0, one.cognitive - 15) for one in functions)
    lost = {"complexity": heavy / 900, "duplication": repeated / 4_000, "fixes": chance.random() ** 6 / 3}
    return FileReport(file, _past(chance), {part: points for part, points in lost.items() if points > 0.001})


def _function(chance: Random, place: int) -> Function:
    size = int(4 + chance.paretovariate(1.3) * 5) % 190
    cognitive = int(chance.paretovariate(1.1) * 1.5) % 70
    line = 10 + place * 40
    return Function(
        f"{chance.choice(_VERBS)}_{chance.choice(_NOUNS)}",
        line,
        line + size + 3,
        size,
        1 + cognitive // 2,
        cognitive,
        min(7, cognitive // 6),
        chance.randint(0, 8),
    )


def _past(chance: Random) -> FileHistory:
    year = int(chance.paretovariate(0.9)) % 90
    created = NOW - chance.randint(40, 3_000) * DAY
    changed = min(NOW - 2 * DAY, created + chance.randint(1, 2_900) * DAY)
    people = 1 + year // 6
    return FileHistory(
        year + chance.randint(1, 60),
        year,
        year // 5,
        people + 2,
        people,
        created,
        changed,
        chance.choice(_PEOPLE),
        0.3 + chance.random() * 0.7,
        chance.random() > 0.2,
        year * 17,
        year * 9,
    )


def finding(chance: Random, one: FileReport, number: int) -> Finding:
    worst = max(one.file.functions, key=lambda function: function.cognitive)
    return Finding(
        f"MS1{number % 4:02}",
        one.file.path,
        worst.line,
        worst.end_line,
        worst.name,
        f"{worst.name} has cognitive complexity {worst.cognitive}, above 15",
        Urgency(3 if number < 6 else 2 if number < 25 else 1),
        worst.cognitive,
        15,
        one.lost_total,
        f"{number:016x}",
        Excerpt(worst.line, _LINES),
    )


def score(value: float) -> Score:
    parts = [
        Part(code, title, aspect, weight, weight * (1 - share) - (82.0 - value) * weight / 100, share)
        for code, title, aspect, weight, share in _PARTS
    ]
    parts[-1] = replace(
        parts[-1], points=None, lost_share=0.0, reason="fewer than 200 commits with several files"
    )
    return Score(value, value - 1.8, value + 3.1, tuple(parts))


def no_score(reason: str) -> Score:
    parts = tuple(
        Part(code, title, aspect, weight, None, 0.0, reason) for code, title, aspect, weight, _ in _PARTS
    )
    return Score(None, None, None, parts)


def kinds(reports: list[FileReport]) -> list[KindTotal]:
    found: list[KindTotal] = []
    for kind in FileKind:
        those = [one.file for one in reports if one.file.kind is kind]
        if those:
            found.append(
                KindTotal(kind, len(those), sum(one.lines for one in those), sum(one.size for one in those))
            )
    return found


def coupled(chance: Random, reports: list[FileReport]) -> list[Coupling]:
    paths = [one.file.path for one in reports[:40]]
    if len(paths) < 12:
        return []
    return [Coupling(*chance.sample(paths, 2), 24 - number, 31 + number) for number in range(12)]


def trend(chance: Random, reports: list[FileReport]) -> Trend:
    scores = (86.1, 86.4, 86.0, 85.2, 85.5, 85.9, 85.4, 84.8, 85.3, 85.1, 84.0, 82.9, 82.0)
    moments = tuple(
        Moment(
            at,
            f"{number:040x}",
            _figures(1 - (12 - number) * 0.018, 44_120),
            score(value),
            60 + number * 7 % 50,
            7,
            9 + number * 5 % 17,
            4_000,
            2_100,
        )
        for number, (at, value) in enumerate(zip((*_FIRSTS, NOW - 2 * DAY), scores, strict=True))
    )
    folders = tuple(
        PathTrend(
            path,
            tuple(
                None if number < absent else _figures(1 - (12 - number) * slope, 4_000)
                for number in range(13)
            ),
        )
        for path, absent, slope in (
            ("/", 0, 0.018),
            ("src/", 0, 0.02),
            ("src/shop/", 0, 0.02),
            ("src/shop/dashboard/", 0, 0.045),
            ("src/shop/api/", 4, 0.01),
            ("src/shop/billing/", 0, -0.02),
            ("tests/", 0, 0.03),
        )
    )
    files = tuple(
        PathTrend(
            one.file.path,
            tuple(
                None
                if number < born
                else replace(
                    _figures(1.0, one.file.code_lines),
                    cognitive=round(one.file.cognitive * (0.6 + number / 30)),
                )
                for number in range(13)
            ),
        )
        for one in reports[:300]
        for born in [chance.choice((0, 0, 0, 5, 12))]
    )
    worse = (
        Change("src/shop/dashboard/", "cognitive", "a quarter", 1_204, 1_385, 0.15, 0.04, -0.8),
        Change("src/shop/orders/", "complex_functions", "a quarter", 9, 13, 0.44, 0.06, -0.5),
        Change(reports[0].file.path, "cognitive", "a quarter", 0, 61, None, None, -0.4),
        Change("tests/reports/", "duplicated_lines", "a quarter", 240, 310, 0.29, 0.11, -0.2),
    )
    better = (
        Change("src/shop/billing/", "cognitive", "a quarter", 640, 560, -0.125, 0.01, 0.4),
        Change("src/shop/auth/", "duplicated_lines", "a quarter", 190, 85, -0.55, -0.1, 0.2),
    )
    return Trend(moments, folders, files, worse, better)


def _figures(level: float, code_lines: int) -> Figures:
    code = int(code_lines * (0.8 + level / 5))
    return Figures(
        320,
        code,
        code // 14,
        code // 5,
        int(code * 0.17 * level),
        int(90 * level),
        int(code * 0.07),
        18 - level * 2,
    )


def movements(reports: list[FileReport]) -> tuple[Movement, ...]:
    paths = [one.file.path for one in reports[:6]]
    return tuple(
        Movement(
            since,
            f"{number:040x}",
            NOW - days * DAY,
            before,
            82.0,
            _movers(paths, 82.0 - before),
            82.0 - before - sum(mover.points for mover in _movers(paths, 82.0 - before)),
        )
        for number, (since, days, before) in enumerate(
            (("last run", 3, 82.3), ("a month", 30, 83.4), ("a quarter", 91, 85.1), ("a year", 365, 86.1))
        )
    )


def _movers(paths: list[str], change: float) -> tuple[Mover, ...]:
    shares = (0.45, 0.3, -0.2, 0.15)
    movers = [
        Mover(path, part, change * part_share)
        for path, part, part_share in zip(
            paths, ("complexity", "fixes", "duplication", "nesting"), shares, strict=False
        )
    ]
    return (*movers, Mover("", "complexity", change * 0.1))
