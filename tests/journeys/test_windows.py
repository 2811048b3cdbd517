"""A maintenance window from its announcement to the moment at which it opens: real files, stores and processes.

Who runs the program and what time it is are a stand-in's; summer time begins in the night that this is about.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import jsonschema
import pytest

from mainstay.present.proposal_json import show_schema
from mainstay.present.window_json import schema
from tests.fakes.command_line import Ended, environment
from tests.journeys.forks import forks

HOUR, DAY = 3_600, 86_400
OPENS = int(datetime.fromisoformat("2027-03-28T01:30:00+00:00").timestamp())
"""Half past two of that night does not exist in Berlin, so it is half past three there."""
RULES = """
people: [{name: ada, user: ada}, {name: bob, user: bob}, {name: cyd, user: cyd}]
teams: [{name: shop, subjects: ["repo:shop*"]}]
roles:
  - {person: ada, role: developer, team: shop}
  - {person: bob, role: lead, team: shop}
  - {person: cyd, role: manager, team: shop}
default_gates: false
gates: [{name: at-night, about: At night., when: {}, needs: [{roles: [lead]}], windows: [sunday]}]
windows:
  - {name: sunday, zone: Europe/Berlin, weekdays: [sun], opens: "02:30", lasts: 4h, announce: 24h,
     sign_off: [{roles: [manager]}]}
channels: [{name: log, kind: file, path: told.jsonl}]
"""
PLAN = """
title: Raise the pool's limit
key: shop/pool
why: It is full.
change: code
subject: repo:shop
environment: production
base: 4f2a
expires: 30d
steps: [{id: write, do: manual}]
"""


class Room:
    """A folder with the operator's file, a store and a plan; several people work in it, at a moment that is moved."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.now, self.store = folder, OPENS - 7 * DAY, str(folder / "store.sqlite")
        self.file = folder / "mainstay-server.yaml"
        self.file.write_text(RULES)
        self.file.chmod(0o600)
        (folder / "plan.yaml").write_text(PLAN)

    def run(self, who: str, *words: str, code: int = 0) -> Ended:
        env = environment(
            HOME=str(self.folder),
            MAINSTAY_SERVER_FILE=str(self.file),
            MAINSTAY_STORE=self.store,
            COLUMNS="120",
        )
        done = forks().run(who, *words, cwd=self.folder, env=env, at=self.now)
        assert done.code == code, done.out + done.err
        assert "Traceback" not in done.err
        return done

    def approved(self) -> str:
        made = json.loads(self.run("ada", "submit", "plan.yaml", "--format", "json").out)["proposal"]
        self.run("bob", "approve", made["id"], "--content", made["content"])
        return made["id"]

    def opening(self, proposal: str) -> dict:
        view = json.loads(self.run("ada", "show", proposal, "--format", "json").out)
        jsonschema.validate(view, show_schema())
        return view["opening"]

    def windows(self, *words: str) -> list[dict]:
        found = json.loads(self.run("ada", "windows", *words, "--format", "json").out)
        jsonschema.validate(found, schema())
        return found["occurrences"]

    def told(self) -> list[tuple[str, dict]]:
        lines = (self.folder / "told.jsonl").read_text().splitlines()
        found = [(one["topic"], json.loads(one["body"])) for one in map(json.loads, lines)]
        return [one for one in found if one[0].startswith("window.")]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_announced_by_time_refused_unsigned_signed_by_another_open(room: Room) -> None:
    name = room.approved()
    room.now = OPENS - 26 * HOUR
    assert (
        "announced: sunday, Sun 28 Mar 2027 03:30+02:00 (Europe/Berlin), 4 h\n" in room.run("ada", "tick").out
    )
    room.run("ada", "tick")
    ((topic, body),) = room.told()
    assert (topic, body["in_time"], body["opens_utc"], body["closes"]) == (
        "window.announced",
        True,
        "2027-03-28T01:30:00Z",
        "2027-03-28T07:30:00+02:00",
    )
    assert [(one["proposal"], one["state"]) for one in body["proposals"]] == [(name, "approved")]
    told = " ".join(room.run("ada", "policy", "explain", name).out.split())
    assert (
        "next: in 1 day, 2027-03-28 01:30:00 UTC, but so far the window sunday of 28 Mar 2027 03:30+02:00 is not "
        "signed off by a manager." in told
    )
    room.now = OPENS
    found = room.opening(name)
    assert (found["open"], [one["lack"] for one in found["why"]]) == (False, ["not-signed-off"])
    for who in ("ada", "bob"):
        ended = room.run(who, "windows", "sign-off", "sunday", code=2)
        assert "ask a manager of the team" in ended.err
    # The wall time that the operator's file says, though there is none in this night.
    room.run(
        "cyd", "windows", "sign-off", "sunday", "--opens", "2027-03-28T02:30", "--reason", "all are there"
    )
    assert room.opening(name) == {
        "open": True,
        "why": [],
        "next_at": 0,
        "next_missing": [],
        "broken_by": "",
        "broken_until": 0,
    }
    room.now = OPENS + 4 * HOUR - 1
    assert room.opening(name)["open"]
    room.now += 1
    assert not room.opening(name)["open"]
    room.run("ada", "tick")
    assert [topic for topic, _ in room.told()] == ["window.announced", "window.signed-off"]
    assert "nothing is wrong" in room.run("ada", "audit", "verify").out
    rows = [json.loads(line) for line in room.run("ada", "audit", "export").out.splitlines()]
    assert [(one["who"], one["act"]) for one in rows if one.get("about", "").startswith("window")] == [
        ("clock", "announce"),
        ("cyd", "sign-off"),
    ]
    room.run("ada", "store", "check")


