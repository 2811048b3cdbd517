"""What the operator's file promises of events."""

import pytest

from mainstay.config.operator.reading import operator_of
from mainstay.domain.budget import Objective
from mainstay.domain.errors import ConfigurationError


def of(text: str) -> tuple[Objective, ...]:
    return operator_of(f"slos:\n  - {text}\n".encode(), "mainstay-server.yaml").slos


def test_an_objective_as_it_is_written() -> None:
    assert of("{name: a, objective: 99.9, total: t, bad: b, days: 28, subject: 's:x', server: main}") == (
        Objective("a", 0.999, "t", "b", "", 28, "s:x", "main", "given in the operator's file"),
    )
    assert of("{name: a, objective: 100, total: t, good: g}")[0].goal == 1.0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{name: a, objective: 0, total: t, bad: b}", "a cannot be used: an objective of 0% is no promise"),
        ("{name: a, objective: 100.5, total: t, bad: b}", "at most 100"),
        ("{name: a, objective: .nan, total: t, bad: b}", "number|share"),
        ("{name: a, objective: 99, total: t}", "either bad or good"),
        ("{name: a, objective: 99, total: t, bad: b, good: g}", "either bad or good"),
        ("{name: a, objective: 99, total: ' ', bad: b}", "a query of it is empty"),
        ("{name: a, objective: 99, total: t, bad: b, days: 0}", "1 to 90 days"),
        ("{name: a, objective: 99, total: 'rate(t[5m])', bad: b}", "neither a selector"),
        ("{name: a, objective: 99, total: t, bad: b, window: 3}", "window"),
        ("{name: a, objective: 9, total: t, bad: b}\n  - {name: a, objective: 9, total: t, bad: b}", "twice"),
    ],
)
def test_what_is_refused(text: str, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        of(text)
