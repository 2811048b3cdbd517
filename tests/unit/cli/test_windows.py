"""`mainstay windows`, over a house in memory: text, JSON, exit codes, and nothing that a terminal would act on."""

import json
from dataclasses import replace

import jsonschema
import pytest

from mainstay.domain.calendar import Calendar, Freeze, Window
from mainstay.domain.errors import RunFailed
from mainstay.domain.people import Need, Role
from mainstay.present.window_json import schema
from tests.fakes.offices import House, made_policy
from tests.fakes.record_doors import FakeRecordDoors

HOSTILE = "\x1b[2J\u202eevil\x9b"
SUNDAY = Window("sunday", "Europe/Berlin", (6,), 120, 240, announce=86_400, sign_off=(Need((Role.LEAD,)),))
SALE = Freeze("sale", 1_767_489_000, 1_767_490_000, f"a sale {HOSTILE}")


@pytest.fixture
def doors() -> FakeRecordDoors:
    house = House(made_policy(calendar=Calendar((SUNDAY,), (SALE,))))
    made = FakeRecordDoors(house)
    made.user = "bob"
    return made


def found(told) -> dict:
    made = json.loads(told.out)
    jsonschema.validate(made, schema())
    return made


def test_what_comes_as_text(command, doors) -> None:
    told = command("windows", "--days", "7")
    assert told.code == 0
    assert told.out.splitlines() == [
        "Maintenance windows  until 2026-01-08 00:00:00 UTC",
        "  sunday: Sun 4 Jan 2026 02:00+01:00 (Europe/Berlin), 4 h",
        "      opens in 3 days, 2026-01-04 01:00:00 UTC; for *",
        "      missing for shop: it was not announced; 24 h before are wanted",
        "      missing for shop: it is not signed off by a lead",
        "      missing for bank: it was not announced; 24 h before are wanted",
        "      missing for bank: it is not signed off by a lead",
        r"      FROZEN: sale, a sale \x1b[2J\u202eevil\x9b (2026-01-04 01:10:00 UTC to 2026-01-04 01:26:40",
        "      UTC)",
        "1 opening, 0 of them with nothing missing",
    ]
    assert told.err == "Next: mainstay windows sign-off sunday --opens 2026-01-04T02:00\n"


def test_what_comes_as_json(command, doors) -> None:
    made = found(command("windows", "--format", "json"))
    assert [one["opens"] for one in made["occurrences"]] == [
        f"2026-01-{day:02}T02:00:00+01:00" for day in (4, 11, 18, 25)
    ]
    assert made["occurrences"][0]["teams"][0] == {
        "team": "shop",
        "missing": [
            {"lack": "not-announced", "text": "was not announced; 24 h before are wanted"},
            {"lack": "not-signed-off", "text": "is not signed off by a lead"},
        ],
    }
    assert made["occurrences"][0]["freezes"][0]["reason"] == SALE.reason
    assert "\x1b" not in command("windows", "--format", "json").out
    assert found(command("windows", "--days", "1", "--format", "json"))["occurrences"] == []
    assert (
        command("windows", "--days", "1").out
        == "No maintenance window opens until 2026-01-02 00:00:00 UTC.\n"
    )


def test_signing_off_and_calling_off(command, doors) -> None:
    doors.house.clock.advance(2 * 86_400)
    assert "announced: sunday, Sun 4 Jan 2026 02:00+01:00 (Europe/Berlin), 4 h\n" in command("tick").out
    told = command("windows", "sign-off", "sunday", "--reason", f"fine\n{HOSTILE}")
    assert told.code == 0
    assert told.out.startswith("signed off by you\n  sunday: Sun 4 Jan 2026")
    assert r"signed off by bob as lead of shop just now: fine \x1b[2J\u202eevil\x9b" in told.out
    assert "missing for bank" in told.out and "missing for shop" not in told.out
    assert command("windows", "sign-off", "sunday", "-q").out == "signed off by you before\n"
    made = found(command("windows", "sign-off", "sunday", "--format", "json"))
    assert made["occurrences"][0]["signed_off"][0]["teams"] == ["shop"]
    told = command("windows", "call-off", "sunday", "--reason", HOSTILE)
    assert r"CALLED OFF by bob as lead of shop just now: \x1b[2J\u202eevil\x9b" in told.out
    made = found(command("windows", "call-off", "sunday", "--reason", "again", "--format", "json"))
    assert [one["reason"] for one in made["occurrences"][0]["called_off"]] == [HOSTILE]
    assert "\x1b" not in command("windows").out


def test_a_late_announcement_and_an_open_window(command, doors) -> None:
    doors.house.clock.advance(3 * 86_400)
    assert "TOO LATE: it will not open" in command("tick").out
    plain = replace(SUNDAY, announce=0, sign_off=())
    doors.house.policy = made_policy(calendar=Calendar((plain,)))
    assert (
        "      nothing is missing\n1 opening, 1 of them with nothing missing\n"
        in command("windows", "--days", "3").out
    )
    doors.house.clock.advance(3_600)
    assert "      open now\n" in command("windows", "--days", "3").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("sign-off", HOSTILE), "no such window"),
        (("sign-off", "sunday", "--opens", HOSTILE), "no moment"),
        (("call-off", "sunday"), "--reason"),
        (("call-off", "sunday", "--reason", " "), "reason"),
        (("signoff", "sunday"), "sign-off"),
        (("--window", HOSTILE), "no such window"),
        (("--days", "0"), "0"),
        (("--days", "367"), "367"),
    ],
)
def test_what_is_refused(command, doors, words: tuple[str, ...], said: str) -> None:
    told = command("windows", *words)
    assert told.code == 2
    assert said in told.err
    assert not {"\x1b", "\u202e", "\x9b"} & set(told.out + told.err)


def test_what_fails_beside_it_is_told(command, doors, monkeypatch) -> None:
    class Lost:
        def __getattr__(self, name: str):
            raise RunFailed("the key is lost", where="audit-key", mend="bring it back")

    doors.house.keys = Lost()
    told = command("windows", "sign-off", "sunday")
    assert told.code == 0
    assert "note: it is kept, but the key is lost" in told.err


def test_policy_check_finds_an_announcement_that_nobody_hears(command, doors) -> None:
    assert "nobody-is-told" not in command("policy", "check").out
    doors.house.channels = ()
    assert "nobody-is-told: the window sunday must be announced" in command("policy", "check").out
