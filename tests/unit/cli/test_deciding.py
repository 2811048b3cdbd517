"""The commands about proposals, over a house in memory: answers, refusals, exit codes, what a terminal is asked."""

import io
import json
import sys
from dataclasses import replace

import jsonschema
import pytest

from mainstay.domain.decision import Choice
from mainstay.domain.errors import RunFailed
from mainstay.domain.evidence import Outcome
from mainstay.domain.gate import Example, When
from mainstay.domain.plan import Change
from mainstay.domain.proposal import State
from mainstay.flows.telling import Told
from mainstay.present import policy_json
from mainstay.present.proposal_json import explain_schema, show_schema
from tests.fakes.offices import House
from tests.fakes.record_doors import FakeRecordDoors
from tests.fakes.records import plan

HOSTILE = "\x1b[2J\u202eevil\x9b"


class Terminal(io.StringIO):
    """Somebody who sits at a terminal and types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def doors() -> FakeRecordDoors:
    return FakeRecordDoors(House())


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch):
    """Let somebody type at a terminal."""

    def types(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", Terminal(text))
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)

    return types


def propose(doors: FakeRecordDoors, **fields: str):
    return doors.house.submit(of=replace(plan(subject="repo:shop", expires=10_000), **fields)).proposal


def test_a_terminal_is_shown_the_content_and_asked(command, doors, typed) -> None:
    made = propose(doors)
    doors.user = "bob"
    typed("n\n")
    told = command("approve", made.id)
    assert (told.code, told.out) == (0, "")
    assert "Raise left-pad" in told.err
    assert "1. raise: set-version" in told.err
    assert made.plan.why in told.err
    assert f"Content {made.content}\n\nApprove this content? Type y for yes: Nothing was decided." in told.err
    assert doors.house.seen(made.id).state is State.WAITING
    typed("y\n")
    assert command("approve", made.id).out.startswith("approved by you: Raise left-pad")
    assert doors.house.seen(made.id).state is State.APPROVED


@pytest.mark.parametrize("words", [("--no-input",), ()])
def test_where_nobody_can_be_asked_the_content_is_named(command, doors, typed, words) -> None:
    made = propose(doors)
    doors.user = "bob"
    if words:
        typed("y\n")
    told = command("approve", made.id, *words)
    assert told.code == 2
    assert "--content" in told.err
    assert made.content[:12] not in told.err
    assert command("approve", made.id, "--content", f" {made.content.upper()}").code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("approve",),
        ("override", "--reason", "r"),
        ("reject", "--reason", "r"),
        ("snooze", "--until", "3d"),
        ("withdraw",),
        ("attest", "--kind", "tests", "--outcome", "passed"),
        ("review", "--reason", "r"),
    ],
)
def test_a_content_is_named_by_its_whole_hash_everywhere(command, doors, words) -> None:
    made = propose(doors)
    doors.user = "cyd"
    if words[0] == "review":
        doors.house.choose("cyd", made, Choice.OVERRIDE)
        doors.user = "bob"
    kept = doors.house.seen(made.id), list(doors.house.acts())
    for content, why in (
        *((made.content[:length], "named by its whole hash") for length in (1, 12, 32, 63)),
        (made.content + "0", "named by its whole hash"),
        (made.content[:-1] + "x", "named by its whole hash"),
        ("0" * 64, "another content now"),
    ):
        told = command(words[0], made.id, *words[1:], "--content", content)
        assert (told.code, why in told.err) == (2, True)
        assert f"mainstay show {made.id[:12]}" in told.err
        assert made.content[:12] not in told.err
    assert (doors.house.seen(made.id), list(doors.house.acts())) == kept
    assert command(words[0], made.id, *words[1:], "--content", made.content).code == 0


def test_what_is_printed_to_be_copied_names_the_whole_content(command, doors) -> None:
    made = propose(doors)
    doors.user = "bob"
    assert f"approve {made.id[:12]} --content {made.content}" in command("show", made.id).err
    assert f"content {made.content}" in command("snooze", made.id, "--until", "3d").out


@pytest.mark.parametrize("words", [(), ("--content", "0" * 12), ("--no-input",)])
def test_self_approval_is_refused_before_a_content_is_asked_for(command, doors, words) -> None:
    made = propose(doors)
    told = command("approve", made.id, *words)
    assert (told.code, "nobody approves what they proposed themselves" in told.err) == (2, True)
    assert "--content" not in told.err


def test_exit_code_4_is_given_where_it_is_asked_for(command, doors) -> None:
    made = propose(doors)
    doors.user = "bob"
    for words in (("show", made.id), ("proposals",), ("policy", "explain", made.id)):
        assert command(*words).code == 0
        assert command(*words, "--detailed-exit-code").code == 4
    done = command("approve", made.id, "--content", made.content, "--detailed-exit-code")
    assert done.code == 0
    assert command("proposals", "--detailed-exit-code").code == 0


def test_advice_is_said_once_where_an_answer_rests_on_somebody(command, doors) -> None:
    made = propose(doors)
    assert "advice" not in command("show", made.id).out
    doors.user = "bob"
    for words in (
        ("approve", made.id, "--content", made.content),
        ("show", made.id),
        ("policy", "explain", made.id),
    ):
        assert command(*words).out.count("advice") == 1


@pytest.mark.parametrize("width", ["40", "80", "200"])
def test_what_others_wrote_never_steers_the_terminal(command, doors, monkeypatch, width) -> None:
    made = propose(doors, title=f"a{HOSTILE}", why=HOSTILE, risk=HOSTILE, way_back=HOSTILE, base=HOSTILE)
    doors.house.attest("ada", made, Outcome.UNKNOWN, kind=HOSTILE)
    doors.house.choose("cyd", made, Choice.OVERRIDE, HOSTILE)
    doors.house.submit(of=replace(made.plan, base="b"))
    doors.user = "bob"
    monkeypatch.setenv("COLUMNS", width)
    monkeypatch.setenv("TERM", "xterm-256color")
    for words in (
        ("show", made.id),
        ("proposals",),
        ("policy", "explain", made.id),
        ("review", made.id, "--reason", HOSTILE),
    ):
        told = command(*words)
        assert told.code == 0, told.err
        text = told.out + told.err
        assert not set(text) & {"\x1b", "\u202e", "\x9b"}
        assert "\\x1b[2J" in text.replace("\n", "").replace(" ", "")
        assert max(map(len, told.out.splitlines())) <= int(width)


def test_answers_as_json_hold_all_about_it(command, doors) -> None:
    made = propose(doors)
    doors.user = "bob"
    told = command("approve", made.id, "--content", made.content, "--format", "json", "--reason", "because")
    view = json.loads(told.out)
    assert (view["proposal"]["state"], view["decisions"][0]["reason"], view["advisory"]) == (
        "approved",
        "because",
        True,
    )
    assert view["steps"][0]["action"] == {
        "kind": "set-version",
        "parameters": {"file": "package.json", "to": "1.3", "numbers": [1, 1.0, True, None]},
    }
    assert json.loads(command("proposals", "--format", "json").out)["counts"] == {"approved": 1}


def test_quiet_answers_are_the_id_and_the_state(command, doors) -> None:
    made = propose(doors)
    doors.user = "bob"
    told = command("-q", "snooze", made.id, "--until", "3d")
    assert (told.out, told.err) == (f"{made.id} snoozed\n", "")


@pytest.mark.parametrize("until", ["soon", "2020-01-01", "0d", "2026-12-24T18:00"])
def test_moments_that_are_none(command, doors, until) -> None:
    made = propose(doors)
    told = command("snooze", made.id, "--until", until)
    assert told.code == 2
    assert "--until" in told.err


def test_what_failed_beside_a_decision_is_told_and_nothing_else(command, doors) -> None:
    made = propose(doors)
    doors.house.keys.lose()
    doors.user = "bob"
    told = command("approve", made.id, "--content", made.content)
    assert told.code == 0
    assert "note: it is kept, but the key of the audit trail is not here" in told.err


def test_the_options_name_the_file_and_the_store(command, doors, monkeypatch) -> None:
    command("proposals", "--server-file", "/s", "--store", "/d")
    assert doors.named == ("/s", "/d")
    monkeypatch.setenv("MAINSTAY_SERVER_FILE", "/e")
    command("proposals")
    assert doors.named == ("/e", "")


def test_a_tick_tells_what_changed_and_what_was_sent(command, doors) -> None:
    made = propose(doors)
    told = command("tick")
    assert (told.out, told.err) == ("", "Nothing was due, and the trail is sealed.\n")
    doors.house.clock.advance(10_000)
    doors.told = Told(2, 1, 1)
    told = command("tick")
    assert told.out == (
        f"{made.id[:12]} is expired now: {made.plan.title}\n2 messages sent, 1 tried again later, 1 given up\n"
    )
    assert "mainstay messages" in told.err
    doors.failures = (RunFailed("nobody answers", where="here\noutside\x1b", mend="wait"),)
    told = command("tick")
    assert (told.code, "failed: nobody answers (here, outside\\x1b); wait" in told.err) == (3, True)


def test_a_policy_is_tried_and_checked(command, doors, tmp_path) -> None:
    assert command("policy", "test").out == "no gate has an example\n"
    told = command("policy", "check")
    assert told.code == 0
    assert told.out.startswith(
        "Warnings\n  author-cannot-propose: in shop nobody is left when bob proposes: lead (lead)\n"
    )
    policy = doors.house.policy
    doors.house.policy = replace(
        policy, gates=(replace(policy.gates[0], windows=("nite",)), *policy.gates[1:])
    )
    told = command("policy", "check")
    assert told.code == 1
    assert told.out.startswith("Errors\n  unknown-name: there is no window nite (lead)\n")
    assert "Warnings\n" in told.out and told.out.endswith("warnings\n")
    assert command("policy", "calendar", "-o", str(tmp_path / "c.ics")).code == 0
    assert (tmp_path / "c.ics").read_text().startswith("BEGIN:VCALENDAR")
    assert command("policy", "sample").out.startswith("# The operator's file")


def test_schemas_are_printed_without_a_file_or_a_store(command, doors) -> None:
    for words, title in (
        (("policy", "schema"), "mainstay-server.yaml, version 1"),
        (("submit", "--schema"), "a plan for mainstay submit, version 1"),
    ):
        told = command(*words)
        assert (told.code, json.loads(told.out)["title"], told.err) == (0, title, "")
    assert doors.named == ("", "")
    assert command("submit").code == 2


def test_trials_and_problems_as_json(command, doors) -> None:
    policy = doors.house.policy
    case = Example("nobody approved", Change.CODE)
    lead = replace(policy.gates[0], examples=(case, replace(case, name="so it says", passes=False)))
    doors.house.policy = replace(policy, gates=(lead, *policy.gates[1:]))
    told = command("policy", "test", "--format", "json")
    found = json.loads(told.out)
    jsonschema.validate(found, policy_json.test_schema())
    assert (told.code, found["wrong"]) == (1, 1)
    assert [(one["gate"], one["example"], bool(one["wrong"])) for one in found["trials"]] == [
        ("lead", "nobody approved", True),
        ("lead", "so it says", False),
    ]
    told = command("policy", "check", "--format", "json")
    found = json.loads(told.out)
    jsonschema.validate(found, policy_json.check_schema())
    assert (told.code, found["at"]) == (0, doors.house.clock.now())
    assert {
        "fault": "author-cannot-propose",
        "gates": ["lead"],
        "text": "when bob proposes, nobody is left in shop for lead",
        "team": "shop",
        "roles": ["lead"],
        "person": "bob",
        "name": "",
        "line": 0,
        "usual": False,
    } in found["warnings"]
    assert found["errors"] == []


def test_explaining_as_json_has_the_shape_of_show(command, doors) -> None:
    made = propose(doors)
    told = command("policy", "explain", made.id, "--format", "json")
    found = json.loads(told.out)
    jsonschema.validate(found, show_schema())
    jsonschema.validate(found, explain_schema())
    assert found.pop("not_asked") == []
    assert found == json.loads(command("show", made.id, "--format", "json").out)


def test_explaining_names_the_gates_that_are_not_asked_and_why(command, doors) -> None:
    policy = doors.house.policy
    other = replace(policy.gates[0], name="database-change", when=When(environments=("production",)))
    doors.house.policy = replace(policy, gates=(*policy.gates, other))
    made = propose(doors, environment="prod")
    told = command("policy", "explain", made.id)
    assert "Not asked\n  database-change (environment prod is not production)\n" in told.out
    found = json.loads(command("policy", "explain", made.id, "--format", "json").out)
    assert found["not_asked"] == [
        {"gate": "database-change", "condition": "environment prod is not production"}
    ]


def test_what_is_longer_than_a_question_is_named_by_its_hash(command, doors, typed) -> None:
    made = propose(doors, why="one line\n" * 200)
    doors.user = "bob"
    typed("y\n")
    told = command("approve", made.id)
    assert (told.code, told.out) == (2, "")
    assert "this is more than is read at a question: 2" in told.err
    assert made.content[:12] not in told.err
    assert made.content in command("show", made.id).out
    assert command("approve", made.id, "--content", made.content).code == 0
