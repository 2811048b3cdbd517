"""The only place where ports meet keepers and adapters: what the doors call, each put together from its parts.

Parts are imported where a run first needs them, so that `explain` loads no parser and `approve` nothing of git.
"""

import os
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mainstay import __version__
from mainstay.domain.errors import RunFailed, UsageError

if TYPE_CHECKING:
    from mainstay.config.baseline import Baseline
    from mainstay.config.settings import Settings
    from mainstay.domain.anomalies_asked import AnomaliesAsked
    from mainstay.domain.anomaly import AnomalyList
    from mainstay.domain.budget import BudgetList
    from mainstay.domain.budgets_asked import BudgetsAsked
    from mainstay.domain.calendar import Calendar, Freeze
    from mainstay.domain.capacity import CapacityReport
    from mainstay.domain.capacity_asked import CapacityAsked
    from mainstay.domain.cause import Causes
    from mainstay.domain.causes_asked import CausesAsked
    from mainstay.domain.check_options import CheckOptions
    from mainstay.domain.code_report import CodeReport
    from mainstay.domain.computing import Computing
    from mainstay.domain.diagnosis import Diagnosis
    from mainstay.domain.drift import DriftReport
    from mainstay.domain.drift_asked import DriftAsked
    from mainstay.domain.finding import Arrival, Finding
    from mainstay.domain.forecast import ForecastList
    from mainstay.domain.forecast_asked import ForecastAsked
    from mainstay.domain.golden import GoldenReport
    from mainstay.domain.golden_asked import GoldenAsked
    from mainstay.domain.night import Night
    from mainstay.domain.notice import Notice
    from mainstay.domain.plugin import Conformance, Descriptions
    from mainstay.domain.replay import Replay
    from mainstay.domain.store_report import StoreReport
    from mainstay.domain.topic import Topic
    from mainstay.ports.progress import Progress
    from mainstay.wiring.collecting import Collecting
    from mainstay.wiring.record_keeping import Records
    from mainstay.wiring.run_keeping import RunKeeping

STORE_FILE = "store.sqlite"


def settings_file(path: str, name: str, *, follow_alternates: bool = False) -> bytes | None:
    """Read a settings file at the root of the repository at `path`; see `cli.doors`."""
    from mainstay.wiring import code_checking

    return code_checking.settings_file(path, name, follow_alternates=follow_alternates)


def baseline(path: str, settings: "Settings", *, follow_alternates: bool = False) -> "Baseline":
    """Read the baseline that the settings name; see `cli.doors`."""
    from mainstay.wiring import code_checking

    return code_checking.baseline(path, settings, follow_alternates=follow_alternates)


def check(path: str, settings: "Settings", options: "CheckOptions", progress: "Progress") -> "CodeReport":
    """Look at the code of the repository at `path`; see `cli.doors`."""
    from mainstay.wiring import code_checking

    return code_checking.check(path, settings, options, progress)


def arrival(
    path: str, finding: "Finding", settings: "Settings", options: "CheckOptions", progress: "Progress"
) -> "Arrival | None":
    """Tell which commit brought a finding of the repository at `path`; see `cli.doors`."""
    from mainstay.wiring import code_checking

    return code_checking.arrival(path, finding, settings, options, progress)


def topics() -> "tuple[Topic, ...]":
    """Give all that `explain` can tell."""
    from mainstay.adapters.cache.topics import TOPICS as OF_THE_CACHE
    from mainstay.adapters.host.topics import TOPICS as OF_THE_HOST
    from mainstay.adapters.openmetrics.topics import TOPICS as OF_PAGES
    from mainstay.adapters.points.topics import TOPICS as OF_POINTS
    from mainstay.adapters.tables.topics import TOPICS as OF_TABLES
    from mainstay.keepers.code.topics import TOPICS as OF_CODE
    from mainstay.keepers.metrics.topics import TOPICS as OF_METRICS
    from mainstay.keepers.models.topics import TOPICS as OF_MODELS
    from mainstay.keepers.tests.topics import TOPICS as OF_TESTS
    from mainstay.plugins.topics import TOPICS as OF_PLUGINS
    from mainstay.wiring.anomaly_topics import TOPICS as OF_ANOMALIES
    from mainstay.wiring.budget_topics import TOPICS as OF_BUDGETS
    from mainstay.wiring.capacity_topics import TOPICS as OF_CAPACITY
    from mainstay.wiring.cause_topics import TOPICS as OF_CAUSES
    from mainstay.wiring.forecast_topics import TOPICS as OF_FORECASTS

    from_outside = OF_THE_HOST + OF_POINTS + OF_PAGES + OF_TABLES + OF_THE_CACHE
    of_series = OF_FORECASTS + OF_ANOMALIES + OF_CAUSES + OF_BUDGETS + OF_CAPACITY + OF_METRICS
    return OF_CODE + OF_TESTS + of_series + OF_MODELS + from_outside + OF_PLUGINS


