"""`mainstay anomalies`: what it asks of the program, tells, and leaves with."""

import json

import jsonschema
import pytest

from mainstay.domain.anomaly import Anomaly, AnomalyKind, AnomalyList, Happening, Muted
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.signal import Limit, Side, Signal
from mainstay.present.anomaly_json import schema

NOW = 1_767_225_600
SIGNAL = Signal(
    "main",
    "requests",
    "service:web",
    "requests of /dashboard\x1b[31m",
    "traffic",
    "1/s",
    limit=Limit(500, Side.ABOVE, "an SLO"),
)
DIP = Anomaly(
    SIGNAL,
    AnomalyKind.DIP,
    NOW - 3_600,
    NOW - 2_400,
    False,
    14.2,
    60.0,
    240.0,
    9.0,
    Happening(NOW - 3_780, "service:web", "a run of Mainstay"),
)
FOUND = AnomalyList(
    1,
    NOW,
    NOW - 86_400,
    ("main",),
    120,
    3,
    {AnomalyKind.DIP: 1},
    (DIP,),
    (Muted(AnomalyKind.SPIKE, 4, "of the last 31 of this kind 2 helped"),),
    (Notice("metrics-unread", "One was not read.", Weight.LIMIT, "look there"),),
)


def test_few_are_told_a_sentence_each(command, doors) -> None:
    doors.unusual = FOUND
    told = command("anomalies", "--prometheus", "http://127.0.0.1:9090")
    assert told.code == 0
    out = " ".join(told.out.replace("\u202f", " ").split())
    assert out == (
        "What was unusual in the last 24 hours requests of /dashboard\\x1b[31m fell from usually 240 1/s to 60 1/s "
        "on 31 Dec 2025 at 23:00 UTC for 20 minutes; 9 times its usual spread; 3 minutes after a run of Mainstay of "
        "service:web. service:web, limit 500 1/s (an SLO) 4 spikes not told: of the last 31 of this kind 2 helped. "
        "of 120 series, 3 of them too short to say what is usual"
    )
    assert "limit: One was not read.\n mend: look there\n" in told.err
    (asked,) = doors.anomalies_asked
    assert (asked.servers, asked.since, asked.history, asked.step, asked.ledger) == (
        ("http://127.0.0.1:9090",),
        86_400,
        21,
        300,
        True,
    )


def test_the_others_are_counted(command, doors) -> None:
    doors.unusual = AnomalyList(1, NOW, NOW - 3_600, (), 1, 0, {AnomalyKind.DIP: 3}, (DIP, DIP, DIP))
    told = command("anomalies", "--most", "1", "--since", "1h")
    assert "and 2 more: --most 3" in told.out
    assert told.out.count("fell from") == 1


@pytest.mark.parametrize(
    ("series", "short", "sentence"),
    [
        (9, 1, "Nothing unusual in the last 7 days."),
        (0, 0, "There are no series here that Mainstay knows."),
        (2, 2, "Too little history: what is usual is known from the second day on."),
    ],
)
def test_nothing_is_a_sentence_too(command, doors, series: int, short: int, sentence: str) -> None:
    doors.unusual = AnomalyList(1, NOW, NOW - 7 * 86_400, (), series, short, {}, ())
    told = command("anomalies", "--since", "7d", "--fail-on", "any")
    assert told.code == 0
    assert sentence in told.out


@pytest.mark.parametrize(("kind", "code"), [("any", 1), ("dip", 1), ("spike", 0)])
def test_it_fails_on_what_is_named(command, doors, kind: str, code: int) -> None:
    doors.unusual = FOUND
    assert command("anomalies", "--fail-on", kind).code == code


def test_as_json_it_keeps_to_its_schema(command, doors) -> None:
    doors.unusual = FOUND
    told = command("anomalies", "--format", "json", "--no-ledger")
    found = json.loads(told.out)
    jsonschema.validate(found, schema())
    assert found["anomalies"][0]["kind"] == "dip"
    assert found["muted"] == [
        {"kind": "spike", "anomalies": 4, "reason": "of the last 31 of this kind 2 helped"}
    ]
    assert not doors.anomalies_asked[0].ledger


@pytest.mark.parametrize("since", [" ", "x", "0h", "59s", "13w", "-1d", "1e9d", "24"])
def test_a_span_that_is_none_is_refused(command, doors, since: str) -> None:
    told = command("anomalies", "--since", since)
    assert told.code == 2
    assert doors.anomalies_asked == []
