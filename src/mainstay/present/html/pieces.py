"""The report's pieces as markup: the frame, and the sections of folders and files that go into it."""

from collections.abc import Iterator
from typing import Protocol, cast

from markupsafe import Markup

from mainstay.domain.code_report import CodeReport
from mainstay.domain.forecast import ForecastList
from mainstay.domain.notice import Weight
from mainstay.present.html import empty
from mainstay.present.html.anchors import Links, file_anchor, folder_anchor
from mainstay.present.html.architecture import architecture_section
from mainstay.present.html.assets import assets
from mainstay.present.html.caps import Caps
from mainstay.present.html.change import change_section
from mainstay.present.html.codemap import code_map
from mainstay.present.html.environment import environment
from mainstay.present.html.folders import totals
from mainstay.present.html.forecasts import forecasts
from mainstay.present.html.mending import mending, owed
from mainstay.present.html.prospects import prospects
from mainstay.present.html.score_parts import aspects, movement_tables, reasons
from mainstay.present.html.sections import (
    FileSection,
    FolderSection,
    file_section,
    folder_section,
    has_section,
    sources,
)
from mainstay.present.html.suite_charts import suite_charts
from mainstay.present.html.summary import summary
from mainstay.present.html.tables import tables
from mainstay.present.html.trends import trends
from mainstay.present.numbers import plural

MARK = "<!--sections-->"  # no text from outside can hold it: its angle bracket would be escaped
_MOST_FOLDERS = 300  # sections of folders; the table of folders may hold more
_MOST_NOTICES = 20
_MOST_KINDS = 40


class _SectionMacros(Protocol):
    """The macros of templates/sections.html."""

    def folder(self, one: FolderSection) -> str: ...

    def file(self, one: FileSection, full: bool) -> str: ...


class Pieces:
    """The pieces of one report; what they share is worked out once."""

    def __init__(self, report: CodeReport, foretold: ForecastList | None = None) -> None:
        """Sum the report's folders up and see which files get a section."""
        self._report = report
        self._forecasts = forecasts(foretold) if foretold is not None else None
        self._folders = totals(report.files)
        self._known = sources(report)
        # An id stands once, whatever the record holds.
        first = {one.file.path: one for one in reversed(report.files)}
        self._files = [
            one for one in report.files if has_section(one, self._known) and first[one.file.path] is one
        ]

    @property
    def file_sections(self) -> int:
        """How many sections of files there are."""
        return len(self._files)

    def links(self, sections: int) -> Links:
        """Give the links that hold when the first `sections` sections of files are in the report."""
        folders = {folder_anchor(total.path) for total in self._folders[:_MOST_FOLDERS]}
        return Links(folders | {file_anchor(one.file.path) for one in self._files[:sections]})

    def frame(self, links: Links, caps: Caps, sections: int, full: int) -> str:
        """Give everything but the sections, in whose place MARK stands.

        `sections` is how many sections of files will stand there, `full` how many of them tell everything.
        """
        report = self._report
        return (
            environment()
            .get_template("report.html")
            .render(
                assets=assets(forecasts=self._forecasts is not None),
                report=report,
                version=report.version,
                nothing=not report.files and not report.scope.commit,
                now=report.scope.taken_at,
                links=links,
                caps=caps,
                summary=summary(report),
                change=change_section(report, caps),
                limits=[one for one in report.notices if one.weight is Weight.LIMIT][:_MOST_NOTICES],
                notes=[one for one in report.notices if one.weight is not Weight.LIMIT][:_MOST_NOTICES],
                aspects=aspects(report),
                reasons=reasons(report),
                forecasts=self._forecasts,
                own=False,
                owed=owed(report, _MOST_KINDS),
                mending=mending(report, caps.mended),
                prospects=prospects(report, caps.ranked),
                movements=movement_tables(report)[:6],
                trends=trends(report),
                suite_charts=suite_charts(report.tests),
                map=code_map(report.files, links, caps.tiles),
                architecture=architecture_section(report),
                tables=tables(report, self._folders, caps),
                empty=empty.advice(report),
                sections_note=self._note(sections, full),
                sections_mark=Markup(MARK),  # noqa: S704 our own
            )
        )

    def folders(self, links: Links) -> str:
        """Give the sections of folders, worst first."""
        macros = self._macros(links)
        return "".join(
            macros.folder(folder_section(total, self._known)) for total in self._folders[:_MOST_FOLDERS]
        )

    def files(self, start: int, *, full: bool) -> Iterator[str]:
        """Give the sections of files one by one from `start` on, worst first: in `full`, or figures alone.

        They link to nothing that could be left out.
        """
        macros = self._macros(Links(()))
        for one in self._files[start:]:
            yield macros.file(file_section(one, self._known), full)

    def _macros(self, links: Links) -> "_SectionMacros":
        shared = {"links": links, "now": self._report.scope.taken_at}
        return cast(_SectionMacros, environment().get_template("sections.html").make_module(shared))

    def _note(self, sections: int, full: int) -> str:
        total = len(self._files)
        told = "Worst first. Source and test files, and what has a finding; others stand in the table above."
        if len(self._folders) > _MOST_FOLDERS:
            told += f" Of {plural(len(self._folders), 'folder')} the {_MOST_FOLDERS} worst have a section."
        if full < sections:
            told += (
                f" The first {plural(full, 'file')} in full, with source and functions, others in figures."
            )
        if sections < total:
            told += (
                f" Left out, to stay below 5 MB: the sections of {plural(total - sections, 'file')} that cost"
                " fewest points. All of them are in: mainstay check --format json"
            )
        return told if total else "There is no file with code."
