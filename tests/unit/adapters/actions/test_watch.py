"""Watching a change from look to look: what is asked, remembered, decided, and never taken for a pass."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from mainstay.adapters.actions.watch import WatchAction
from mainstay.domain.plan import Value
from mainstay.domain.run import LONGEST_DETAIL, LONGEST_OUTPUT, Answer, Mark, Result, WaitFor
from mainstay.ports.action import Occasion
from tests.fakes.metrics import MemoryMetrics
from tests.fakes.occasions import stopped_after
from tests.unit.adapters.actions.made import NOW, occasion

ERRORS = {
    arm: {
        "errors": f'increase(errors{{arm="{arm}"}}[$step])',
        "total": f'increase(all{{arm="{arm}"}}[$step])',
    }
    for arm in ("canary", "control")
}
METRIC: dict[str, Value] = {"name": "errors", **ERRORS, "critical": True}
P95: dict[str, Value] = {"name": "p95", "canary": "p95_canary", "control": "p95_control"}
WATCH: dict[str, Value] = {"for": "30m", "metrics": (METRIC, P95), "patience": "1h"}
END = 30 * 60 + 30


def told(number: Callable[[float], float]) -> Callable[[float], list[tuple[Mapping[str, str], float]]]:
    return lambda at: [({}, number(at))]


def store(canary: float = 0.5, since: float = NOW, slower: float = 1.0) -> MemoryMetrics:
    """Give a store of two arms with 0.5 errors a minute, the canary's more since a moment."""
    metrics = MemoryMetrics(name="main")

    def errors(often: float) -> Callable[[float], float]:
        return lambda at: float(int(at // 60 * often) - int((at // 60 - 1) * often))

    def canarys(at: float) -> float:
        return errors(canary)(at) if at > since else errors(0.5)(at)

    metrics.told = {
        str(ERRORS["canary"]["errors"]).replace("$step", "60s"): told(canarys),
        str(ERRORS["control"]["errors"]).replace("$step", "60s"): told(errors(0.5)),
        str(ERRORS["canary"]["total"]).replace("$step", "60s"): told(lambda _at: 500.0),
        str(ERRORS["control"]["total"]).replace("$step", "60s"): told(lambda _at: 500.0),
        "p95_canary": told(lambda at: (0.2 + (at // 60 * 7 % 5) / 100) * slower),
        "p95_control": told(lambda at: 0.2 + (at // 60 * 3 % 5) / 100),
    }
    return metrics


@dataclass
class Check:
    """Looks, and finds what a test says."""

    found: Callable[[int], Mark]
    name: str = "check-http"
    looks: bool = True
    asked: list[Occasion] = field(default_factory=list)

    def foresee(self, parameters: Mapping[str, Value], asked: Occasion) -> Result:
        return Result(Mark.NOT_BEGUN if "never" in parameters else Mark.DONE, "it would look")

    def act(self, parameters: Mapping[str, Value], asked: Occasion) -> Result:
        self.asked.append(asked)
        return Result(self.found(asked.now - NOW), "it looked", memo={"own": 1})


@dataclass
class Watching:
    """One watch being carried out: each look remembers through JSON what the one before left."""

    action: WatchAction
    parameters: Mapping[str, Value] = field(default_factory=lambda: WATCH)
    memo: Mapping[str, Value] = field(default_factory=dict)
    looked: int = 0
    last: Result | None = None

    def look(self, now: int, **more: Any) -> Result:
        asked = occasion(now=now, began_at=NOW, first=not self.looked, memo=self.memo, **more)
        self.last = self.action.act(self.parameters, asked)
        self.looked += 1
        self.memo = json.loads(json.dumps(self.last.memo))
        assert len(self.last.detail) <= LONGEST_DETAIL and self.last.detail.isprintable()
        assert len(self.last.output) <= LONGEST_OUTPUT
        if self.last.mark is Mark.LATER:
            assert self.last.wake_at > now
        return self.last

    def run(self, until: int = 10**9, step: Callable[[int], None] = lambda now: None) -> tuple[int, Result]:
        """Look whenever it wants to, until it is over or a time after its beginning; give that time and the result."""
        now = NOW
        while True:
            step(now - NOW)
            found = self.look(now)
            if found.mark is not Mark.LATER or found.wake_at - NOW > until:
                return now - NOW, found
            now = found.wake_at


def watching(
    metrics: MemoryMetrics | None = None, parameters: Mapping[str, Value] = WATCH, **checks: Check
) -> Watching:
    servers = {"main": metrics or store()}
    return Watching(WatchAction(servers, {one.name: one for one in checks.values()}), parameters)


def test_a_healthy_change_is_watched_to_its_end_and_kept() -> None:
    one = watching()
    first = one.look(NOW)
    assert (first.mark, first.waits_for, first.wake_at) == (Mark.LATER, WaitFor.METRIC, NOW + 90)
    at, found = one.run()
    assert (at, found.mark, one.looked) == (END, Mark.DONE, 32)
    assert found.detail.startswith("look 30 of 30: keep: errors passed")
    assert found.output.count("\n") == 1 and "30 points" in found.output


def test_a_harmful_change_is_rolled_back_as_soon_as_it_is_sure_and_says_why() -> None:
    at, found = watching(store(canary=3.0)).run()
    assert (300 < at < 1_200, found.mark) == (True, Mark.FAILED)
    assert "roll back: errors failed: +" in found.detail
    assert "p95" not in found.detail


def test_it_asks_for_no_moment_whose_data_may_not_be_there_yet() -> None:
    moments: list[float] = []
    metrics = store()
    metrics.told["p95_canary"] = lambda at: [({}, moments.append(at) or 1.0)]
    one = watching(metrics)
    one.look(NOW)
    moments.clear()
    one.look(NOW + 629)
    assert moments == [NOW + 60.0 * look for look in range(1, 10)]
    assert one.memo["taken"] == "9"


def test_looks_that_were_missed_are_not_taken_and_none_is_taken_twice() -> None:
    one = watching()
    one.look(NOW)
    for now in (NOW + 330, NOW + 331, NOW + 349, NOW + 1_530, NOW + 600):
        found = one.look(now)
    assert one.memo["taken"] == "5,25"
    assert found.detail == "nothing new to look at yet"
    assert one.look(NOW + 99_999).mark is Mark.DONE
    assert one.last and one.last.detail.startswith("look 30 of 30 (27 missed): keep")


def test_a_restart_between_looks_changes_nothing() -> None:
    whole = watching(store(canary=1.5)).run()
    pieces = watching(store(canary=1.5))
    now = NOW
    while True:
        found = Watching(WatchAction({"main": store(canary=1.5)}), WATCH, pieces.memo, pieces.looked).look(
            now
        )
        pieces.memo, pieces.looked = json.loads(json.dumps(found.memo)), 1
        if found.mark is not Mark.LATER:
            break
        now = found.wake_at
    assert (now - NOW, found) == whole


def test_a_dead_server_is_never_a_pass_and_nobody_deciding_rolls_back() -> None:
    metrics = store()
    metrics.away = "nobody answers"
    one = watching(metrics)
    at, found = one.run(END)
    assert (found.mark, found.waits_for) == (Mark.LATER, WaitFor.PERSON)
    assert "the metrics server gave no answer: errors: nobody answers" in found.detail
    at, found = one.run()
    assert (at, found.mark) == (END + 3_600, Mark.FAILED)
    assert found.detail.startswith("nobody decided within 3600 s")


def test_a_server_that_comes_back_while_a_person_could_decide_is_asked_again() -> None:
    metrics = store()

    def goes(now: int) -> None:
        metrics.away = "nobody answers" if 600 <= now < END + 300 else ""

    at, found = watching(metrics).run(step=goes)
    assert (END < at <= END + 360, found.mark) == (True, Mark.DONE)


def test_a_metric_that_fails_rolls_back_also_where_another_gives_no_answer() -> None:
    metrics = store(canary=4.0)
    metrics.refused = {"p95_canary"}
    one = watching(metrics)
    one.looked = 1  # its expressions were taken when it began
    assert one.run()[1].mark is Mark.FAILED


def test_a_canary_without_data_is_a_persons_and_the_persons_word_counts() -> None:
    metrics = store()
    metrics.told.pop("p95_canary")
    one = watching(metrics)
    at, found = one.run(END)
    assert (at, found.waits_for, found.wake_at) == (END, WaitFor.PERSON, NOW + END + 3_600)
    assert found.detail.endswith("p95 data is missing (0 points of the canary, and 5 are the least)")
    again = one.look(NOW + END + 60)
    assert (again.mark, again.wake_at) == (Mark.LATER, NOW + END + 3_600)
    kept = one.look(NOW + END + 90, answer=Answer.KEEP, answered_by="ada", reason="p95 is new")
    assert (kept.mark, kept.detail) == (Mark.DONE, "ada had it kept: p95 is new")
    back = one.look(NOW + END + 90, answer=Answer.ROLL_BACK, answered_by="bob")
    assert (back.mark, back.detail) == (Mark.FAILED, "bob had it rolled back")


def test_who_slept_through_the_end_still_has_a_person_asked_before_time_is_over() -> None:
    metrics = store()
    metrics.told.pop("p95_canary")
    one = watching(metrics)
    one.look(NOW)
    found = one.look(NOW + 86_400)
    assert (found.mark, found.wake_at) == (Mark.LATER, NOW + 86_400 + 3_600)


def test_nothing_that_is_no_number_is_taken_for_one() -> None:
    metrics = store()
    metrics.told["p95_canary"] = told(lambda at: float("nan") if at % 120 else float("inf"))
    one = watching(metrics)
    assert one.run(END)[1].waits_for is WaitFor.PERSON


def test_the_time_before_the_change_is_compared_where_there_is_one_arm() -> None:
    slower = store(slower=1.5).told["p95_canary"]
    metrics = MemoryMetrics(name="main")
    metrics.told["p95"] = lambda at: slower(at) if at > NOW - 300 else store().told["p95_canary"](at)
    watch: dict[str, Value] = {
        **WATCH,
        "metrics": ({"name": "p95", "query": "p95", "critical": True},),
        "baseline": "1h",
    }
    at, found = watching(metrics, watch).run()
    assert (at < END, found.mark) == (True, Mark.FAILED)
    # What came while the change was made is left out on both sides.
    metrics.told["p95"] = lambda at: slower(at) if NOW - 600 < at < NOW else store().told["p95_canary"](at)
    assert watching(metrics, watch).run()[1].mark is Mark.DONE


HEALTH: dict[str, Value] = {"name": "health", "probe": {"url": "http://127.0.0.1/health"}, "critical": True}


@pytest.mark.parametrize(
    ("found", "mark"),
    [
        (lambda at: Mark.DONE, Mark.DONE),
        (lambda at: Mark.FAILED if 300 < at < 360 else Mark.DONE, Mark.DONE),
        (lambda at: Mark.FAILED if at > 600 else Mark.DONE, Mark.FAILED),
    ],
)
def test_a_probe_looks_each_time_and_its_failing_looks_count(
    found: Callable[[int], Mark], mark: Mark
) -> None:
    check = Check(found)
    one = watching(parameters={"for": "30m", "metrics": (HEALTH,)}, check=check)
    assert one.run()[1].mark is mark
    assert len(check.asked) == one.looked - 1
    assert all(asked.memo == {} and asked.first and asked.seconds <= 10 for asked in check.asked)
    assert set(str(one.memo["checked"]["health"])) <= {".", "x"}


def test_a_probe_that_tells_nothing_is_no_pass() -> None:
    one = watching(parameters={"for": "30m", "metrics": (HEALTH,)}, check=Check(lambda at: Mark.UNKNOWN))
    assert one.run(END)[1].waits_for is WaitFor.PERSON
    assert one.memo["checked"] == {"health": "-" * 30}


def test_looks_of_a_probe_that_were_missed_are_marked_as_such() -> None:
    one = watching(parameters={"for": "30m", "metrics": (HEALTH,)}, check=Check(lambda at: Mark.DONE))
    for now in (NOW, NOW + 90, NOW + 400, NOW + 630):
        one.look(now)
    assert one.memo["checked"] == {"health": ".----.---."}


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({**WATCH, "server": "other"}, "there is no metrics server other; the operator's file has main"),
        ({**WATCH, "metrics": (HEALTH,)}, "check-http is not there to look with"),
        ({**WATCH, "for": "3m"}, "with: from 5 to 300 looks fit into a watch: for is 180s, every 60s"),
        ({**WATCH, "metrics": ({"name": "x"},)}, "with.metrics[0]: a metric takes exactly one of these"),
    ],
)
def test_what_cannot_be_watched_is_not_begun(parameters: Mapping[str, Value], words: str) -> None:
    action = WatchAction({"main": store()})
    for found in (action.act(parameters, occasion()), action.foresee(parameters, occasion())):
        assert found.mark is Mark.NOT_BEGUN
        assert found.detail.startswith(words)


def test_an_expression_that_is_refused_or_gives_several_series_is_told_before_anything_is_watched() -> None:
    metrics = store()
    metrics.refused = {"p95_control"}
    found = WatchAction({"main": metrics}).act(WATCH, occasion())
    assert (found.mark, found.detail) == (Mark.NOT_BEGUN, "p95: an expression is refused")
    metrics.refused = set()
    metrics.told["p95_canary"] = lambda _at: [({"pod": "a"}, 1.0), ({"pod": "b"}, 2.0)]
    for found in (watching(metrics).look(NOW), WatchAction({"main": metrics}).foresee(WATCH, occasion())):
        assert (found.mark, found.detail) == (Mark.NOT_BEGUN, "p95: 2 series, and one is wanted: p95_canary")


def test_the_server_is_named_where_there_are_several() -> None:
    action = WatchAction({"b": store(), "a": store()})
    for found in (action.act(WATCH, occasion()), action.foresee(WATCH, occasion())):
        told = "no metrics server is named, and the operator's file has several: a, b"
        assert (found.mark, found.detail) == (Mark.NOT_BEGUN, told)
    assert action.act({**WATCH, "server": "b"}, occasion()).mark is Mark.LATER
    found = WatchAction({}).act(WATCH, occasion())
    assert found.detail == "there is no metrics server in the operator's file"


def test_the_dry_run_says_what_would_be_watched_and_what_has_no_data() -> None:
    metrics = store()
    metrics.told.pop("p95_canary")
    metrics.told.pop("p95_control")
    check = Check(lambda at: Mark.DONE)
    action = WatchAction({"main": metrics}, {"check-http": check})
    parameters = {**WATCH, "metrics": (METRIC, P95, HEALTH)}
    found = action.foresee(parameters, occasion())
    assert found == Result(
        Mark.DONE, "would watch errors, p95, health for 1800 s, each 60 s; without data now: p95"
    )
    assert check.asked == []
    metrics.away = "it is late"
    assert action.foresee(parameters, occasion()).mark is Mark.UNKNOWN
    refused = {**WATCH, "metrics": ({**HEALTH, "probe": {"url": "http://127.0.0.1/", "contains": "x"}},)}
    assert action.foresee(refused, occasion()).mark is Mark.DONE


def test_it_ends_soon_after_it_is_stopped_and_within_its_time() -> None:
    one = watching()
    one.look(NOW)
    found = one.look(NOW + 630, stopped=lambda: True)
    assert (found.mark, found.memo["taken"]) == (Mark.UNKNOWN, "")
    found = Watching(one.action, WATCH, {"taken": "1-9"}, 1).look(NOW + 630, stopped=stopped_after(13))
    assert (found.mark, found.memo["taken"]) == (Mark.UNKNOWN, "1-9")
    late = iter(range(0, 100_000, 50))
    slow = Watching(WatchAction({"main": store()}, monotonic=lambda: float(next(late))), WATCH, looked=1)
    found = slow.look(NOW + 630, seconds=20.0)
    assert (found.mark, found.waits_for, found.memo["taken"]) == (Mark.LATER, WaitFor.METRIC, "")
    assert "there was no time left to ask" in found.detail


def test_a_name_of_a_metric_hides_nothing_and_results_stay_short() -> None:
    tables = tuple({"name": f"metric {number:02} " + "x" * 50, "query": f"q{number}"} for number in range(20))
    metrics = MemoryMetrics(
        name="main", told={f"q{number}": store().told["p95_canary"] for number in range(20)}
    )
    one = watching(metrics, {**WATCH, "metrics": tables})
    one.look(NOW)
    found = one.look(NOW + 630)
    assert found.mark is Mark.LATER
    assert found.detail.endswith("and 16 more metrics")
    assert len(json.dumps(found.memo)) < 6_000
