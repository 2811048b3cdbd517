"""What the commands ask of the program behind them. The module `mainstay.wiring` answers; tests give fakes."""

from typing import TYPE_CHECKING, Protocol

from mainstay.config.baseline import Baseline
from mainstay.config.settings import Settings
from mainstay.domain.anomalies_asked import AnomaliesAsked
from mainstay.domain.budgets_asked import BudgetsAsked
from mainstay.domain.capacity_asked import CapacityAsked
from mainstay.domain.causes_asked import CausesAsked
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.code_report import CodeReport
from mainstay.domain.computing import Computing
from mainstay.domain.diagnosis import Diagnosis
from mainstay.domain.drift_asked import DriftAsked
from mainstay.domain.finding import Arrival, Finding
from mainstay.domain.forecast_asked import ForecastAsked
from mainstay.domain.golden_asked import GoldenAsked
from mainstay.domain.plugin import Conformance, Descriptions
from mainstay.domain.store_report import StoreReport
from mainstay.domain.topic import Topic
from mainstay.ports.progress import Progress

if TYPE_CHECKING:
    from mainstay.cli.collect_doors import CollectDoors
    from mainstay.cli.record_doors import RecordDoors
    from mainstay.cli.run_doors import RunDoors
    from mainstay.domain.anomaly import AnomalyList
    from mainstay.domain.budget import BudgetList
    from mainstay.domain.capacity import CapacityReport
    from mainstay.domain.cause import Causes
    from mainstay.domain.drift import DriftReport
    from mainstay.domain.forecast import ForecastList
    from mainstay.domain.golden import GoldenReport
    from mainstay.domain.night import Night
    from mainstay.domain.notice import Notice
    from mainstay.domain.replay import Replay


class Doors(Protocol):
    """The functions of `mainstay.wiring` that the command line calls."""

    def settings_file(self, path: str, name: str, *, follow_alternates: bool = False) -> bytes | None:
        """Read a settings file at the root of the repository at `path`, None when it has none.

        Only a regular file within the repository is read, and of it at most one byte more than settings may have;
        `follow_alternates` lets a bare repository's file be read from objects that it borrows.
        Raises UsageError when there is no repository, ConfigurationError when the file cannot be read, RunFailed when a
        bare repository cannot be.
        """
        ...

    def baseline(self, path: str, settings: Settings, *, follow_alternates: bool = False) -> Baseline:
        """Read the baseline that the settings name, an empty one where there is none.

        Raises ConfigurationError when it cannot be used, and as `settings_file` does.
        """
        ...

    def check(self, path: str, settings: Settings, options: CheckOptions, progress: Progress) -> CodeReport:
        """Look at the code of the repository at `path`. Raises MainstayError when it cannot be looked at."""
        ...

    def arrival(
        self, path: str, finding: Finding, settings: Settings, options: CheckOptions, progress: Progress
    ) -> Arrival | None:
        """Tell which commit brought a finding of the repository at `path`; None where its file's past does not tell.

        Raises MainstayError when the repository cannot be read.
        """
        ...

    def topics(self) -> tuple[Topic, ...]:
        """Give all that `explain` can tell."""
        ...

    def plugins(self, name: str = "") -> Descriptions:
        """Ask the installed plugins (of that `name` where one is given), each in a process of its own, what they are."""
        ...

    def try_plugin(self, name: str) -> Conformance:
        """Try an installed plugin on small work trees, a rule after the other. Raises UsageError where there is none."""
        ...

    def diagnose(self, path: str) -> tuple[Diagnosis, ...]:
        """Look whether all works that a check of `path` needs; never raises for what does not."""
        ...

    def records(self, server_file: str, place: str) -> "RecordDoors":
        """Give what works on the store at `place` as the operator's file says; "" for both where they are by default."""
        ...

    def runs(self, server_file: str, place: str) -> "RunDoors":
        """Give what carries plans out, beside all that `records` gives."""
        ...

    def forecast(
        self, server_file: str, place: str, asked: ForecastAsked, progress: Progress
    ) -> "ForecastList":
        """Forecast what servers, files and this host have, with the operator's file and the store named as for `records`.

        Raises UsageError where a file cannot be read or an address is none, EvidenceMissing where no server answers.
        """
        ...

    def budgets(self, server_file: str, place: str, asked: BudgetsAsked) -> "BudgetList":
        """Tell how objectives stand by what metrics servers count, with the operator's file and the store as for `records`.

        Raises UsageError where there is no objective or no server, EvidenceMissing where no server answers.
        """
        ...

    def capacity(
        self, server_file: str, place: str, asked: CapacityAsked, progress: Progress
    ) -> "CapacityReport":
        """Tell what resources need and which are too large, with the operator's file and the store as for `records`.

        Raises as `forecast` does, and for prices or a table of uses that cannot be read.
        """
        ...

    def kept_forecasts(self, server_file: str, place: str, asked: ForecastAsked) -> "ForecastList":
        """Forecast the series that the store, named as for `records`, keeps.

        Raises EvidenceMissing where it keeps none, MainstayError when it cannot be read.
        """
        ...

    def anomalies(self, server_file: str, place: str, asked: AnomaliesAsked) -> "AnomalyList":
        """Tell what was unusual of what servers, files and this host have; named and raising as `forecast`."""
        ...

    def causes(self, server_file: str, place: str, asked: CausesAsked, progress: Progress) -> "Causes":
        """Tell what may drive one series of what servers, files and this host have; named and raising as `forecast`.

        Raises UsageError also where no series, or more than one, is named so.
        """
        ...

    def golden(self, asked: GoldenAsked) -> "GoldenReport":
        """Hold answers against a golden set.

        Raises UsageError where a file cannot be used, RunFailed where one cannot be read or what reads patterns is missing.
        """
        ...

    def drift(self, asked: DriftAsked) -> "tuple[DriftReport, str]":
        """Compare two tables; the text is the learnt reference, as it is kept.

        Raises UsageError where a file is no table or has no such column, RunFailed where one cannot be read.
        """
        ...

    def nightly(self, server_file: str, place: str, computing: Computing) -> "Night":
        """Spend a night now, with the operator's file and the store named as for `records`.

        What is asked for of `computing` takes the place of what the operator's file says. Raises UsageError where there is no
        metrics server to ask or nothing can compute so, MainstayError when the store cannot be used.
        """
        ...

    def replay(
        self, server_file: str, place: str, asked: ForecastAsked, weeks: int, progress: Progress
    ) -> "tuple[Replay, tuple[Notice, ...]]":
        """Tell what would have been foretold each Monday of the last `weeks`; named and raising as `forecast`."""
        ...

    def collecting(self, server_file: str, points: str) -> "CollectDoors":
        """Give what collects into the folder `points`, "" for the usual one; the operator's file is named as for `records`."""
        ...

    def back_up_store(self, server_file: str, place: str, file: str) -> StoreReport:
        """Write the whole store, named as for `records`, to a new `file`.

        Raises UsageError when there is no store or the file is there, RunFailed when one cannot be read or the other written.
        """
        ...

    def restore_store(self, server_file: str, place: str, file: str) -> StoreReport:
        """Restore a backup into the empty store that is named as for `records`.

        Raises UsageError when there is no backup, RunFailed when it is damaged or newer, or the store is not empty.
        """
        ...

    def migrate_store(self, server_file: str, place: str) -> StoreReport:
        """Bring the store, named as for `records`, to the newest revision. Raises MainstayError when it cannot be."""
        ...

    def check_store(self, server_file: str, place: str) -> StoreReport:
        """Look whether the store, named as for `records`, is whole. Raises MainstayError when it cannot be read."""
        ...
