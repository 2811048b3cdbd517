"""Looking at made-up repositories as the program does, with everything but the code keeper made up."""

from dataclasses import dataclass, field

from mainstay.config.settings import Settings
from mainstay.domain.check_options import CheckOptions, Churn
from mainstay.domain.code_report import CodeReport, FileReport
from mainstay.domain.finding import Finding
from mainstay.domain.notice import Notice
from mainstay.keepers.code.look import CodeKeeper
from mainstay.ports.workers import Workers
from tests.fakes.cache import MemoryCache
from tests.fakes.clock import SetClock
from tests.fakes.progress import WrittenProgress
from tests.fakes.source import FakeSource, MadeUpRepository
from tests.fakes.workers import HereWorkers

VERSION = "0.1.0"


@dataclass
class Looker:
    """Looks again and again, with one memory."""

    cache: MemoryCache = field(default_factory=MemoryCache)
    clock: SetClock = field(default_factory=SetClock)
    workers: Workers = field(default_factory=HereWorkers)
    settings: Settings = field(default_factory=Settings)
    options: CheckOptions = field(default_factory=lambda: CheckOptions(churn=Churn.NONE))
    progress: WrittenProgress = field(default_factory=WrittenProgress)

    def look(self, source: FakeSource) -> CodeReport:
        keeper = CodeKeeper(self.workers, self.cache, self.clock, VERSION)
        return keeper.look(source, source.work_tree(), self.settings, self.options, self.progress)


def look(repository: MadeUpRepository, **about: object) -> CodeReport:
    """Look once, without anything remembered; `about` are fields of Looker."""
    return Looker(**about).look(repository.opened())


def file_of(report: CodeReport, path: str) -> FileReport:
    return next(one for one in report.files if one.file.path == path)


def notice_of(report: CodeReport, code: str) -> Notice | None:
    return next((notice for notice in report.notices if notice.code == code), None)


def flaws_of(report: CodeReport) -> tuple[Finding, ...]:
    """Give the findings but those of unused code: nothing uses what these repositories are made up of."""
    return tuple(one for one in report.findings if not one.code.startswith("dead-"))


def function(name: str, decisions: int, lines: int = 0) -> str:
    """Write a function that takes so many decisions, one after the other, and has so many more lines.

    Functions of other names share no lines with it, so that they are not copies of each other.
    """
    body = [f"    if {name} > {number}:\n        show_{name}({number})\n" for number in range(decisions)]
    body += [f"    {name}_{number} = call_{number}({name})\n" for number in range(lines)]
    return f"def {name}({name}_given):\n" + "".join(body) + f"    return {name}_given\n\n\n"


def module(*names: str, decisions: int = 3, lines: int = 5) -> str:
    """Write a module of such functions."""
    return "".join(function(name, decisions, lines) for name in names)
