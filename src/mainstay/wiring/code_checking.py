"""What the doors ask of a repository, put together: its settings, a look at its code, where a finding came from.

Parts that are heavy to load are imported where a run first needs them, so that a check of an unchanged repository loads no
arrays.
"""

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mainstay import __version__
from mainstay.adapters.allowance import make_ready, no_collecting, shortages_told
from mainstay.adapters.analyser_files import mapped, named
from mainstay.adapters.artefacts import LocalArtefacts
from mainstay.adapters.cache.opening import open_cache
from mainstay.adapters.cache.secret import state_folder
from mainstay.adapters.clock import SystemClock
from mainstay.adapters.git.opening import open_repository
from mainstay.adapters.git.root_files import read_root_file
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.config import baseline as baselines
from mainstay.config.baseline import NO_BASELINE, Baseline
from mainstay.config.parsing import LARGEST
from mainstay.config.settings import Settings
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.code_report import CodeReport
from mainstay.domain.errors import RunFailed
from mainstay.domain.finding import Arrival, Finding
from mainstay.domain.subject import Repository
from mainstay.flows import maintenance
from mainstay.keepers.tests.places import Places, places
from mainstay.ports.artefacts import Artefacts
from mainstay.ports.cache import Cache
from mainstay.ports.clock import Clock
from mainstay.ports.collector import CodeCollector
from mainstay.ports.progress import Progress
from mainstay.ports.source import Source, WorkTree
from mainstay.steps.observe.drift_point import with_drift_point
from mainstay.steps.observe.merge_base import chosen_base
from mainstay.steps.observe.recall import lacks_something

if TYPE_CHECKING:
    from mainstay.plugins.collecting import Collecting

CACHE_FOLDER = ".mainstay"
_TRIES = 3


def settings_file(path: str, name: str, *, follow_alternates: bool = False) -> bytes | None:
    """Read a settings file at the root of the repository at `path`, None when it has none.

    `follow_alternates` lets a bare repository's file be read from objects that it borrows.
    Raises UsageError when there is no repository, ConfigurationError when the file cannot be read, RunFailed when a bare
    repository cannot be.
    """
    processes = LocalProcesses()
    return read_root_file(path, name, LARGEST + 1, processes, follow_alternates=follow_alternates)


def baseline(path: str, settings: Settings, *, follow_alternates: bool = False) -> Baseline:
    """Read the baseline that the settings name, an empty one where there is none.

    Raises ConfigurationError when it cannot be used, and as `settings_file` does.
    """
    if not settings.baseline:
        return NO_BASELINE
    data = read_root_file(
        path,
        settings.baseline,
        baselines.LARGEST + 1,
        LocalProcesses(),
        follow_alternates=follow_alternates,
    )
    return NO_BASELINE if data is None else baselines.read_baseline(data, settings.baseline)


def check(path: str, settings: Settings, options: CheckOptions, progress: Progress) -> CodeReport:
    """Look at the code of the repository at `path`, anew when what was being read of it was thrown away meanwhile.

    Raises MainstayError when it cannot be looked at.
    """
    make_ready(options.jobs)
    with shortages_told(), no_collecting():
        accepted = baseline(path, settings, follow_alternates=options.follow_alternates)
        return _looked(path, settings, accepted, options, progress)


def _looked(
    path: str, settings: Settings, accepted: Baseline, options: CheckOptions, progress: Progress
) -> CodeReport:
    for left in reversed(range(_TRIES)):
        with open_repository(path, LocalProcesses(), follow_alternates=options.follow_alternates) as source:
            try:
                report = _checked(source, settings, accepted, options, progress)
            except RunFailed:
                if source.moved() == source.repository.head:
                    raise
                continue
            if not left or not lacks_something(report) or not _was_thrown_away(source):
                return report
    raise RunFailed(
        "the repository changed again and again while it was read",
        where=path,
        mend="run again when nothing changes it",
    )


