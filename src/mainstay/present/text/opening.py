"""The first lines: the score and why it moved, and what exactly the figures are about."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from mainstay.domain.code_report import CodeReport
from mainstay.domain.source_file import FileKind
from mainstay.present.numbers import count, percent, plural
from mainstay.present.text.columns import INDENT
from mainstay.present.text.look import FAINT, STRONG, by_score, strong
from mainstay.present.times import ago, exact
from mainstay.present.visible import visible
from mainstay.present.wording import gone, headline, spans_note, uncommitted

_NAME = 60
_LANGUAGE = 20
_MOST_LANGUAGES = 4
_APART = (
    FileKind.EXAMPLE,
    FileKind.GENERATED,
    FileKind.VENDORED,
    FileKind.MINIFIED,
    FileKind.OVERSIZED,
    FileKind.UNREADABLE,
)


def headline_text(report: CodeReport) -> Text:
    """Give the one sentence that also stands alone with `-q`."""
    told = headline(report)
    figure, slash, rest = told.partition("/100")
    text = Text()
    text.append(visible(report.repository.name, _NAME), STRONG)
    text.append("  ")
    if not slash:
        return text.append(told)
    text.append(figure + slash, strong(by_score(report.score.value)))
    return text.append(rest)


def scope_lines(report: CodeReport, width: int) -> list[Text]:
    """Tell the commit and its age, the size, and the past as far as they are known; lines break between facts."""
    lines: list[str] = []
    for facts in (_commit(report), _size(report), _past(report), _labels(report)):
        lines += _filled(facts, width - len(INDENT))
    return [Text(INDENT + line, FAINT) for line in lines]


def _filled(facts: Sequence[str], width: int) -> list[str]:
    lines: list[str] = []
    for fact in facts:
        if lines and cell_len(lines[-1]) + 2 + cell_len(fact) <= width:
            lines[-1] += f"; {fact}"
        else:
            lines.append(fact)
    return lines


def _commit(report: CodeReport) -> list[str]:
    scope = report.scope
    if not scope.commit:
        # Without any file the headline has said so already.
        return ["no commit yet"] if report.files else []
    place = f" on {visible(scope.branch, _NAME)}" if scope.branch else ", on no branch"
    told = [
        f"commit {visible(scope.commit[:10])}{place}",
        f"{ago(scope.committed_at, scope.taken_at)} ({exact(scope.committed_at)})",
        *filter(None, [spans_note(scope)]),
    ]
    files = uncommitted(scope)
    return [*told, f"with uncommitted files: {files}" if files else "nothing uncommitted"]


def _size(report: CodeReport) -> list[str]:
    read = [language for language in report.languages if language.parsed]
    counted = [language for language in report.languages if not language.parsed]
    told = [
        f"{visible(language.language, _LANGUAGE)}: {plural(language.files, 'file')}, "
        f"{plural(language.code_lines, 'code line')}"
        for language in read[:_MOST_LANGUAGES]
    ]
    if counted:
        shown = counted[:_MOST_LANGUAGES]
        names = ", ".join(
            f"{visible(language.language, _LANGUAGE)} {count(language.files)}" for language in shown
        )
        more = f" and {len(counted) - len(shown)} more" if len(counted) > len(shown) else ""
        told.append(f"files only counted: {names}{more}")
    files = {kind.kind: kind.files for kind in report.kinds}
    apart = ", ".join(f"{count(files[kind])} {kind}" for kind in _APART if files.get(kind))
    return [*told, f"set apart: {apart}"] if apart else told


def _labels(report: CodeReport) -> list[str]:
    return [f"{visible(name, _NAME)}: {visible(text, _NAME)}" for name, text in sorted(report.labels.items())]


def _past(report: CodeReport) -> list[str]:
    past = report.history
    if past is None or not past.commits:
        return []
    told = [f"{plural(past.commits, 'commit')} by {plural(past.people, 'person', 'people')}"]
    if past.commits_year:
        fixes = f", {percent(past.fixes_year / past.commits_year)} of them fixes" if past.fixes_year else ""
        told.append(f"in the past year {count(past.commits_year)} by {count(past.people_year)}{fixes}")
    if past.bus_factor:
        told.append(f"bus factor {count(past.bus_factor)}{gone(past)}")
    return told
