"""Builders of whole reports as a look at a repository gives them: tiny, medium, huge, empty, hostile."""

from dataclasses import replace
from random import Random

from mainstay.domain.code_report import CodeReport, FileReport, LanguageTotal
from mainstay.domain.finding import Excerpt
from mainstay.domain.health import Mover
from mainstay.domain.history import Coupling, HistorySummary
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.source_file import FileKind, TypeDefinition
from mainstay.domain.subject import Repository, Scope
from tests.fakes import prospects
from tests.fakes import report_pieces as pieces

NOW = pieces.NOW


def tiny() -> CodeReport:
    """Three files, a short past, no trend: what a repository of last week looks like."""
    report = medium(files=3)
    return replace(report, trend=None, movements=(), findings=report.findings[:2], findings_total=2)


def medium(files: int = 400, seed: int = 7) -> CodeReport:
    """A service of some 400 files, 13 moments of past, uncommitted edits, and something of everything."""
    chance = Random(seed)
    reports = sorted(
        (pieces.file_report(chance, number) for number in range(files)), key=lambda one: -one.lost_total
    )
    score = pieces.score(82.0)
    found = tuple(
        pieces.finding(chance, one, number) for number, one in enumerate(reports[:60]) if one.file.functions
    )
    report = CodeReport(
        repository=Repository(
            "storefront",
            "/srv/code/storefront",
            "/srv/code/storefront/.git",
            "/srv/code/storefront",
            pieces.HEAD,
            "main",
        ),
        scope=Scope(pieces.HEAD, pieces.NOW - 2 * pieces.DAY - 5_000, pieces.NOW, "main", edited=3, added=1),
        score=score,
        committed_score=pieces.score(82.6),
        files=tuple(reports),
        languages=(
            LanguageTotal("Python", int(files * 0.8), 61_204, 44_120, parsed=True),
            LanguageTotal("JavaScript", int(files * 0.1), 9_870, 7_411, parsed=False),
            LanguageTotal("CSS", int(files * 0.05), 3_120, 2_804, parsed=False),
            LanguageTotal("Shell", 4, 310, 240, parsed=False),
        ),
        kinds=tuple(pieces.kinds(reports)),
        history=HistorySummary(
            6_214,
            811,
            43,
            9,
            1_102,
            207,
            310,
            pieces.NOW - 3_400 * pieces.DAY,
            pieces.NOW - 2 * pieces.DAY - 5_000,
            3,
            "keywords in messages",
            tuple(pieces.coupled(chance, reports)),
        ),
        trend=pieces.trend(chance, reports),
        movements=pieces.movements(reports),
        findings=found,
        findings_total=len(found) + 84,
        notices=(
            Notice(
                "shallow-clone",
                "The clone is shallow, so the past before 3 Mar 2025 is missing.",
                Weight.LIMIT,
                "git fetch --unshallow",
            ),
            Notice(
                "not-parsed",
                "Files could not be parsed.",
                Weight.NOTE,
                "",
                2,
                ("src/shop/legacy/py2.py", "scripts/old.py"),
            ),
        ),
        seconds=4.27,
        version="0.1.0",
    )
    return prospects.with_prospects(report, report.scope.committed_at, rate=80.0)


def huge(files: int = 50_000, name_length: int = 60) -> CodeReport:
    """Far more than fits into one page, with names of any length."""
    chance = Random(11)
    base = medium(files=60)
    reports: list[FileReport] = []
    patterns = [one for one in base.files if one.file.functions]
    for number in range(files):
        one = patterns[number % len(patterns)]
        folder = f"package{number % 997:03}/part{number % 31}"
        path = f"{folder}/{'module_' * (name_length // 7)}{number}.py"
        figures = replace(one.file, path=path, kind=FileKind.TEST if number % 5 == 0 else FileKind.SOURCE)
        reports.append(FileReport(figures, one.history, {"complexity": 20.0 / (number + 3)}))
    found = tuple(pieces.finding(chance, reports[number], number) for number in range(min(files, 6_000)))
    trend = base.trend
    assert trend is not None
    folders = tuple(replace(trend.folders[0], path=f"package{number:03}/") for number in range(997))
    whole = replace(
        base,
        files=tuple(reports),
        findings=found,
        findings_total=len(found),
        trend=replace(trend, folders=folders),
    )
    return prospects.with_prospects(whole, base.scope.committed_at)


