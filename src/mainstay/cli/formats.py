"""The formats that a report can be given in, and which one a file's name asks for."""

from collections.abc import Iterable, Mapping
from pathlib import PurePath

from mainstay.analysis.nearest import nearest
from mainstay.cli.looking import look_for
from mainstay.cli.session import Session
from mainstay.cli.table import FORMATS, load
from mainstay.domain.code_report import CodeReport
from mainstay.domain.errors import UsageError
from mainstay.domain.forecast import ForecastList
from mainstay.present.text.look import Detail
from mainstay.present.visible import visible

TEXT, HTML, GITHUB, _SARIF = "text", "html", "github", "sarif"
_SUFFIXES: Mapping[str, str] = {
    ".txt": TEXT,
    ".json": "json",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": HTML,
    ".htm": HTML,
    ".sarif": _SARIF,
}


def chosen(asked: str | None, output: str) -> str:
    """Give the format that was asked for, else the one that the file's suffix means, else text."""
    return asked or _SUFFIXES.get(PurePath(output).suffix.lower(), TEXT)


def one_of(formats: Iterable[str], asked: str | None, output: str, refusal: str) -> str:
    """Give the chosen format. Raises UsageError with `refusal` where it is none of those that the result comes in."""
    form = chosen(asked, output)
    known = tuple(formats)
    if form not in known:
        raise UsageError(refusal, where=form, mend=f"one of {', '.join(known)}")
    return form


def suits(form: str, output: str) -> bool:
    """Tell whether a file's suffix, when it has one, stands for the format that is written to it."""
    suffix = PurePath(output).suffix.lower()
    return not suffix or _SUFFIXES.get(suffix) == form


def also_asked(given: Iterable[str]) -> list[tuple[str, str]]:
    """Read values FORMAT=FILE. Raises UsageError for one that is none, with the nearest format."""
    asked = []
    for value in given:
        form, equals, file = value.partition("=")
        if form not in FORMATS or not equals or not file:
            likely = nearest(form, FORMATS)
            raise UsageError(
                f"--also takes FORMAT=FILE, not {visible(value, 100)}",
                where="--also",
                mend=f"did you mean {likely}={visible(file, 100) or 'FILE'}?"
                if likely
                else f"one of {', '.join(FORMATS)}",
            )
        asked.append((form, file))
    return asked


def detail_of(session: Session) -> Detail:
    """Tell how much a view is to tell."""
    return Detail.QUIET if session.quiet else Detail.VERBOSE if session.verbose else Detail.NORMAL


def rendered(
    report: CodeReport,
    form: str,
    session: Session,
    *,
    to_file: bool,
    top: int,
    next_command: str = "",
    foretold: ForecastList | None = None,
) -> str:
    """Give the report in a format; text follows the terminal's look unless it goes to a file.

    What is `foretold` stands in HTML.
    """
    render = load(FORMATS[form]).render
    told: str
    if form == TEXT:
        told = render(
            report, look_for(to_file=to_file), top=top, detail=detail_of(session), next_command=next_command
        )
    elif form == "markdown":
        told = render(report, top=top)
    elif form == HTML and foretold is not None:
        told = render(report, foretold)
    elif form == _SARIF:
        told = render(report, session.doors.topics())
    else:
        told = render(report)
    return told
