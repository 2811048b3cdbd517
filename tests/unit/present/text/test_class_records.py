"""The ledger of forecasts for a terminal: classes, the replay, and single predictions."""

import json
from dataclasses import replace

import jsonschema
import pytest
from rich.cells import cell_len

from mainstay.domain.ledger_case import Came, ClassRecord, Standing
from mainstay.domain.ledger_view import SCHEMA, ClassView, Ledger, PredictionList, ReplayView
from mainstay.domain.prediction import DATE, LEVEL, PASSES, Of, Prediction
from mainstay.domain.replay import Replay, ReplayedClass
from mainstay.present.record_words import became, standing
from mainstay.present.replay_json import render, schema
from mainstay.present.text import predictions
from mainstay.present.text.ledger import listed
from mainstay.present.text.look import Look
from mainstay.present.text.replay import replayed

DAY = 86_400
NOW = 1_800_000_000
LIVE = ClassRecord("disk", 41, 35, 2.0, 0.4, 12, 3, 0.081, 5, ((Came.HIT, 4), (Came.LATE, 1)), 2)
PAST = replace(LIVE, bands=900, inside=702, outcomes=(), dates=0, brier=None)
MUTED = replace(
    LIVE, sort="latency", inside=8, muted="8 of 41 levels were inside bands that should hold four of five"
)
CLASSES = (
    ClassView("disk", LIVE, PAST, Standing(LIVE, {1: 1.0, 12: 1.31}), 7),
    ClassView("latency", MUTED, None, Standing(MUTED, {1: 1.0})),
    ClassView(
        "memory",
        None,
        replace(PAST, sort="memory"),
        Standing(replace(PAST, sort="memory"), {4: 0.9}, replayed=True),
    ),
    ClassView("queue", None, None, None, 3),
)
REPLAY = ReplayView(NOW, NOW - 364 * DAY, NOW - 7 * DAY, 52, 341, ("http://127.0.0.1:9090",))
PAGE = Ledger(SCHEMA, NOW, "", (), {}, "", CLASSES, REPLAY)


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def test_each_class_is_told_live_and_apart_from_the_replay() -> None:
    lines = plain(listed(PAGE, Look(width=120))).splitlines()
    split = next(at for at, line in enumerate(lines) if line.startswith("Replayed on the past"))
    live, past = lines[:split], lines[split:]
    (disk,) = [line for line in live if "disk" in line]
    assert "35 of 41, 85 %" in disk and "4 hit, 1 late or never" in disk and "0.081" in disk
    assert "1 to 1.3 times as wide" in disk
    assert any("queue" in line and "nothing is due yet" in line for line in live)
    assert any("memory" in line and "(replay)" in line for line in live)
    assert "52 Mondays from" in past[0] and "341 series" in past[0]
    assert any("disk" in line and "702 of 900, 78 %" in line for line in past)
    assert (
        lines[-1].strip()
        == "latency is muted: 8 of 41 levels were inside bands that should hold four of five."
    )


@pytest.mark.parametrize(
    ("factors", "told"),
    [
        ({}, "as they are"),
        ({1: 1.01, 4: 0.99, 12: 1.0}, "as they are"),
        ({1: 0.62, 4: 0.8, 12: 1.0}, "0.62 to 1 times as wide"),
        ({1: 1.31, 4: 1.312, 12: 1.308}, "1.3 times as wide"),
        ({12: 0.7, 1: 2.0}, "0.7 to 2 times as wide"),
        ({4: 0.9}, "0.9 times as wide"),
    ],
)
def test_bands_are_told_by_the_least_and_the_most_that_they_are_multiplied_by(
    factors: dict, told: str
) -> None:
    assert standing(ClassView("disk", LIVE, None, Standing(LIVE, factors))) == told


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    found = Replay("r", NOW, NOW - DAY, NOW, 52, 341, (), (ReplayedClass(LIVE, {}), ReplayedClass(MUTED, {})))
    for text in (listed(PAGE, Look(width=width)), replayed(found, Look(width=width))):
        assert max(map(cell_len, text.splitlines())) <= width


