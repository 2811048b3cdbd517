"""From a plan to a decision that holds, on the command line: real files, a real store, real processes.

Who runs the program is the operating system's word; where a test needs several people that word alone is a stand-in's.
"""

import json
import os
import pwd
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jsonschema
import pytest

from mainstay.present.proposal_json import list_schema, show_schema
from tests.fakes.command_line import Ended, environment
from tests.journeys.forks import forks

AS_USER = Path(__file__).parent / "as_user.py"
PEOPLE = """
people: [{name: ada, user: ada}, {name: bob, user: bob}, {name: cyd, user: cyd}, {name: eve, user: eve}]
teams: [{name: shop, subjects: ["repo:shop*"]}, {name: bank, subjects: ["repo:bank*"]}]
roles:
  - {person: ada, role: developer, team: shop}
  - {person: bob, role: lead, team: shop}
  - {person: cyd, role: on-call, team: shop}
  - {person: cyd, role: lead, team: shop}
  - {person: eve, role: lead, team: bank}
override: {roles: [on-call]}
channels: [{name: log, kind: file, path: told.jsonl}]
anchors: [{kind: file, path: anchors}]
"""
PLAN = """
title: Raise the pool's limit{more}
key: shop/pool
why: It is full every Monday.
change: code
subject: repo:shop
environment: production
base: {base}
expires: {expires}
steps:
  - id: write
    do: command
    with: {{argv: [sed, -i, s/10/20/, pool.yaml]}}
    undo: {{do: command, with: {{argv: [git, stash]}}}}
"""


