"""A calendar of freezes that is lost or broken: people go on looking and deciding, and nothing may be applied."""

from pathlib import Path

import pytest

from tests.journeys.test_deciding import PEOPLE, Room

LOST = "the calendar {} cannot be read, so nothing may be applied"


@pytest.mark.parametrize("content", [None, "no calendar", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n"])
def test_all_is_frozen_and_everybody_is_told(tmp_path: Path, content: str | None) -> None:
    room = Room(tmp_path)
    name, _ = room.submitted()
    whole = room.view("bob", "show", name)["proposal"]["content"]
    calendar = room.folder / "holidays.ics"
    room.rules(PEOPLE + "freezes_from: [holidays.ics]\n")
    if content is not None:
        calendar.write_text(content)
        calendar.chmod(0o600)
    said = LOST.format(calendar)
    for words in (
        ("proposals",),
        ("show", name),
        ("policy", "explain", name),
        ("approve", name, "--content", whole),
    ):
        told = room.run("bob", *words)
        assert said in told.err and f"bring the file {calendar} back" in told.err
    view = room.view("bob", "show", name)
    assert view["proposal"]["state"] == "approved" and not view["opening"]["open"]
    assert view["opening"]["next_at"] == 0
    assert "frozen: a calendar cannot be read" in view["opening"]["why"][0]["text"]
    room.run("ada", "withdraw", name)
    assert "calendar" in room.run("bob", "policy", "check", code=1).out
    calendar.write_text("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nEND:VCALENDAR\n")
    calendar.chmod(0o600)
    assert "calendar" not in room.run("bob", "show", name).err
