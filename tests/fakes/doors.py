"""A stand-in for the program behind the commands: sample reports, and each of the ways in which the work can go wrong."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from mainstay.config import baseline as baselines
from mainstay.config.parsing import LARGEST
from mainstay.config.settings import Settings
from mainstay.domain.anomalies_asked import AnomaliesAsked
from mainstay.domain.anomaly import AnomalyList
from mainstay.domain.budget import BudgetList
from mainstay.domain.budgets_asked import BudgetsAsked
from mainstay.domain.capacity import CapacityReport, Pace
from mainstay.domain.capacity_asked import CapacityAsked
from mainstay.domain.cause import Causes, CauseVerdict
from mainstay.domain.causes_asked import CausesAsked
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.code_report import CodeReport
from mainstay.domain.computing import Computing
from mainstay.domain.diagnosis import Condition, Diagnosis
from mainstay.domain.drift import DriftReport
from mainstay.domain.drift_asked import DriftAsked
from mainstay.domain.errors import RunFailed
from mainstay.domain.finding import Arrival, Finding
from mainstay.domain.forecast import ForecastList
from mainstay.domain.forecast_asked import ForecastAsked
from mainstay.domain.golden import GoldenReport, GoldenSide
from mainstay.domain.golden_asked import GoldenAsked
from mainstay.domain.night import Night
from mainstay.domain.notice import Notice
from mainstay.domain.plugin import Conformance, Described, Descriptions, Verdict
from mainstay.domain.quality import Estimate
from mainstay.domain.replay import Replay
from mainstay.domain.signal import Signal
from mainstay.domain.store_report import StoreReport, Wrong
from mainstay.domain.topic import Topic
from mainstay.ports.progress import Progress
from tests.fakes import written_reports as reports

TOPICS = (
    Topic(
        "complex-function",
        "Findings",
        "Complex function",
        "A function that is hard to follow.",
        ("What makes it hard is nesting and jumps. " * 8, "Split it where it does two things."),
        "lost = weight x share",
        ("G. A. Campbell, Cognitive Complexity, SonarSource, 2018",),
        ("complexity",),
    ),
    Topic("complexity", "Score", "Complexity", "How much of the code is hard to follow."),
    Topic("long-function", "Findings", "Long function", "A function longer than fifty lines."),
)


class FakeDoors:
    """Answers as `mainstay.wiring` does and remembers what it was asked."""

    def __init__(
        self,
        report: Callable[[], CodeReport] = reports.lively,
        does: Callable[[Progress], None] = lambda _progress: None,
        diagnoses: tuple[Diagnosis, ...] = (Diagnosis("git", Condition.GOOD, "version 2.39"),),
    ) -> None:
        self.report, self.does, self.diagnoses = report, does, diagnoses
        self.forecasts_asked: list[tuple[str, ForecastAsked]] = []
        self.golden_asked: list[GoldenAsked] = []
        self.judged = GoldenReport("golden.jsonl", GoldenSide("a.jsonl", (), Estimate(1.0, 0.0, 1.0), 0))
        self.drifts_asked: list[DriftAsked] = []
        self.computing_asked: list[Computing] = []
        self.drifted = DriftReport("before.csv", "after.csv", 0, 0, (), 0.0)
        self.budgets_asked: list[tuple[str, BudgetsAsked]] = []
        self.standing = BudgetList(1, 0, (), ())
        self.capacity_asked: list[tuple[str, CapacityAsked]] = []
        self.needed = CapacityReport(1, 0, (), Pace.AS_NOW, (), 0.2, 14, 6, (), ())
        self.foretold = ForecastList(1, 0, (), {}, ())
        self.anomalies_asked: list[AnomaliesAsked] = []
        self.unusual = AnomalyList(1, 0, 0, (), 0, 0, {}, ())
        self.causes_asked: list[CausesAsked] = []
        self.driven = Causes(
            1, 0, Signal("file", "a", "file", "a", "column"), CauseVerdict.NO_CANDIDATES, 3_600, 0, 0, {}
        )
        self.night = Night(1, 0, (), 0, {}, 0, 0.0, 0.0, 0.0)
        self.replayed = Replay("0", 0, 0, 0, 0, 0, (), ())
        self.stores: list[tuple[str, str, str]] = []
        self.wrong: tuple[Wrong, ...] = ()
        self.came: Arrival | None = None
        self.described: tuple[Described, ...] = ()
        self.traced: list[tuple[str, str]] = []
        self.asked: list[tuple[str, Settings, CheckOptions]] = []

    def settings_file(self, path: str, name: str, *, follow_alternates: bool = False) -> bytes | None:
        file = Path(path) / name
        return file.read_bytes()[: LARGEST + 1] if file.is_file() else None

    def baseline(
        self, path: str, settings: Settings, *, follow_alternates: bool = False
    ) -> baselines.Baseline:
        file = Path(path) / settings.baseline
        if not settings.baseline or not file.is_file():
            return baselines.NO_BASELINE
        return baselines.read_baseline(file.read_bytes(), settings.baseline)

    def arrival(
        self, path: str, finding: Finding, settings: Settings, options: CheckOptions, progress: Progress
    ) -> Arrival | None:
        self.traced.append((path, finding.code))
        progress.stage("Reading earlier versions")
        return self.came

    def check(self, path: str, settings: Settings, options: CheckOptions, progress: Progress) -> CodeReport:
        self.asked.append((path, settings, options))
        self.does(progress)
        return self.report()

    def topics(self) -> tuple[Topic, ...]:
        return TOPICS

    def plugins(self, name: str = "") -> Descriptions:
        return Descriptions(tuple(one for one in self.described if name in {"", one.name}))

    def try_plugin(self, name: str) -> Conformance:
        verdicts = (
            Verdict("starts", "It loads.", kept=True),
            Verdict(
                "answers", "It answers.", kept=name != "broken", text="\x1b[31mno" if name == "broken" else ""
            ),
        )
        return Conformance(name, f"its-{name}", "1.0", name != "broken", verdicts)

    def forecast(
        self, server_file: str, place: str, asked: ForecastAsked, progress: Progress
    ) -> ForecastList:
        self.does(progress)
        self.forecasts_asked.append((server_file, asked))
        self.named = (server_file, place)
        return self.foretold

    def budgets(self, server_file: str, place: str, asked: BudgetsAsked) -> BudgetList:
        self.budgets_asked.append((server_file, asked))
        return self.standing

    def capacity(
        self, server_file: str, place: str, asked: CapacityAsked, progress: Progress
    ) -> CapacityReport:
        self.capacity_asked.append((server_file, asked))
        return self.needed

    def kept_forecasts(self, server_file: str, place: str, asked: ForecastAsked) -> ForecastList:
        self.forecasts_asked.append((f"{server_file} {place}", asked))
        return self.foretold

    def anomalies(self, server_file: str, place: str, asked: AnomaliesAsked) -> AnomalyList:
        self.anomalies_asked.append(asked)
        self.named = (server_file, place)
        return self.unusual

    def causes(self, server_file: str, place: str, asked: CausesAsked, progress: Progress) -> Causes:
        self.causes_asked.append(asked)
        self.named = (server_file, place)
        return self.driven

    def golden(self, asked: GoldenAsked) -> GoldenReport:
        self.golden_asked.append(asked)
        return self.judged

    def drift(self, asked: DriftAsked) -> tuple[DriftReport, str]:
        self.drifts_asked.append(asked)
        return self.drifted, "{}\n"

    def nightly(self, server_file: str, place: str, computing: Computing) -> Night:
        self.computing_asked.append(computing)
        self.stores.append(("nightly", place or server_file, ""))
        return self.night

    def replay(
        self, server_file: str, place: str, asked: ForecastAsked, weeks: int, progress: Progress
    ) -> tuple[Replay, tuple[Notice, ...]]:
        self.does(progress)
        self.forecasts_asked.append((server_file, asked))
        self.named = (server_file, place)
        return replace(self.replayed, mondays=weeks), ()

    def back_up_store(self, server_file: str, place: str, file: str) -> StoreReport:
        self.stores.append(("backup", place or server_file, file))
        return StoreReport(
            "/kept/store.sqlite", "0001", {"store": 1, "proposals": 1_234, "runs": 0}, file=file
        )

    def restore_store(self, server_file: str, place: str, file: str) -> StoreReport:
        self.stores.append(("restore", place or server_file, file))
        return StoreReport("/kept/store.sqlite", "0001", {"proposals": 2}, before="0001", file=file)

    def migrate_store(self, server_file: str, place: str) -> StoreReport:
        self.stores.append(("migrate", place or server_file, ""))
        return StoreReport("/kept/store.sqlite", "0004", before=place or "0001")

    def check_store(self, server_file: str, place: str) -> StoreReport:
        self.stores.append(("check", place or server_file, ""))
        return StoreReport("/kept/store.sqlite", "0001", {"proposals": 2}, self.wrong, 7 if self.wrong else 0)

    def diagnose(self, path: str) -> tuple[Diagnosis, ...]:
        return self.diagnoses


def work(seconds: float) -> Callable[[Progress], None]:
    """Work so long, in stages that tell how far they are, and say when it has begun and when it was cleaned up."""

    def does(progress: Progress) -> None:
        started = os.environ.get("STAND_IN_STARTED")
        try:
            if started:
                Path(started).touch()
            end = time.monotonic() + seconds
            progress.stage("reading history")
            while time.monotonic() < end - seconds / 2:
                time.sleep(0.01)
            progress.stage("analysing files", 1_000)
            while time.monotonic() < end:
                time.sleep(0.01)
                progress.advance(7)
        finally:
            if started:
                Path(started + ".cleaned").touch()

    return does


def fail(error: Exception) -> Callable[[Progress], None]:
    def does(_progress: Progress) -> None:
        raise error

    return does


def from_environment() -> FakeDoors:
    """Choose by STAND_IN_REPORT (a builder's name) and STAND_IN_DOES (`work:SECONDS`, `fail`, `break`)."""
    kind, _, amount = os.environ.get("STAND_IN_DOES", "work:0").partition(":")
    does = {
        "work": lambda: work(float(amount or 0)),
        "fail": lambda: fail(RunFailed("git ended badly", where="/repo", mend="look at git fsck")),
        "break": lambda: fail(ZeroDivisionError("\x1b[31mboom")),
    }[kind]()
    return FakeDoors(getattr(reports, os.environ.get("STAND_IN_REPORT", "lively")), does)