def _was_thrown_away(source: Source) -> bool:
    """Whether the commit that was read is no more: rewritten, and collected as garbage since."""
    head = source.repository.head
    return source.moved() != head and not source.sizes([head])


def _checked(
    source: Source, settings: Settings, accepted: Baseline, options: CheckOptions, progress: Progress
) -> CodeReport:
    clock = SystemClock()
    if options.against is not None:
        options = replace(options, since=chosen_base(source, options.against), against=None)
    options = with_drift_point(source, options, accepted)
    options = replace(options, sarif=named(options.sarif))
    cache = repository_cache(source.repository, enabled=options.cache)
    try:
        artefacts = LocalArtefacts(source.repository.work_tree)
        left = places(artefacts, options)
        asked = _collectors(source.repository, options, clock) if options.plugins else None
        collector = _code_collector(cache, clock, settings, accepted, options, artefacts, left, asked)
        plugins = asked.digest if asked is not None else ""
        return maintenance.check(
            source,
            collector,
            cache,
            clock,
            settings,
            options,
            progress,
            __version__,
            accepted,
            left.stamp,
            plugins,
        )
    finally:
        cache.close()


def arrival(
    path: str, finding: Finding, settings: Settings, options: CheckOptions, progress: Progress
) -> Arrival | None:
    """Tell which commit brought a finding of the repository at `path`; None where its file's past does not tell.

    Raises MainstayError when the repository cannot be read.
    """
    from mainstay.adapters.executors.processes import LocalWorkers
    from mainstay.keepers.code.look import CodeKeeper

    with (
        shortages_told(),
        open_repository(path, LocalProcesses(), follow_alternates=options.follow_alternates) as source,
    ):
        cache = repository_cache(source.repository, enabled=options.cache)
        try:
            keeper = CodeKeeper(LocalWorkers(options.jobs), cache, SystemClock(), __version__)
            return keeper.arrival(finding, source, settings, options, progress)
        finally:
            cache.close()


def repository_cache(repository: Repository, *, enabled: bool) -> Cache:
    """Open the memory of a repository; where it is not `enabled` nothing is remembered."""
    folder = Path(repository.work_tree or repository.git_dir) / CACHE_FOLDER
    return open_cache(folder, version=__version__, state=state_folder(os.environ), enabled=enabled)


def _collectors(repository: Repository, options: CheckOptions, clock: Clock) -> "Collecting":
    from mainstay.plugins.asking import Allowed, Asking
    from mainstay.plugins.choice import chosen
    from mainstay.plugins.collecting import Collecting
    from mainstay.plugins.installed import COLLECTOR, installed
    from mainstay.plugins.installed import places as plugin_places

    asked = chosen(options.plugins, options.plugin_options, installed(plugin_places(), COLLECTOR))
    allowed = Allowed(seconds=options.plugin_seconds)
    work_tree = "" if options.head_only else repository.work_tree
    return Collecting(Asking(LocalProcesses(), allowed), asked, work_tree, clock)


def _code_collector(
    cache: Cache,
    clock: Clock,
    settings: Settings,
    accepted: Baseline,
    options: CheckOptions,
    artefacts: Artefacts,
    left: Places,
    collectors: "Collecting | None",
) -> CodeCollector:
    def look(source: Source, work_tree: WorkTree, progress: Progress) -> CodeReport:
        from mainstay.adapters.executors.processes import LocalWorkers
        from mainstay.keepers.code.analysers import read_external
        from mainstay.keepers.code.look import CodeKeeper
        from mainstay.keepers.tests.look import SuiteKeeper

        workers = LocalWorkers(options.jobs)
        since = options.since.commit if options.since is not None else ""
        tested = SuiteKeeper(workers, artefacts).look(source, work_tree, left, progress, since)
        keeper = CodeKeeper(workers, cache, clock, __version__)
        external = read_external(workers, options.sarif, mapped, progress)
        return keeper.look(
            source, work_tree, settings, options, progress, accepted, external, tested, collectors
        )

    return look
