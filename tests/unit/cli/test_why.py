"""`mainstay why`: what it asks of the program, tells, and leaves with."""

import json

import jsonschema
import pytest

from mainstay.domain.cause import Cause, CauseKind, Causes, CauseVerdict, Standing
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.signal import Signal
from mainstay.present.cause_json import schema

NOW = 1_767_225_600
TARGET = Signal("main", "memory", "service:web", "memory of web\x1b[31m", "memory", "B")
DRIVER = Signal("main", "requests", "service:web", "requests of /api\x1b[2J", "traffic", "1/s")
LIKELY = Cause(
    CauseKind.SERIES,
    Standing.LIKELY,
    DRIVER.what,
    DRIVER.subject,
    7_200,
    0.84,
    0.7,
    1e-6,
    "leads by 2 hours, the same way",
    "look whether it also led on other days",
    DRIVER,
)
SAME = Cause(
    CauseKind.SERIES,
    Standing.SAME,
    "memory in kB",
    "service:web",
    0,
    1.0,
    1.0,
    0.0,
    "the same thing",
    "-",
    DRIVER,
)
FOUND = Causes(
    1,
    NOW,
    TARGET,
    CauseVerdict.FOUND,
    3_600,
    NOW - 42 * 86_400,
    NOW,
    {Standing.LIKELY: 2, Standing.SAME: 1, Standing.CHANCE: 37},
    (LIKELY, LIKELY),
    (SAME,),
    notices=(Notice("metrics-unread", "One was not read.", Weight.LIMIT, "look there"),),
)


def test_the_strongest_stand_first_with_evidence_and_what_would_tell(command, doors) -> None:
    doors.driven = FOUND
    told = command("why", "memory of web", "--prometheus", "http://127.0.0.1:9090", "--most", "1")
    assert told.code == 0
    out = " ".join(told.out.replace("\u202f", " ").split())
    assert out == (
        "memory of web\\x1b[31m likely drivers; none is proved 1. requests of /api\\x1b[2J, service:web Leads by 2 hours, the "
        "same way. Look whether it also led on other days. and 1 more: --most 2 memory in kB is the same thing: it explains "
        "nothing. of 40 candidates, in steps of 1 hour over 42 days"
    )
    assert "limit: One was not read.\n mend: look there\n" in told.err
    (asked,) = doors.causes_asked
    assert asked.name == "memory of web"
    assert asked.series.servers == ("http://127.0.0.1:9090",)
    assert asked.series.history == 84
    assert asked.series.ledger
    assert asked.began == 0


def test_none_found_is_told_with_its_reason(command, doors) -> None:
    reason = "3 candidates looked at: 3 with nothing in common beyond chance"
    doors.driven = Causes(
        1, NOW, TARGET, CauseVerdict.NONE, 3_600, 0, NOW, {Standing.CHANCE: 3}, reason=reason
    )
    told = command("why", "memory", "--no-ledger", "--began", "4h")
    assert told.code == 0
    assert f"No driver of memory of web\\x1b[31m was found: {reason}." in " ".join(told.out.split())
    (asked,) = doors.causes_asked
    assert asked.began == 14_400
    assert not asked.series.ledger


def test_json_keeps_to_its_schema(command, doors) -> None:
    doors.driven = FOUND
    found = json.loads(command("why", "memory", "--format", "json").out)
    jsonschema.validate(found, schema())
    assert found["causes"][0]["lag"] == 7_200
    assert found["looked_at"]["chance"] == 37


@pytest.mark.parametrize("span", ["soon", "1s", "999d", "-4h"])
def test_a_span_that_is_none_is_refused(command, doors, span: str) -> None:
    told = command("why", "memory", "--began", span)
    assert told.code == 2
    assert "is no time to look back" in told.err
    assert doors.causes_asked == []


def test_a_series_must_be_named(command, doors) -> None:
    assert command("why").code == 2
    assert doors.causes_asked == []
