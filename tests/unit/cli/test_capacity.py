"""`mainstay capacity` on what the program behind it finds."""

import json
from pathlib import Path

import jsonschema
import pytest

from mainstay.domain.capacity import Pace, Planned, Scaling
from mainstay.present.capacity_json import schema
from tests.fakes.capacities import DAY, NOW, capacities, scaled


def test_what_is_asked_for(command, doors) -> None:
    doors.needed = capacities()
    done = command(
        "capacity", "--prometheus", "http://a:9090", "--scenario", "double", "--event", "2027-03-01=+20%",
        "--event", "2027-04-01=+500", "--months", "3", "--head-room", "10", "--lead", "30", "--no-ledger",
    )  # fmt: skip
    assert done.code == 0, done.err
    ((_, asked),) = doors.capacity_asked
    assert asked.series.servers == ("http://a:9090",)
    assert not asked.series.ledger
    assert (asked.pace, asked.months, asked.head_room, asked.lead) == (Pace.DOUBLE, 3, 0.1, 30)
    assert asked.planned == (Planned(1_803_859_200, 0.2), Planned(1_806_537_600, 0.0, 500.0))
    document = json.loads(command("capacity", "--format", "json").out)
    jsonschema.validate(document, schema())


@pytest.mark.parametrize(
    ("state", "begin", "code"),
    [(Scaling.DATED, 5, 1), (Scaling.DATED, 50, 0), (Scaling.NOW, 0, 1), (Scaling.LASTS, 0, 0)],
)
def test_what_must_begin_soon_fails_where_it_is_asked_for(
    command, doors, state: Scaling, begin: int, code: int
) -> None:
    doors.needed = capacities(scaled(state, NOW + begin * DAY))
    assert command("capacity").code == 0
    assert command("capacity", "--fail-within", "30").code == code


@pytest.mark.parametrize(
    "text", ["", "+20%", "2027-03-01", "2027-03-01=20%", "2027-03-01=+0", "2027-02-30=+5%", "2027-03-01=+nan"]
)
def test_what_is_no_event(command, doors, text: str) -> None:
    done = command("capacity", "--event", text)
    assert done.code == 2
    assert "what is planned cannot be used" in done.err
    assert doors.capacity_asked == []


def test_the_page_is_written(command, doors, tmp_path: Path) -> None:
    doors.needed = capacities()
    file = tmp_path / "review.html"
    assert command("capacity", "--html", str(file)).code == 0
    assert "<h1>Capacity review</h1>" in file.read_text()
