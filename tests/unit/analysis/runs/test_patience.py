"""How long a check is patient."""

import pytest

from mainstay.analysis.plans.shapes.parameter import span
from mainstay.analysis.runs.patience import patient
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Part, Purpose, Result, WaitFor
from mainstay.ports.action import Occasion


def occasion(now: int = 100, held: int = 0) -> Occasion:
    return Occasion(
        "r",
        "s",
        Part.CHECK,
        Purpose.APPLY,
        1,
        1,
        "repo:a",
        "production",
        "b",
        now,
        60.0,
        100,
        memo={"held": held},
    )


def test_lengths_of_time() -> None:
    assert [span(text) for text in ("30s", "15m", "4h", "7d", "2w")] == [30, 900, 14_400, 604_800, 1_209_600]


@pytest.mark.parametrize(
    ("mark", "parameters", "now", "held", "then"),
    [
        (Mark.DONE, {}, 100, 0, Mark.DONE),
        (Mark.FAILED, {}, 100, 0, Mark.FAILED),
        (Mark.UNKNOWN, {}, 100, 0, Mark.UNKNOWN),
        (Mark.FAILED, {"within": "10s", "every": "5s"}, 100, 0, Mark.LATER),
        (Mark.UNKNOWN, {"within": "10s", "every": "5s"}, 105, 0, Mark.LATER),
        (Mark.FAILED, {"within": "10s", "every": "5s"}, 106, 0, Mark.FAILED),
        (Mark.UNKNOWN, {"within": "10s", "every": "5s"}, 110, 0, Mark.UNKNOWN),
        (Mark.DONE, {"within": "1m", "times": 2}, 100, 0, Mark.LATER),
        (Mark.DONE, {"within": "1m", "times": 2}, 105, 1, Mark.DONE),
        (Mark.FAILED, {"within": "1m", "times": 2}, 105, 1, Mark.LATER),
        (Mark.DONE, {"within": "1m", "times": 2}, 160, 0, Mark.FAILED),
        (Mark.DONE, {"times": 2}, 100, 0, Mark.FAILED),
    ],
)
def test_what_one_look_comes_to(
    mark: Mark, parameters: dict[str, Value], now: int, held: int, then: Mark
) -> None:
    result = patient(Result(mark, "as it is"), parameters, occasion(now, held), WaitFor.METRIC)
    assert result.mark is then
    if then is Mark.LATER:
        assert result.waits_for is WaitFor.METRIC
        assert now < result.wake_at <= 100 + span(str(parameters["within"]))
        assert result.memo["held"] == (held + 1 if mark is Mark.DONE else 0)


def test_who_kept_a_plan_from_before_looks_no_more_than_a_thousand_times() -> None:
    again = patient(Result(Mark.FAILED), {"within": "100000s", "every": "0s"}, occasion())
    assert again.wake_at == 200
