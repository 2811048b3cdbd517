"""Reading the answers of metrics stores, whatever they are."""

import json
import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mainstay.adapters.prometheus import answers
from mainstay.adapters.prometheus.answers import NoNumbers, Unreadable, refusal, series_at, series_over
from mainstay.ports.metrics import Series


def answer(kind: str, result: object, **rest: object) -> bytes:
    return json.dumps({"status": "success", "data": {"resultType": kind, "result": result}, **rest}).encode()


def matrix(*values: object) -> bytes:
    return answer("matrix", [{"metric": {"a": "b"}, "values": list(values)}])


@pytest.mark.parametrize("compact", [True, False])
def test_all_numbers_that_a_store_tells_are_read(compact: bool) -> None:
    told = ["1", "-0.5", "1e-07", "1.7976931348623157e+308", "NaN", "+Inf", "-Inf", "0"]
    text = matrix(*([1.5 + number, one] for number, one in enumerate(told)))
    (one,) = series_over(text.replace(b", ", b",") if compact else text)
    numbers = [number for _, number in one.points]
    assert numbers[:4] == [1.0, -0.5, 1e-07, 1.7976931348623157e308]
    assert math.isnan(numbers[4])
    assert numbers[5:] == [math.inf, -math.inf, 0.0]


def test_there_are_not_endlessly_many_series(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MOST_SERIES", 2)
    with pytest.raises(Unreadable, match="more than 2 series"):
        series_at(answer("vector", [{"metric": {}, "value": [1, "1"]}] * 3))
    with pytest.raises(Unreadable, match="more than 2 series"):
        series_over(answer("matrix", [{"metric": {}, "values": []}] * 3))
    monkeypatch.setattr(answers, "MOST_OBJECTS", 4)
    with pytest.raises(Unreadable, match="more than 4 objects"):
        series_at(answer("vector", [{"metric": {}}] * 2))


@given(st.lists(st.floats(allow_nan=False, width=64), min_size=1, max_size=20))
def test_numbers_are_read_exactly(numbers: list[float]) -> None:
    told = [[at, repr(number).replace("inf", "Inf")] for at, number in enumerate(numbers)]
    told = [[at, f"+{one}" if one == "Inf" else one] for at, one in told]
    (one,) = series_over(matrix(*told))
    assert [number for _, number in one.points] == numbers


def test_labels_stay_as_they_are() -> None:
    labels = {"le": "+Inf", "b": ',"+Inf"]', "c": "\x1b[31m\n\u202e\\", "d": "1"}
    result = [{"metric": labels, "value": [1, "+Inf"]}]
    assert series_at(answer("vector", result)) == [Series(labels, ((1.0, math.inf),))]


def test_a_number_alone() -> None:
    assert series_at(answer("scalar", [1.5, "2"])) == [Series({}, ((1.5, 2.0),))]


def test_what_only_informs_is_no_warning() -> None:
    assert series_at(answer("vector", [], infos=["metric might not be a counter"], warnings=None)) == []


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"null",
        b"[]",
        b"\xff\xfe",
        b"<html>",
        answer("vector", [])[:-1],
        b'{"status":"success"}',
        b'{"status":"success","data":null}',
        b'{"status":"error","errorType":"timeout","error":"late"}',
        answer("heap", []),
        answer("vector", None),
        answer("vector", [{"metric": {}, "value": [1, "1e999"]}]),
        answer("vector", [{"metric": {}, "value": [1, "-1e999"]}]),
        answer("vector", [{"metric": {}, "value": [1, "1_0"]}]),
        answer("vector", [{"metric": {}, "value": [1, "ten"]}]),
        answer("vector", [{"metric": {}, "value": [1, ""]}]),
        answer("vector", [{"metric": {}, "value": [1, "0x10"]}]),
        answer("vector", [{"metric": {}, "value": [1, "1", "2"]}]),
        answer("vector", [{"metric": {}, "value": [1]}]),
        answer("vector", [{"metric": {"a": 1}, "value": [1, "1"]}]),
        answer("vector", [{"metric": {}, "value": ["NaN", "1"]}]),
        answer("vector", [{"metric": {}, "value": ["Inf", "1"]}]),
        answer("vector", [{"value": [1, "1"]}]),
        answer("vector", [], warnings=["a store is away"]),
        answer("vector", [], isPartial=True),
        b'{"status":"success","data":{"resultType":"vector","result":' + b"[" * 100_000,
        b'{"x":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"x":' * 100_000,
    ],
)
def test_what_is_no_answer_about_a_moment(text: bytes) -> None:
    with pytest.raises(Unreadable):
        series_at(text)


@pytest.mark.parametrize(
    "text",
    [
        matrix([2, "1"], [1, "1"]),
        matrix([1, "1"], [1, "1"]),
        matrix([1, "1"], ["NaN", "1"], [2, "1"]),
        matrix([1, "1"], ["Infinity", "1"]),
        answer("vector", []),
        answer("scalar", [1, "1"]),
    ],
)
def test_what_is_no_answer_about_a_span(text: bytes) -> None:
    with pytest.raises(Unreadable):
        series_over(text)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (series_at, answer("string", [1, "a"])),
        (series_at, matrix([1, "1"])),
        (series_at, answer("vector", [{"metric": {}, "histogram": [1, {"count": "1"}]}])),
        (series_over, answer("matrix", [{"metric": {}, "histograms": [[1, {"count": "1"}]]}])),
    ],
)
def test_what_gives_no_numbers_is_told_apart(read, text: bytes) -> None:
    with pytest.raises(NoNumbers):
        read(text)


def test_the_warning_is_told() -> None:
    with pytest.raises(Unreadable, match="a warning: a store is away"):
        series_at(answer("vector", [], warnings=["a store is away", "another"]))


def test_a_refusal_is_read_or_is_none() -> None:
    assert refusal(b'{"status":"error","errorType":"bad_data","error":"no"}') == ("bad_data", "no")
    for text in (b"", b"<html>", b'{"error":1}', b'{"a":' * 100_000):
        assert refusal(text) == ("", "")


NUMBERS = st.sampled_from(["1", "NaN", "+Inf", "1e999", "-", 5, None, [], "9" * 400, "1e" + "9" * 400])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | NUMBERS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["metric", "value", "values", "histogram", "a"]), inner, max_size=3)
    ),
    max_leaves=12,
)
ANSWERS = st.builds(
    answer,
    st.sampled_from(["vector", "matrix", "scalar", "string", "other"]),
    JSON
    | st.lists(
        st.fixed_dictionaries({"metric": st.just({"a": "b"}), "value": JSON, "values": JSON}), max_size=3
    ),
)


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
@example(b'{"status":"success","data":{"resultType":"scalar","result":[1,"+Inf"]}}')
def test_any_bytes_are_series_or_refused(text: bytes) -> None:
    for read in (series_at, series_over):
        try:
            found = read(text)
        except (Unreadable, NoNumbers):
            continue
        for one in found:
            assert all(isinstance(name, str) and isinstance(value, str) for name, value in one.labels.items())
            assert all(isinstance(number, float) for point in one.points for number in point)
    kind, sentence = refusal(text)
    assert isinstance(kind + sentence, str)
