"""Forecasts read back from JSON that anybody may have written."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.forecasting.listing import listed
from mainstay.analysis.forecasting.reading import read
from mainstay.domain.short_term import ShortTerm
from mainstay.present.forecast_json import render
from tests.fakes import foretold as made

WHOLE = json.loads(render(made.foretold()))


def changed(*path: str | int, to: object) -> bytes:
    document = json.loads(json.dumps(WHOLE))
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return json.dumps(document).encode()


def test_what_was_written_is_read_back() -> None:
    assert read(render(made.foretold()).encode()) == made.foretold()
    assert read(render(listed([], 5)).encode()) == listed([], 5)


def test_what_an_older_version_wrote_is_read() -> None:
    document = json.loads(json.dumps(WHOLE))
    del document["ends"]
    for one in document["forecasts"]:
        del one["past"]
    assert read(json.dumps(document).encode()).ends == ()


NEXT = ShortTerm(
    "week profile", 1_700_000_000, (1.0, 2.0), (0.0, 1.0), (2.0, 3.0), error=0.5, profile=0.7, tries=5
)


def with_hours(found: ShortTerm) -> bytes:
    first, *others = made.foretold().forecasts
    return render(replace(made.foretold(), forecasts=(replace(first, next_hours=found), *others))).encode()


def test_next_hours_are_read_back() -> None:
    assert read(with_hours(NEXT)).forecasts[0].next_hours == NEXT


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (replace(NEXT, low=(0.0,)), "middle, low and high are not of one length"),
        (replace(NEXT, middle=(), low=(), high=()), "middle, low and high are not of one length"),
        (replace(NEXT, middle=(1.0,) * 169, low=(1.0,) * 169, high=(1.0,) * 169), "of too many hours"),
        (replace(NEXT, start=-1), "a moment is in no calendar"),
        (replace(NEXT, early=10**15), "a moment is in no calendar"),
        (replace(NEXT, high=(2.0, 1e305)), "a level is too large"),
        (replace(NEXT, error=1e305), "a level is too large"),
    ],
)
def test_next_hours_that_cannot_be_told_are_refused(found: ShortTerm, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read(with_hours(found))


def test_series_are_sorted_and_counted_anew() -> None:
    document = json.loads(json.dumps(WHOLE))
    document["forecasts"].reverse()
    document["ends"].reverse()
    document["counts"] = {"crosses": 7_000}
    found = read(json.dumps(document).encode())
    assert found.counts == made.foretold().counts
    assert found.ends == made.foretold().ends
    assert found.forecasts[0] == made.foretold().forecasts[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "truncated"),
        (b"time,value\n1,2\n", "JSON"),
        (b"\xff\xfe{}", "JSON"),
        (b'{"schema": "1"}', "schema"),
        (b'{"score": 5}', "schema"),
        (b'{"schema": 2}', "its schema is of version 2, and 1 is read"),
        (b'{"schema": 1}', "missing"),
        (b'{"schema": 1, "more": ' + b"[" * 100_000, "deep"),
        (b'{"schema":' + b'{"a":' * 50_000, "int"),
        (changed("at", to=10**15), "a moment is in no calendar"),
        (changed("forecasts", 1, "at", to=-5), "a moment is in no calendar"),
        (changed("forecasts", 1, "course", "start", to=10**14), "a moment is in no calendar"),
        (changed("ends", 0, "at", to=10**13), "a moment is in no calendar"),
        (changed("forecasts", 0, "verdict", to="explodes"), "explodes"),
        (changed("forecasts", 0, "horizon", to=0), "days are out of range"),
        (changed("forecasts", 0, "horizon", to=10**9), "days are out of range"),
        (changed("forecasts", 0, "level", to=1e305), "a level is too large"),
        (changed("forecasts", 0, "course", "middle", 0, to=-1e305), "a level is too large"),
        (changed("forecasts", 0, "course", "middle", to=[1.0]), "not of one length"),
        (changed("forecasts", 0, "course", "past", to=[1.0] * 5_000), "more than 4000 days"),
        (changed("forecasts", 0, "step", to={"at": 5, "height": 1.0, "factor": 0}), "so many times larger"),
        (changed("forecasts", 0, "moves", to=-1e305), "a level is too large"),
        (changed("forecasts", 0, "chances", to=[7.0]), "a chance is not between 0 and 1"),
        (changed("forecasts", 0, "chances", to=[0.5] * 9), "more chances than"),
        (changed("forecasts", 0, "signal", "limit", to=None), "no limit"),
        (changed("forecasts", 1, "at", to=0), "there is no date"),
    ],
)
def test_what_cannot_be_used_is_told_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(ValueError, match=words) as told:
        read(content)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity", b"1e999", b'"1"', b"null", b"true"])
def test_what_is_no_number_is_refused(number: bytes) -> None:
    content = changed("forecasts", 0, "course", "middle", 0, to="HERE").replace(b'"HERE"', number)
    with pytest.raises(ValueError):
        read(content)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with pytest.raises(ValueError):
        read(content)
