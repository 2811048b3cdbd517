"""Series of repositories put together: their code day by day, and how flaky their tests were."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mainstay.adapters.allowance import make_ready, no_collecting, shortages_told
from mainstay.adapters.artefacts import LocalArtefacts
from mainstay.adapters.executors.processes import LocalWorkers
from mainstay.adapters.git.opening import open_repository
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.analysis.base_lines.ends import ends_of
from mainstay.analysis.forecasting.days import Days
from mainstay.analysis.forecasting.looking_back import MOST_HISTORY
from mainstay.config.loading import load
from mainstay.config.settings import Settings
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.dated_end import DatedEnd
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.domain.forecast_asked import ForecastAsked
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.signal import Signal
from mainstay.keepers.code.base_lines import read_base_lines
from mainstay.keepers.code.daily import DailyReader
from mainstay.keepers.code.signals import Group, flakiness, groups_of, subject_of
from mainstay.keepers.tests.look import SuiteKeeper
from mainstay.keepers.tests.places import places
from mainstay.ports.progress import Progress
from mainstay.ports.source import Source
from mainstay.present.visible import visible
from mainstay.wiring.code_checking import repository_cache, settings_file

_JOBS = 0


def series_of_repositories(
    asked: ForecastAsked, now: int, notices: list[Notice], ends: list[DatedEnd], progress: Progress
) -> Iterator[Group]:
    """Give the series of all repositories that are asked for, in groups that are foretold together.

    What limits them is added to `notices`, and when the support of what they build on ends to `ends`. A repository that cannot
    be read is told, and the others are there; days are read at least as far back as a forecast looks, for a day without a
    commit costs nothing.

    Raises UsageError where a path is no repository, or `junit` is to be of several, RunFailed where none can be read.
    """
    if asked.junit and len(asked.repositories) > 1:
        raise UsageError(
            "results of test runs can be of one repository only",
            where="--junit",
            mend="name one --repository",
        )
    make_ready(_JOBS)
    failures: list[RunFailed] = []
    for path in dict.fromkeys(asked.repositories):
        try:
            with shortages_told(), no_collecting():
                groups, told, known = _of_one(path, asked, now, progress)
        except RunFailed as failure:
            failures.append(failure)
            text = f"{visible(path, 200)} could not be read: {visible(failure.what, 300)}."
            notices.append(Notice("repository-unread", text, Weight.LIMIT, failure.mend or "git fsck"))
            continue
        notices += told
        ends += known
        yield from groups
    if failures and len(failures) == len(set(asked.repositories)) and not (asked.servers or asked.files):
        raise failures[0]


def _of_one(
    path: str, asked: ForecastAsked, now: int, progress: Progress
) -> tuple[list[Group], list[Notice], Sequence[DatedEnd]]:
    settings = load(lambda name: settings_file(path, name)).settings
    with open_repository(path, LocalProcesses()) as source:
        cache = repository_cache(source.repository, enabled=True)
        try:
            days = max(asked.history, MOST_HISTORY)
            code = DailyReader(LocalWorkers(_JOBS), cache).read(source, settings, now, days, progress)
        finally:
            cache.close()
        name = source.repository.name
        groups = list(groups_of(code)) if code is not None else []
        told = list(code.notices) if code is not None else [_without_days()]
        root = code.root if code is not None else ""
        series, said = _of_tests(source, asked, progress, (name, root, now, days))
        ends, unread = _ends(source, settings, now)
    told += [*said, *unread]
    if series:
        groups.append(tuple(series))
    return groups, [replace(one, text=f"{visible(name, 100)}: {one.text}") for one in told], ends


def _ends(source: Source, settings: Settings, now: int) -> tuple[Sequence[DatedEnd], Sequence[Notice]]:
    lines, unread = read_base_lines(source, settings)
    return ends_of(lines, subject_of(source.repository.name), now), unread


def _of_tests(
    source: Source, asked: ForecastAsked, progress: Progress, about: tuple[str, str, int, int]
) -> tuple[Sequence[tuple[Signal, Days]], Sequence[Notice]]:
    artefacts = LocalArtefacts(source.repository.work_tree)
    left = places(artefacts, CheckOptions(junit=asked.junit))
    seen = SuiteKeeper(LocalWorkers(1), artefacts).marks(left, progress)
    return flakiness(seen.marks, *about), seen.notices


def _without_days() -> Notice:
    return Notice(
        "repository-without-days",
        "No commit stood at the end of a day, so that there is nothing to forecast of its code.",
        Weight.LIMIT,
        "fetch its commits, or come back tomorrow",
    )