def empty() -> CodeReport:
    """A repository in which nothing is committed and nothing stands."""
    return CodeReport(
        repository=Repository(
            "sketch", "/srv/code/sketch", "/srv/code/sketch/.git", "/srv/code/sketch", "", "main"
        ),
        scope=Scope("", 0, pieces.NOW, "main"),
        score=pieces.no_score("nothing is committed"),
        committed_score=None,
        files=(),
        languages=(),
        kinds=(),
        history=None,
        trend=None,
        movements=(),
        findings=(),
        findings_total=0,
        notices=(Notice("no-commits", "Nothing is committed yet.", Weight.LIMIT, "git commit"),),
        seconds=0.05,
        version="0.1.0",
    )


def without_python() -> CodeReport:
    """Commits and files, none of them in a language whose syntax is read."""
    report = replace(medium(files=30), ranking=None, debt=None, suppressed=())
    files = tuple(
        FileReport(
            replace(
                one.file,
                path=one.file.path.replace(".py", ".go"),
                language="Go",
                parsed=False,
                functions=(),
                cognitive=0,
                cyclomatic=0,
                nesting=0,
                duplicated=(),
                duplicated_lines=0,
            ),
            one.history,
        )
        for one in report.files
    )
    return replace(
        report,
        files=files,
        score=pieces.no_score("no code whose syntax is read"),
        committed_score=None,
        languages=(LanguageTotal("Go", 30, 4_000, 3_000, parsed=False),),
        trend=None,
        movements=(),
        findings=(),
        findings_total=0,
    )


def hostile(texts: tuple[str, ...]) -> CodeReport:
    """A report in which every text that comes from outside is one of `texts`, in turn."""
    turn = [0]

    def next_text() -> str:
        turn[0] += 1
        return texts[turn[0] % len(texts)]

    base = medium(files=2 * len(texts))
    reports = [_with_names(one, number, next_text) for number, one in enumerate(base.files)]
    paths = [one.file.path for one in reports]
    found = [
        replace(
            one,
            path=paths[number % len(paths)],
            symbol=next_text(),
            text=next_text(),
            code=next_text(),
            excerpt=Excerpt(7, (next_text(), next_text())),
        )
        for number, one in enumerate(base.findings)
    ]
    trend = base.trend
    assert trend is not None
    assert base.history is not None
    changes = tuple(replace(change, path=next_text()) for change in trend.worse)
    whole = replace(
        base,
        repository=replace(base.repository, name=next_text(), branch=next_text(), path=next_text()),
        scope=replace(base.scope, branch=next_text(), commit=next_text()),
        score=replace(
            base.score,
            parts=tuple(
                replace(part, points=None, code=next_text(), title=next_text(), reason=next_text())
                for part in base.score.parts
            ),
        ),
        files=tuple(reports),
        languages=tuple(replace(one, language=next_text()) for one in base.languages),
        kinds=tuple(replace(one, kind=next_text()) for one in base.kinds),
        history=replace(
            base.history,
            fix_evidence=next_text(),
            coupled=(Coupling(paths[0], paths[1], 4, 9), Coupling(next_text(), next_text(), 3, 9)),
        ),
        trend=replace(
            trend,
            worse=changes,
            better=changes,
            folders=tuple(replace(one, path=next_text() + "/") for one in trend.folders),
            files=tuple(replace(one, path=paths[0]) for one in trend.files[:1]),
        ),
        movements=tuple(
            replace(
                move,
                since=next_text(),
                commit=next_text(),
                movers=(Mover(next_text(), next_text(), -1.0), Mover(paths[0], next_text(), -0.5)),
            )
            for move in base.movements
        ),
        findings=tuple(found),
        notices=tuple(
            Notice(next_text(), next_text(), weight, next_text(), 3, (next_text(), next_text()))
            for weight in Weight
        ),
        version=next_text(),
    )
    return prospects.with_texts(whole, texts)


def _with_names(one: FileReport, number: int, next_text) -> FileReport:
    file = replace(
        one.file,
        path=f"{next_text()}/{next_text()}{number}",
        language=next_text(),
        error=next_text(),
        functions=tuple(replace(function, name=next_text()) for function in one.file.functions[:3]),
        types=(TypeDefinition(next_text(), 1, 9, 7, 2, 3, 1, 1),),
    )
    history = replace(one.history, owner=next_text()) if one.history else None
    return FileReport(file, history, {next_text(): points for points in one.lost.values()})