def plugins(name: str = "") -> "Descriptions":
    """Ask the installed plugins (of that `name` where one is given), each in a process of its own, what they are."""
    from mainstay.adapters.processes.local import LocalProcesses
    from mainstay.plugins.asking import Asking
    from mainstay.plugins.description import described
    from mainstay.plugins.installed import installed
    from mainstay.plugins.installed import places as plugin_places

    found = [plugin for plugin in installed(plugin_places()) if name in {"", plugin.name}]
    return described(Asking(LocalProcesses()), found)


def try_plugin(name: str) -> "Conformance":
    """Try an installed plugin by the rules of its kind, one after the other. Raises UsageError where there is none."""
    from mainstay.adapters.processes.local import LocalProcesses
    from mainstay.plugins.action_rules import action_conformance
    from mainstay.plugins.asking import Asking
    from mainstay.plugins.choice import chosen
    from mainstay.plugins.installed import ACTION, installed
    from mainstay.plugins.installed import places as plugin_places
    from mainstay.plugins.rules import ALLOWED, conformance

    (one,) = chosen([name], [], installed(plugin_places()))
    with tempfile.TemporaryDirectory(prefix="mainstay-try-") as folder:
        by_rules = action_conformance if one.plugin.kind == ACTION else conformance
        return by_rules(Asking(LocalProcesses(), ALLOWED), one.plugin, Path(folder))


def diagnose(path: str) -> "tuple[Diagnosis, ...]":
    """Look whether all works that a check of `path` needs; never raises for what does not."""
    from mainstay.adapters import surroundings
    from mainstay.adapters.processes.local import LocalProcesses
    from mainstay.plugins.description import diagnoses
    from mainstay.wiring.code_checking import CACHE_FOLDER

    found = surroundings.look(path, os.environ, LocalProcesses(), CACHE_FOLDER, __version__)
    return (*found, *diagnoses(plugins()))


def records(server_file: str, place: str) -> "Records":
    """Give what works on the store at `place` as the operator's file says; "" for both where they are by default."""
    from mainstay.wiring.record_keeping import Records

    return Records(server_file, place, os.environ, partial(_store_place, ""))


def runs(server_file: str, place: str) -> "RunKeeping":
    """Give what carries plans out, beside all that `records` gives."""
    from mainstay.wiring.run_keeping import RunKeeping

    return RunKeeping(server_file, place, os.environ, partial(_store_place, ""))


def forecast(server_file: str, place: str, asked: "ForecastAsked", progress: "Progress") -> "ForecastList":
    """Forecast what is asked for, with the operator's file and the store named as for `records`; see `cli.doors`."""
    from mainstay.wiring import forecasting, known_ends

    kept = records(server_file, place)
    return known_ends.with_ends(forecasting.forecast(asked, kept, progress), kept.operator.forecasts)


def budgets(server_file: str, place: str, asked: "BudgetsAsked") -> "BudgetList":
    """Tell how objectives stand, with the operator's file and the store named as for `records`; see `cli.doors`."""
    from mainstay.wiring import budgeting

    return budgeting.budgets(asked, records(server_file, place))


def anomalies(server_file: str, place: str, asked: "AnomaliesAsked") -> "AnomalyList":
    """Tell what was unusual of what is asked for; see `cli.doors`."""
    from mainstay.wiring import unusual

    return unusual.anomalies(asked, records(server_file, place))


def capacity(server_file: str, place: str, asked: "CapacityAsked", progress: "Progress") -> "CapacityReport":
    """Tell what resources need, with the operator's file and the store named as for `records`; see `cli.doors`."""
    from mainstay.wiring import scaling

    return scaling.capacity(asked, records(server_file, place), progress)