def test_a_replay_says_what_it_could_not_know() -> None:
    found = Replay("r", NOW, NOW - DAY, NOW, 52, 341, (), (ReplayedClass(LIVE, {}),))
    told = " ".join(replayed(found, Look(width=100)).split())
    assert "Limits are those of today" in told and "events of the past are not known" in told
    document = json.loads(render(found))
    jsonschema.validate(document, schema())
    assert len(document["notes"]) == 2


def test_a_replay_of_nothing_says_what_it_needs() -> None:
    told = replayed(Replay("r", NOW, 0, 0, 0, 2, (), ()), Look(width=100))
    assert "a forecast needs 14 days before it" in told and "too little of the past is there" in told


OF = Of("host", "disk", "disk", NOW - 28 * DAY, 28, "B", limit=1e9)
BAND = Prediction(
    "p1",
    LEVEL,
    "host:web1",
    "disk used of / is between 1 and 2 GB in 4 weeks",
    NOW - 28 * DAY,
    NOW,
    None,
    1e9,
    2e9,
    0.8,
    of=OF,
)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "due 15 Jan 2027"),
        ({"judged_at": 1, "came": True, "value": 1.5e9}, "1.5 GB, inside"),
        ({"judged_at": 1, "came": False, "value": 2.5e9}, "2.5 GB, outside"),
        ({"judged_at": 1, "outcome": Came.NOT_RESOLVABLE}, "nobody knows"),
        ({"kind": PASSES, "judged_at": 1, "came": True, "value": float(NOW)}, "it came on 15 Jan 2027"),
        ({"kind": PASSES, "judged_at": 1, "came": False}, "it did not come"),
        ({"kind": PASSES, "judged_at": 1, "came": False, "outcome": Came.PREVENTED}, "prevented"),
        ({"kind": DATE, "judged_at": 1, "outcome": Came.WITHDRAWN}, "withdrawn"),
        (
            {"kind": DATE, "judged_at": 1, "came": True, "value": float(NOW), "outcome": Came.HIT},
            "it came on 15 Jan 2027",
        ),
        (
            {"kind": DATE, "judged_at": 1, "came": True, "value": float(NOW), "outcome": Came.EARLY},
            "came early",
        ),
        ({"kind": DATE, "judged_at": 1, "came": False, "outcome": Came.LATE}, "late or never"),
        (
            {"kind": DATE, "judged_at": 1, "came": False, "outcome": Came.NOT_RESOLVABLE},
            "not by 15 Jan 2027, and its interval is open",
        ),
        ({"kind": DATE, "judged_at": 1, "outcome": Came.NOT_RESOLVABLE}, "nobody knows"),
    ],
)
def test_what_came_is_told(changes: dict, told: str) -> None:
    assert plain(became(replace(BAND, **changes))) == told


def test_predictions_are_told_with_their_chance_and_whether_anybody_was() -> None:
    quiet = replace(
        BAND, id="p2", kind=PASSES, probability=0.62, of=replace(OF, told=False), text="\x1b[31mdisk"
    )
    text = plain(predictions.listed(PredictionList(1, NOW, (BAND, quiet), ""), Look(width=100)))
    assert "with 80 %" in text and "chance 62 %" in text
    assert text.count("told to nobody") == 1
    assert "\x1b" not in text
    assert "Nothing was foretold yet" in predictions.listed(PredictionList(1, NOW, (), ""), Look())


@pytest.mark.parametrize("width", [60, 80, 100])
def test_of_a_long_name_the_figures_behind_it_stay(width: int) -> None:
    figures = " passes 450 GB on 28 Dec 2026 (25 Dec to 1 Jan)"
    long = replace(BAND, text=f"disk used of {'/var/lib/postgresql' * 3} on db1:9100{figures}")
    lines = predictions.listed(PredictionList(1, NOW, (long,), ""), Look(width=width)).splitlines()
    assert lines[1].endswith(figures) and "…" in lines[1]
    assert lines[2].strip().startswith(plain(became(long)))
    assert all(cell_len(line) <= width for line in lines)


def test_where_nothing_is_of_the_class_it_is_not_said_that_there_is_nothing() -> None:
    told = predictions.listed(PredictionList(1, NOW, (), ""), Look(), chosen=True)
    assert "There are no such predictions" in told
