"""The models that the operator's file holds."""

import pytest

from mainstay.config.operator.reading import operator_of
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.watched_model import WatchedModel


def of(text: str) -> tuple[WatchedModel, ...]:
    return operator_of(f"models:\n  - {text}\n".encode(), "mainstay-server.yaml").models


def test_a_model_as_it_is_written() -> None:
    (short,) = of("{name: churn, reference: r.json, current: 'c-*.parquet', time: at}")
    assert short == WatchedModel("churn", "r.json", "c-*.parquet", "at")
    assert short.about == "model:churn"
    (long,) = of(
        "{name: a, reference: r, current: c, time: t, labels: [y], predictions: [p], leave_out: [x], gate: 0.2, subject: 's:a'}"
    )
    assert long == WatchedModel("a", "r", "c", "t", ("y",), ("p",), ("x",), 0.2, "s:a")
    assert long.about == "s:a"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{name: a, reference: 'r-*', current: c, time: t}", "in the name of the current file alone"),
        ("{name: a, reference: r, current: 'd*/c', time: t}", "in the name of the current file alone"),
        ("{name: a, reference: r, current: c}", "time"),
        ("{name: a, reference: r, current: c, time: ''}", "one line"),
        ("{name: a, reference: r, current: c, time: t, gate: 0}", "from 0.005 to 10"),
        ("{name: a, reference: r, current: c, time: t, gate: .nan}", "not finite"),
        ("{name: 'A b', reference: r, current: c, time: t}", "name"),
        ("{name: a, reference: r, current: c, time: t, command: rm}", "command"),
        (
            "{name: a, reference: r, current: c, time: t}\n  - {name: a, reference: r, current: c, time: t}",
            "twice",
        ),
    ],
)
def test_what_is_refused(text: str, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        of(text)