class Room:
    """A folder with the operator's file, a store and plans; several people work in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "mainstay-server.yaml"
        self.rules(PEOPLE)

    def rules(self, text: str) -> None:
        self.file.write_text(text)
        self.file.chmod(0o600)

    def plan(self, base: str = "4f2a", expires: str = "14d", more: str = "") -> str:
        path = self.folder / "plan.yaml"
        path.write_text(PLAN.format(base=base, expires=expires, more=more))
        return str(path)

    def surroundings(self) -> dict[str, str]:
        return environment(
            HOME=str(self.folder),
            MAINSTAY_SERVER_FILE=str(self.file),
            COLUMNS="80",
            USER="eve",
            SUDO_USER="eve",
        )

    def run(self, who: str, *words: str, code: int = 0) -> Ended:
        done = forks().run(who, *words, cwd=self.folder, env=self.surroundings())
        assert done.code == code, done.out + done.err
        assert "Traceback" not in done.err
        return done

    def view(self, who: str, *words: str, code: int = 0) -> dict:
        made = json.loads(self.run(who, *words, "--format", "json", code=code).out)
        jsonschema.validate(made, list_schema() if words[0] == "proposals" else show_schema())
        return made

    def submitted(self, who: str = "ada", **plan: str) -> tuple[str, str]:
        one = self.view(who, "submit", self.plan(**plan))["proposal"]
        return one["id"], one["content"]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_proposed_refused_to_its_author_approved_by_another_audited_verified(room: Room) -> None:
    told = room.run("ada", "submit", room.plan(), "--detailed-exit-code", code=4)
    assert "missing: maintenance-review: an approval by lead or sre" in told.out
    (one,) = room.view("bob", "proposals", "--waiting-for-me")["proposals"]
    name, content = one["id"], one["content"]
    assert (
        "nobody approves what they proposed"
        in room.run("ada", "approve", name, "--content", content, code=2).err
    )
    told = room.run("bob", "approve", name[:10], "--content", content, "--reason", "looks\n good")
    assert told.out.startswith("approved by you: Raise the pool's limit\n  approved, ")
    assert told.out.count("are advice here") == 1
    view = room.view("ada", "show", name)
    assert [(one["person"], one["choice"], one["reason"], one["roles"]) for one in view["decisions"]] == [
        ("bob", "approve", "looks good", ["lead"])
    ]
    assert view["gates"][0]["passed_by"] == [{"who": "bob", "role": "lead", "lent_by": ""}]
    told = room.run("bob", "audit", "verify", "--anchors", "anchors")
    assert (
        "3 sealed rows, 0 not sealed yet\nthe outside vouches for the first 3 rows\nnothing is wrong"
        in told.out
    )
    room.run("bob", "tick")
    topics = [json.loads(line)["topic"] for line in (room.folder / "told.jsonl").read_text().splitlines()]
    assert topics == ["proposal.submitted", "proposal.approval", "proposal.approved"]
    room.run("bob", "store", "check")


def test_a_plan_that_changed_was_not_approved(room: Room) -> None:
    name, content = room.submitted()
    room.run("bob", "approve", name, "--content", content)
    assert room.submitted(base="5c00")[0] == name
    assert "another content now" in room.run("cyd", "approve", name, "--content", content, code=2).err
    told = room.run("ada", "show", name)
    assert '    base: "4f2a" -> "5c00"\n' in told.out
    assert "about the content" in told.out
    assert room.view("ada", "show", name)["proposal"]["state"] == "waiting"


def test_what_was_rejected_snoozed_withdrawn_or_expired_cannot_be_approved(room: Room) -> None:
    name, content = room.submitted()
    room.run("bob", "snooze", name, "--until", "3d")
    assert "snoozed cannot be approved" in room.run("cyd", "approve", name, "--content", content, code=2).err
    room.run("bob", "reject", name, "--reason", "no")
    assert "rejected cannot be" in room.run("cyd", "approve", name, "--content", content, code=2).err
    assert "this very plan was rejected" in room.run("ada", "submit", room.plan(), code=2).err
    name, content = room.submitted(base="b2")
    room.run("ada", "withdraw", name)
    assert "withdrawn cannot be" in room.run("bob", "approve", name, "--content", content, code=2).err
    name, content = room.submitted(base="b3", expires="1s")
    subprocess.run(["sleep", "1.1"], check=True)
    assert "has expired" in room.run("bob", "approve", name, "--content", content, code=2).err
    assert room.view("bob", "proposals", "--state", "expired")["proposals"][0]["id"] == name
    assert "is past" in room.run("bob", "snooze", name, "--until", "2020-01-01", code=2).err


def test_frozen(room: Room) -> None:
    calendar = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Year end\r\n"
        "DTSTART:20200101T000000Z\r\nDTEND:21000101T000000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    (room.folder / "freezes.ics").write_text(calendar)
    room.rules(f"{PEOPLE}freezes_from: [freezes.ics]\n")
    name, content = room.submitted()
    told = room.run("bob", "approve", name, "--content", content)
    assert "Not now (frozen: Year end" in told.out
    assert not room.view("ada", "show", name)["opening"]["open"]
    (room.folder / "freezes.ics").write_text("BEGIN:VCALENDAR\r\nBEGIN:")
    assert "freezes.ics cannot be read" in room.run("ada", "show", name).err


def test_two_people_at_once_lose_and_double_nothing(room: Room) -> None:
    room.rules(
        PEOPLE + "gates: [{name: two, about: two leads, when: {}, needs: [{roles: [lead], count: 2}]}]\n"
    )
    name, content = room.submitted()
    words = [("approve", name, "--content", content)] * 2
    with ThreadPoolExecutor(4) as several:
        done = [several.submit(room.run, who, *one) for one in words for who in ("bob", "cyd")]
        assert [one.result().code for one in done] == [0] * 4
    view = room.view("ada", "show", name)
    assert sorted(one["person"] for one in view["decisions"]) == ["bob", "cyd"]
    assert view["proposal"]["state"] == "approved"
    told = room.run("bob", "audit", "verify")
    assert "nothing is wrong" in told.out


def test_approval_and_rejection_at_once_leave_one_story(room: Room) -> None:
    name, content = room.submitted()
    with ThreadPoolExecutor(2) as several:
        room_for = [
            several.submit(
                forks().run,
                *words,
                cwd=room.folder,
                env=room.surroundings(),
            )
            for words in (
                ("bob", "approve", name, "--content", content),
                ("cyd", "reject", name, "--reason", "no"),
            )
        ]
        approved, rejected = (one.result().code for one in room_for)
    view = room.view("ada", "show", name)
    assert rejected == 0
    assert view["proposal"]["state"] == "rejected"
    assert [one["choice"] for one in view["decisions"]] == (
        ["approve", "reject"] if approved == 0 else ["reject"]
    )


def test_another_team_learns_nothing(room: Room) -> None:
    name, content = room.submitted()
    unknown = room.run("eve", "show", "f" * 16, code=2).err
    for words in (
        ("show", name),
        ("approve", name, "--content", content),
        ("reject", name, "--reason", "x"),
        ("attest", name, "--kind", "tests", "--outcome", "passed"),
        ("policy", "explain", name),
    ):
        assert room.run("eve", *words, code=2).err.replace(name, "f" * 16) == unknown
    assert room.view("eve", "proposals")["proposals"] == []
    assert room.view("eve", "proposals")["counts"] == {}
    # Nor can it propose there, or take the key of a proposal that is open.
    assert "has no role in shop" in room.run("eve", "submit", room.plan(), code=2).err


def test_an_override_shows_until_somebody_else_reviewed_it(room: Room) -> None:
    name, content = room.submitted()
    assert (
        "may not break a gate"
        in room.run("bob", "override", name, "--content", content, "--reason", "down", code=2).err
    )
    told = room.run("cyd", "override", name, "--content", content, "--reason", "the shop is down").out
    assert "BROKEN: maintenance-review, broken by cyd until" in told
    assert "It may be applied now: broken by cyd until" in told
    assert "Gates that were broken" in room.run("bob", "proposals").out
    told = room.run("bob", "show", name)
    assert "GATES BROKEN" in told.out
    assert "mainstay review" in told.err
    room.run("cyd", "review", name, "--reason", "fine", code=2)
    told = room.run("bob", "review", name, "--reason", "nothing was down", "--outcome", "unjustified").out
    assert "reviewed" in told
    assert "bob reviewed the override (unjustified)" in room.run("ada", "show", name).out
    assert "Gates that were broken" not in room.run("bob", "proposals").out
    assert room.view("bob", "show", name)["override"] is None


def test_evidence_is_stated_and_fails_again(room: Room) -> None:
    room.rules(
        PEOPLE + "gates: [{name: t, about: tests, when: {}, proofs: [{kind: tests}]}]\ndefault_gates: false\n"
    )
    name, _ = room.submitted()
    report = room.folder / "report.xml"
    report.write_text("<testsuite/>")
    words = ("attest", name, "--kind", "tests", "--outcome", "passed", "--digest-of", str(report))
    view = room.view("ada", *words)
    assert (view["proposal"]["state"], view["missing"][0]["text"]) == (
        "waiting",
        "tests: stated by ada, who proposed it: somebody else must",
    )
    view = room.view("bob", *words)
    assert (view["proposal"]["state"], len(view["evidence"][0]["digest"])) == ("approved", 64)
    view = room.view(
        "ada", "attest", name, "--kind", "tests", "--outcome", "failed", "--detail", "\x1b[31m2 failed"
    )
    assert view["proposal"]["state"] == "waiting"
    told = room.run("ada", "show", name)
    assert "\x1b" not in told.out
    assert "\\x1b[31m2 failed" in told.out
    assert "no evidence" in room.run("ada", "submit", room.plan(), "--evidence", "tests", code=2).err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "steps:\n  - {id: a, do: manual, after: [b]}\n  - {id: b, do: wait, after: [a]}",
            "wait for each other",
        ),
        ("steps:\n  - {id: a, do: launch}", "there is no action launch"),
        ("steps: []", "no steps"),
        (
            "steps:\n" + "".join(f"  - {{id: s{number}, do: manual}}\n" for number in range(1_001)),
            "1,001 steps",
        ),
        ("steps: &a [*a]", "anchor"),
        ("steps: [\x1b]", "no YAML"),
    ],
)
def test_plans_that_cannot_be(room: Room, text: str, told: str) -> None:
    path = Path(room.plan())
    path.write_text(path.read_text().partition("steps:")[0] + text)
    ended = room.run("ada", "submit", str(path), code=2)
    assert told in ended.err
    assert "\x1b" not in ended.err
    assert room.view("ada", "proposals")["proposals"] == []


def test_a_file_that_others_may_write_is_refused(room: Room) -> None:
    room.file.chmod(0o620)
    ended = room.run("ada", "proposals", code=2)
    assert "other users may write the operator's file" in ended.err
    assert f"chmod go-w {room.file}" in ended.err
    room.file.chmod(0o600)
    room.folder.chmod(0o777)
    assert "the folder of the operator's file" in room.run("ada", "proposals", code=2).err
    room.folder.chmod(0o700)
    room.run("ada", "proposals", "--server-file", str(room.folder / "none.yaml"), code=2)


def test_the_user_is_the_operating_systems_word_alone(room: Room) -> None:
    """The real program, with a USER and a SUDO_USER that name somebody who may: they count for nothing."""
    own = pwd.getpwuid(os.getuid()).pw_name
    program = [sys.executable, "-m", "mainstay"]
    done = subprocess.run(
        [*program, "proposals"],
        cwd=room.folder,
        env=room.surroundings(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert f"the user {own} is nobody who may decide" in done.stderr
    assert f"- {{name: {own}, user: {own}}}" in done.stderr
    room.rules(PEOPLE.replace("{name: ada, user: ada}", f"{{name: ada, user: {own}}}"))
    done = subprocess.run(
        [*program, "submit", room.plan(), "--format", "json"],
        cwd=room.folder,
        env=room.surroundings(),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert json.loads(done.stdout)["proposal"]["author"] == "ada"


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ("gates: [{name: a, about: x, when: {}, needs: [{roles: [king]}]}]", "king"),
        (
            "gates: [{name: a, about: x, when: {}, needs: [{roles: [cab], count: 3}]}]\ndefault_gates: false",
            "nobody-can-pass",
        ),
        (
            "gates: [{name: a, about: x, when: {}, proofs: [{kind: t}, {kind: t, outcome: failed}]}]\ndefault_gates: false",
            "contradiction",
        ),
        (
            "channels: [{name: a, kind: webhook, address: 'https://hooks.example/secret', key: 'env:K'}]",
            "channels",
        ),
        ("channels: [{name: a, kind: file}]", "a file needs path"),
    ],
)
def test_policies_that_cannot_be(room: Room, rules: str, told: str) -> None:
    kept = "\n".join(line for line in PEOPLE.splitlines() if not line.startswith("channels"))
    room.rules(f"{kept}\n{rules}\n")
    done = forks().run("ada", "policy", "check", cwd=room.folder, env=room.surroundings())
    assert done.code in {1, 2}
    assert told in done.out + done.err
    assert "hooks.example" not in done.out + done.err