def test_called_off_and_told_so(room: Room) -> None:
    name = room.approved()
    room.now = OPENS - 26 * HOUR
    room.run("ada", "tick")
    room.run("cyd", "windows", "sign-off", "sunday")
    room.run("ada", "windows", "call-off", "sunday", code=2)
    # Messages of one second have no order.
    room.now += 1
    room.run("ada", "windows", "call-off", "sunday", "--reason", "the shop has a sale")
    assert "stays so" in room.run("cyd", "windows", "sign-off", "sunday", "--opens", "2027-03-28", code=2).err
    room.run("ada", "tick")
    assert [(topic, body["who"], body["reason"]) for topic, body in room.told()][-1] == (
        "window.called-off",
        "ada",
        "the shop has a sale",
    )
    room.now = OPENS
    found = room.opening(name)
    assert [one["lack"] for one in found["why"]] == ["called-off"]
    assert found["next_at"] == OPENS + 7 * DAY - HOUR, "by the wall clock, in summer time"


def test_timers_of_several_at_once_announce_once(room: Room) -> None:
    room.run("ada", "windows")
    room.now = OPENS - 26 * HOUR
    with ThreadPoolExecutor(4) as several:
        done = [several.submit(room.run, "ada", "tick") for _ in range(4)]
        said = "".join(one.result().out for one in done)
    assert said.count("announced: sunday") == 1
    room.run("ada", "tick")
    assert [topic for topic, _ in room.told()] == ["window.announced"]


def test_a_clock_that_is_put_back_and_a_store_that_is_restored_forget_nothing(room: Room) -> None:
    name = room.approved()
    room.now = OPENS - 26 * HOUR
    room.run("ada", "tick")
    room.run("cyd", "windows", "sign-off", "sunday")
    room.now -= 20 * DAY
    assert "28 Mar" not in room.run("ada", "tick").out
    room.now = OPENS
    room.run("ada", "store", "backup", "all.backup")
    room.run("ada", "store", "restore", "all.backup", "--store", "second.sqlite")
    room.store = str(room.folder / "second.sqlite")
    assert room.opening(name)["open"]
    (view, *_) = room.windows("--days", "7")
    assert [one["who"] for one in view["signed_off"]] == ["cyd"]


def test_what_is_told_to_a_terminal_holds_nothing_that_it_would_act_on(room: Room) -> None:
    bad = "\x1b[2J\u202eevil\x9b"
    room.now = OPENS - HOUR
    for words in (
        ("windows", "sign-off", bad),
        ("windows", "sign-off", "sunday", "--opens", bad),
        ("windows", "--window", bad),
    ):
        ended = room.run("cyd", *words, code=2)
        assert not {"\x1b", "\u202e", "\x9b"} & set(ended.err)
    room.run("cyd", "windows", "sign-off", "sunday", "--reason", bad)
    told = room.run("ada", "windows").out + room.run("ada", "windows", "--format", "json").out
    assert "evil" in told
    assert not {"\x1b", "\u202e", "\x9b"} & set(told)
    room.run("ada", "tick")
    assert not {"\x1b", "\u202e", "\x9b"} & set((room.folder / "told.jsonl").read_text())


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("announce: 24h", "announce: soon", "'soon' is no length of time"),
        ("announce: 24h", "anounce: 24h", "there is no anounce"),
        ("sign_off: [{roles: [manager]}]", "sign_off: [{roles: []}]", "length >= 1"),
        ("sign_off: [{roles: [manager]}]", "sign_off: manager", "array"),
        ("name: sunday, zone", 'name: "sun\\x1bday", zone', "this is not a name"),
        ("zone: Europe/Berlin", 'zone: "Europe/\\x1b[2J"', "control|regex|zone"),
    ],
)
def test_rules_that_cannot_be(room: Room, old: str, new: str, told: str) -> None:
    room.file.write_text(RULES.replace(old, new))
    ended = room.run("ada", "windows", code=2)
    assert any(word in ended.err for word in told.split("|"))
    assert "windows[0]" in ended.err
    assert "\x1b" not in ended.err


def test_rules_that_nobody_can_fulfil_are_found(room: Room) -> None:
    room.file.write_text(
        RULES.replace("roles: [manager]", "roles: [cab]").replace("log, kind", "log, topics: [x], kind")
    )
    told = room.run("ada", "policy", "check", code=1).out
    words = " ".join(told.split())
    assert "nobody-can-sign-off: in shop nobody can sign off as cab (sunday)" in words
    assert (
        "nobody-is-told: the window sunday must be announced, and no channel wants to know (at-night)"
        in words
    )
