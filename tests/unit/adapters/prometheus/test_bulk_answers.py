"""Reading long answers, rules and names, whatever they are."""

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.adapters.prometheus import answers, bulk_answers
from mainstay.adapters.prometheus.answers import NoNumbers, Unreadable
from mainstay.adapters.prometheus.bulk_answers import alerting_rules, metric_names, sampled
from mainstay.ports.metrics_store import AlertingRule, Sampled, everything


def answer(data: object, **rest: object) -> bytes:
    return json.dumps({"status": "success", "data": data, **rest}).encode()


def matrix(*series: object) -> bytes:
    return answer({"resultType": "matrix", "result": list(series)})


def one(*points: object, **labels: str) -> dict[str, object]:
    return {"metric": labels, "values": list(points)}


def read(text: bytes, first: int = 0, last: int = 600, step: int = 60) -> list[Sampled]:
    return list(sampled(text, first, last, step, everything))


def test_points_become_arrays_without_what_is_no_number() -> None:
    text = matrix(one([0, "1.5"], [60, "NaN"], [120, "+Inf"], [180.0, "-Inf"], [240, "1e3"], le="+Inf"))
    (found,) = read(text)
    assert found.labels == {"le": "+Inf"}
    assert found.samples.times.tolist() == [0, 120, 180, 240]
    assert found.samples.values.tolist() == [1.5, math.inf, -math.inf, 1000.0]


def test_a_series_without_points_is_one_without_points() -> None:
    for text in (matrix(one()), matrix({"metric": {}})):
        assert [found.samples.times.size for found in read(text)] == [0]


def test_series_that_nobody_wants_are_not_read() -> None:
    text = matrix(one([0, "broken"], a="1"), one([0, "1"], a="2"))
    found = list(sampled(text, 0, 0, 60, lambda labels: labels["a"] == "2"))
    assert [series.labels for series in found] == [{"a": "2"}]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"null",
        b"\xff",
        b"<html>",
        b'{"status":"success"}',
        b'{"status":"success","data":null}',
        b'{"status":"error","error":"late"}',
        b'{"a":' * 100_000,
        answer({"resultType": "vector", "result": []}),
        answer({"resultType": "matrix", "result": {}}),
        answer({"resultType": "matrix", "result": []}, warnings=["a part is away"]),
        answer({"resultType": "matrix", "result": []}, isPartial=True),
        matrix(one([60, "1"], [0, "1"])),
        matrix(one([0, "1"], [0, "1"])),
        matrix(one(["NaN", "1"])),
        matrix(one(["1e300", "1"])),
        matrix(one([-60, "1"])),
        matrix(one([660, "1"])),
        matrix(one(*([number, "1"] for number in range(12)))),
        matrix(one([0, "one"])),
        matrix(one([0])),
        matrix({"values": []}),
        matrix({"metric": {"a": 1}, "values": []}),
        matrix({"metric": {}, "values": {}}),
        matrix({"metric": {}, "values": "["}),
    ],
)
def test_what_is_no_answer(text: bytes) -> None:
    with pytest.raises(Unreadable):
        read(text)


def test_histograms_are_no_numbers() -> None:
    with pytest.raises(NoNumbers):
        read(matrix({"metric": {}, "histograms": [[1, {"count": "1"}]]}))


def test_there_are_not_endlessly_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_answers, "MOST_SERIES", 2)
    monkeypatch.setattr(bulk_answers, "MOST_RULES", 2)
    monkeypatch.setattr(bulk_answers, "MOST_NAMES", 2)
    with pytest.raises(Unreadable, match="more than 2 series"):
        read(matrix(one(), one(), one()))
    with pytest.raises(Unreadable, match="more than 2 rules"):
        alerting_rules(answer({"groups": [{"rules": [{"query": "a"}] * 3}]}))
    with pytest.raises(Unreadable, match="more than 2 names"):
        metric_names(answer(["a", "b", "c", "d"]))


def test_what_takes_much_more_memory_than_bytes_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(answers, "MOST_OBJECTS", 20)
    # A key that is written otherwise is the same key.
    hidden = b'{"\\u006detric":{}},' * 12
    for content in (
        b'{"status":"success","data":{"resultType":"matrix","result":[' + hidden[:-1] + b"]}}",
        answer({"resultType": "matrix", "result": [{}] * 30}),
    ):
        with pytest.raises(Unreadable, match="more than 20 objects"):
            read(content)
    for data in ({"groups": [{}] * 30}, {"groups": [{"rules": [{}] * 30}]}):
        with pytest.raises(Unreadable, match="more than 20 objects"):
            alerting_rules(answer(data))


def test_rules_that_alert_are_told() -> None:
    alerting = {
        "type": "alerting", "name": "A", "query": "a > 1", "duration": 60, "labels": {"severity": "page"},
        "alerts": [{"value": "1"}], "annotations": {"summary": "x"},
    }  # fmt: skip
    text = answer(
        {"groups": [{"name": "g", "rules": [alerting, {"type": "recording", "name": "b", "query": "b"}]}]}
    )
    assert alerting_rules(text) == [AlertingRule("A", "a > 1", 60.0, {"severity": "page"})]
    for nothing in (answer({"groups": []}), answer({"groups": None}), answer({"groups": [{"rules": None}]})):
        assert alerting_rules(nothing) == []
    for lie in (answer({}), answer(None), answer([]), answer({"resultType": "vector", "result": []})):
        with pytest.raises(Unreadable):
            alerting_rules(lie)


def test_names_are_told() -> None:
    assert metric_names(answer(["up", "a:b"])) == {"up", "a:b"}
    assert metric_names(answer([])) == frozenset()


NUMBERS = st.sampled_from(["1", "NaN", "+Inf", "1e999", "-", 5, None, [], "9" * 400])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | NUMBERS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["metric", "values", "histograms", "groups", "rules", "type", "query"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)
POINTS = st.lists(st.tuples(st.integers(-60, 700) | NUMBERS, NUMBERS), max_size=4) | JSON
SERIES = st.fixed_dictionaries({"metric": st.just({"a": "b"}) | JSON, "values": POINTS})
ANSWERS = st.builds(matrix, SERIES, SERIES) | st.builds(answer, JSON)


@st.composite
def spoiled(draw: st.DrawFn) -> bytes:
    """Give an answer with a few bytes that are others, or are gone."""
    text = bytearray(draw(ANSWERS))
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, max(0, len(text) - 1)))
        text[place : place + draw(st.integers(0, 3))] = draw(st.binary(max_size=3))
    return bytes(text)


@settings(max_examples=500)
@given(st.binary(max_size=200) | spoiled())
def test_any_bytes_are_read_or_refused(text: bytes) -> None:
    for reader in (read, alerting_rules, metric_names):
        try:
            found = reader(text)
        except (Unreadable, NoNumbers):
            continue
        for series in found:
            if isinstance(series, Sampled):
                times, values = series.samples.times, series.samples.values
                assert times.shape == values.shape
                assert (np.diff(times) > 0).all()
                assert not np.isnan(values).any()
                assert not times.size or (times[0] >= 0 and times[-1] <= 600)
