"""`mainstay nightly` and `mainstay forecast --kept`: what they ask of the program, tell, and leave with."""

import json

import jsonschema
import pytest

from mainstay.domain.computing import Computing, ExecutorKind
from mainstay.domain.forecast import Verdict
from mainstay.domain.night import Night, Taking
from mainstay.domain.notice import Notice, Weight
from mainstay.present.night_json import schema

WHOLE = (Taking("main", 1_200, 1_100, 12), Taking("far\x1b[31m", 3, 3))
NIGHT = Night(1, 1_767_225_600, WHOLE, 1_203, {Verdict.CROSSES: 3, Verdict.STAYS: 1_200}, 0, 75.25, 70.0, 5.2)


def test_a_night_is_told_a_line_a_server(command, doors) -> None:
    doors.night = NIGHT
    told = command("nightly", "--store", "/kept/store.sqlite")
    assert told.code == 0
    assert doors.stores == [("nightly", "/kept/store.sqlite", "")]
    assert told.out.replace("\u202f", " ").splitlines() == [
        "main: 1,100 of 1,200 series taken in, 12 of them new",
        "far\\x1b[31m: 3 of 3 series taken in",
        "1,203 series forecast: 3 passes its limit; 1,200 stays within its limit",
        "done in 1 min 15 s: taking in 1 min 10 s, forecasting 5.2 s",
    ]
    assert told.err.endswith("Next: mainstay forecast --kept\n")


def test_what_was_dropped_and_could_not_be_read_is_told(command, doors) -> None:
    notice = Notice(
        "metrics-past-unread", "The past of 2 series could not be read.", Weight.LIMIT, "look there"
    )
    doors.night = Night(
        1,
        0,
        (Taking("main", 9, 7, 0, 2), Taking("far", failure="it is down")),
        9,
        {},
        1,
        1.0,
        1.0,
        0.0,
        (notice,),
    )
    told = command("nightly")
    assert told.code == 5
    assert told.out.splitlines()[:2] == [
        "main: 7 of 9 series taken in, 2 not read",
        "far: nothing was taken in: it is down",
    ]
    assert "1 series dropped: they ended long ago\n" in told.out
    assert "limit: The past of 2 series could not be read.\n mend: look there\n" in told.err


@pytest.mark.parametrize(
    "taking", [Taking("main", 1, 1), Taking("main", 1, 0, 0, 1), Taking("main", failure="no")]
)
def test_as_json_it_keeps_to_its_schema(command, doors, taking: Taking) -> None:
    doors.night = Night(1, 0, (taking,), 9, {Verdict.STAYS: 9}, 0, 1.0, 1.0, 0.0)
    told = command("nightly", "--format", "json")
    assert told.code == (0 if taking.taken else 5)
    found = json.loads(told.out)
    jsonschema.validate(found, schema())
    assert found["counts"] == {"stays": 9}


def test_what_is_kept_is_forecast_of_the_store_that_is_named(command, doors) -> None:
    told = command("forecast", "--kept", "--series", "disk", "--horizon", "30", "--store", "x.sqlite")
    ((place, asked),) = doors.forecasts_asked
    assert place == " x.sqlite"
    assert (asked.named, asked.horizon, asked.history) == ("disk", 30, 84)
    assert told.code == 2  # Nothing that is named so is there.


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ((), Computing()),
        (("--executor", "processes", "--workers", "3"), Computing(ExecutorKind.PROCESSES, 3)),
        (
            ("--executor", "dask", "--scheduler", "tls://far:8786"),
            Computing(ExecutorKind.DASK, 0, "tls://far:8786"),
        ),
    ],
)
def test_what_is_to_compute_is_asked_for(command, doors, words: tuple[str, ...], asked: Computing) -> None:
    doors.night = NIGHT
    assert command("nightly", *words).code == 0
    assert doors.computing_asked == [asked]


@pytest.mark.parametrize("words", [("--executor", "fast"), ("--workers", "65"), ("--workers", "-1")])
def test_what_nothing_can_compute_is_refused(command, words: tuple[str, ...]) -> None:
    assert command("nightly", *words).code == 2