def causes(server_file: str, place: str, asked: "CausesAsked", progress: "Progress") -> "Causes":
    """Tell what may drive one series; see `cli.doors`."""
    from mainstay.wiring import explaining_series

    return explaining_series.causes(asked, records(server_file, place), progress)


def replay(
    server_file: str, place: str, asked: "ForecastAsked", weeks: int, progress: "Progress"
) -> "tuple[Replay, tuple[Notice, ...]]":
    """Tell what would have been foretold each Monday of the last `weeks`; see `cli.doors`."""
    from mainstay.wiring import forecasting

    return forecasting.replay_past(asked, weeks, records(server_file, place), progress)


def collecting(server_file: str, points: str) -> "Collecting":
    """Give what collects into the folder `points`, "" for the usual one; see `cli.doors`."""
    from mainstay.wiring.collecting import Collecting

    return Collecting(records(server_file, ""), points)


def kept_forecasts(server_file: str, place: str, asked: "ForecastAsked") -> "ForecastList":
    """Forecast the series that the store, named as for `records`, keeps; see `cli.doors`."""
    from mainstay.wiring import forecasting_kept, known_ends

    kept = records(server_file, place)
    return known_ends.with_ends(forecasting_kept.kept_forecasts(kept, asked), kept.operator.forecasts)


def golden(asked: "GoldenAsked") -> "GoldenReport":
    """Hold answers against a golden set; see `cli.doors`."""
    from mainstay.wiring import golden_sets

    return golden_sets.golden(asked)


def drift(asked: "DriftAsked") -> "tuple[DriftReport, str]":
    """Compare two tables; see `cli.doors`."""
    from mainstay.wiring import drifting

    return drifting.drift(asked)


def nightly(server_file: str, place: str, computing: "Computing") -> "Night":
    """Spend a night now; see `cli.doors`."""
    from mainstay.wiring import nights

    return nights.nightly(records(server_file, place), computing)


def back_up_store(server_file: str, place: str, file: str) -> "StoreReport":
    """Write the whole store, named as for `records`, to a new `file`.

    Raises UsageError when there is no store or the file is there, RunFailed when one cannot be read or the other written.
    """
    from mainstay.adapters.store.moving import backup

    return backup(records(server_file, place).store_place(), file)


def restore_store(server_file: str, place: str, file: str) -> "StoreReport":
    """Restore a backup into the empty store that is named as for `records`.

    Raises UsageError when there is no backup, RunFailed when it is damaged or newer, or the store is not empty.
    """
    from mainstay.adapters.store.moving import restore

    return restore(records(server_file, place).store_place(), file)


def migrate_store(server_file: str, place: str) -> "StoreReport":
    """Bring the store, named as for `records`, to the newest revision. Raises MainstayError when it cannot be."""
    from mainstay.adapters.store.migrating import migrate

    return migrate(records(server_file, place).store_place())


def check_store(server_file: str, place: str) -> "StoreReport":
    """Look whether the store, named as for `records`, is whole. Raises MainstayError when it cannot be read."""
    from mainstay.adapters.store.checking import check

    return check(records(server_file, place).store_place())


def freezes_of(data: bytes, file: str, now: int) -> "tuple[Freeze, ...]":
    """Give the freezes of an iCalendar file; see `config.operator.icalendar_files`, which few need and is slow to load."""
    from mainstay.config.operator import icalendar_files

    return icalendar_files.freezes_of(data, file, now)


def calendar_text(calendar: "Calendar", now: int) -> bytes:
    """Give windows and freezes as an iCalendar file."""
    from mainstay.config.operator import icalendar_files

    return icalendar_files.calendar_text(calendar, now)


def _store_place(place: str) -> str:
    """Give the address itself, or that of the file in the user's state folder, which is made where it is not."""
    from mainstay.adapters.cache.secret import state_folder
    from mainstay.adapters.secrets.private_file import make_private_folder

    if place:
        return place
    state = state_folder(os.environ)
    if state is None:
        raise UsageError(
            "there is no home to keep decisions in",
            where="HOME",
            mend="set HOME, or name a store with --store",
        )
    try:
        make_private_folder(state)
    except OSError as error:
        raise RunFailed(
            f"the folder for decisions cannot be made: {error.strerror}",
            where=str(state),
            mend="look whether this user may write there, or name a store with --store",
        ) from error
    return str(state / STORE_FILE)
