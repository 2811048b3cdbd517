"""The commands about runs, over a workshop in memory: answers, refusals, exit codes."""

import json

import jsonschema
import pytest

from mainstay.domain.errors import RunFailed
from mainstay.domain.run import Mark, Result, RunState
from mainstay.flows.carrying_out import Carrying
from mainstay.present.foresight_json import foresight_schema
from mainstay.present.run_json import list_schema, show_schema
from tests.fakes.run_doors import FakeRunDoors
from tests.fakes.workshops import Workshop, pause, step, steps_plan


@pytest.fixture
def doors() -> FakeRunDoors:
    made = FakeRunDoors(Workshop())
    made.user = "bob"
    return made


def approved(doors: FakeRunDoors, *steps, **fields) -> str:
    return doors.workshop.approved(steps_plan(*(steps or (step("a"),)), **fields)).id


def test_what_is_approved_is_carried_out_here(command, doors) -> None:
    told = command("apply", approved(doors))
    assert told.code == 0
    assert "  a done: a is done\n" in told.err
    assert "  a check holds: a" in told.err
    assert "1/1 done" in told.out
    # What was just told entry by entry is not told again.
    assert "Journal" not in told.out
    run = doors.workshop.runs()[0].id[:12]
    assert told.err.endswith(f"Next: mainstay undo {run} takes it back, mainstay runs {run} tells all\n")
    assert doors.workshop.states() == [RunState.DONE]
    assert doors.workers[0][1].only == doors.workshop.runs()[0].id
    # What was done is sealed at once.
    assert len(doors.house.store.held.links) == len(doors.house.store.held.rows)


def test_what_fails_is_taken_back_before_the_command_ends(command, doors) -> None:
    doors.workshop.deeds.results = [Result(Mark.DONE), Result(Mark.FAILED, "no room")]
    told = command("apply", approved(doors, step("a"), step("b", check=False)))
    assert told.code == 3
    assert "no room" in told.err and "taken back" in told.out
    assert doors.workshop.states() == [RunState.UNDONE, RunState.DONE]
    assert doors.workshop.deeds.counts == {"a": 1, "unb": 1, "una": 1}


def test_what_waits_for_a_person_leaves_with_4(command, doors) -> None:
    told = command("apply", approved(doors, pause("w", "9w")))
    assert told.code == 4
    assert "waiting for a person" in told.out
    run = doors.workshop.runs()[0].id
    assert f"Next: mainstay answer {run[:12]} done|not-done --reason TEXT" in told.err
    assert command("answer", run, "done").code == 2
    told = command("answer", run, "done", "--reason", "I looked")
    assert (told.code, doors.workshop.runs()[0].wake_at) == (0, 0)
    assert "waiting for a worker" in told.out
    assert "Next: mainstay worker, or mainstay apply" in told.err
    assert command("worker", "--once").code == 0
    assert command("runs", run, "-q").out == f"{run} done\n"
    assert "asks nobody" in command("answer", run, "done", "--reason", "again").err


def test_what_waits_for_a_person_is_taken_back_when_its_budget_is_spent(command, doors) -> None:
    told = command("apply", approved(doors, step("a"), pause("w", "9w")), "--budget", "10s")
    assert told.code == 3
    assert doors.workshop.states() == [RunState.UNDONE, RunState.DONE]


def test_left_to_a_worker(command, doors) -> None:
    proposal = approved(doors)
    told = command("apply", proposal, "--detach", "--budget", "10m")
    (run,) = doors.workshop.runs()
    assert (told.code, doors.workers, run.deadline) == (0, [], run.made_at + 600)
    told = command("worker", "--once", "--name", "night", "--jobs", "2")
    assert told.code == 0
    assert doors.workers[0][0] == "night"
    assert (doors.workers[0][1].jobs, doors.workers[0][1].idle) == (2, True)
    assert doors.workshop.states() == [RunState.DONE]
    assert f"run {run.id} carries out {proposal}: done\n" in told.err
    assert told.err.endswith("Nothing more can be brought on at once. Next: mainstay runs\n")
    told = command("undo", proposal, "--detach", "--format", "json")
    assert json.loads(told.out)["run"]["purpose"] == "undo"


def test_what_was_left_is_gone_on_with_by_the_same_command(command, doors) -> None:
    proposal = approved(doors)
    command("apply", proposal, "--detach")
    told = command("apply", proposal, "--budget", "10m")
    assert (told.code, "carried out already" in told.err) == (2, True)
    assert (command("apply", proposal, "--content", "0" * 64).code, len(doors.workshop.runs())) == (2, 1)
    told = command("apply", proposal)
    assert (told.code, "goes on with" in told.err) == (0, True)
    command("undo", proposal, "--detach")
    told = command("undo", proposal)
    assert (told.code, "goes on with taking" in told.err) == (0, True)
    assert doors.workshop.states() == [RunState.UNDONE, RunState.DONE]
    doors.user = "vic"
    assert "no role" in command("apply", approved(doors, key="other")).err


def test_where_its_worker_is_gone_nobody_is_let_wait(command, doors) -> None:
    proposal = approved(doors)
    command("apply", proposal, "--detach")
    shop = doors.workshop.shop("far")
    run = doors.workshop.runs()[0]
    assert Carrying(shop, run, None).take() is not None
    doors.gone = {"far"}
    told = command("runs", run.id, "--follow")
    assert told.code == 4
    assert "its worker far is gone" in told.out
    assert f"Next: mainstay worker, or mainstay apply {proposal[:12]}, goes on with it" in told.err
    assert json.loads(command("runs", run.id, "--format", "json").out)["worker_is_gone"] is True


def test_who_is_behind_another_run_is_told_so(command, doors) -> None:
    first = approved(doors, step("z"), pause("w", "9w"))
    second = approved(doors, key="second")
    command("apply", first)
    command("apply", second, "--detach")
    one, two = doors.workshop.runs()
    told = command("runs", two.id)
    assert f"run {one.id} comes first" in told.out
    assert f"Next: mainstay runs {one.id[:12]} tells of the run before it" in told.err


def test_a_way_back_in_part_says_what_is_left(command, doors) -> None:
    proposal = approved(doors, step("a", undo=False), step("b"))
    command("apply", proposal)
    assert "--partly" in command("runs", proposal).err
    told = command("undo", proposal, "--partly")
    assert told.code == 0
    assert "left as it is, for nothing takes it back: a" in told.out
    told = command("runs", proposal)
    assert "left as it is, for nothing takes it back: a" in told.out
    back = doors.workshop.runs()[1].id[:12]
    assert f"Next: mainstay runs {back} tells how it was taken back" in told.err


def test_steered_by_the_id_of_its_proposal(command, doors) -> None:
    proposal = approved(doors, pause("w", "9w"))
    command("apply", proposal)
    assert command("pause", proposal).code == 0
    assert command("resume", proposal).code == 0
    assert command("answer", proposal, "done", "--reason", "I looked").code == 0
    assert command("cancel", proposal).code == 0


def test_undone_by_the_run_or_its_proposal(command, doors) -> None:
    proposal = approved(doors)
    command("apply", proposal)
    told = command("undo", proposal[:14])
    assert told.code == 0
    assert doors.workshop.deeds.counts == {"a": 1, "una": 1}
    assert doors.workshop.states() == [RunState.UNDONE, RunState.DONE]


def test_steered(command, doors) -> None:
    command("apply", approved(doors, step("a"), pause("w", "4h"), step("b")))
    (run,) = doors.workshop.runs()
    assert command("pause", run.id, "--reason", "lunch").code == 0
    assert command("pause", run.id).code == 2
    assert command("resume", run.id).code == 0
    assert command("cancel", run.id).code == 0
    command("worker", "--once")
    assert doors.workshop.states() == [RunState.CANCELLED]
    assert command("runs", run.id).code == 3


def test_a_proposal_says_how_it_is_carried_out_and_where_that_is_told(command, doors) -> None:
    proposal = approved(doors)
    name = proposal[:12]
    assert command("show", proposal).err.endswith(
        f"Next: mainstay apply {name} --dry-run, then mainstay apply {name}\n"
    )
    command("apply", proposal)
    assert command("show", proposal).err.endswith(f"Next: mainstay runs {name}\n")
    waiting = doors.house.submit("ada", steps_plan(step("a"), key="other")).proposal
    told = command("approve", waiting.id, "--content", waiting.content)
    assert f"Next: mainstay apply {waiting.id[:12]} --dry-run" in told.err
    # What changes nothing needs no way back.
    other = approved(doors, pause("w", "1h"), step("b", undo=False), key="third")
    assert command("show", other).out.count("nothing takes it back") == 1


def test_refused(command, doors) -> None:
    waiting = doors.house.submit("ada", steps_plan(step("a"))).proposal
    for arguments, told in (
        (("apply", waiting.id), "only what is approved"),
        (("apply", "ffff"), "no such proposal"),
        (("apply", waiting.id, "--content", "0" * 64), "another content"),
        (("apply", waiting.id, "--budget", "soon"), "no length of time"),
        (("undo", waiting.id), "no such run"),
        (("runs", "ff"), "no such run"),
        (("pause", "ffff"), "no such run"),
        (("runs", "--before", "x", "--state", "dead"), "dead"),
        (("runs", "--before", "x"), "there is no such run"),
        (("runs", "--follow"), "one run is followed"),
        (("runs", "ffff", "--state", "done"), "choose from the list"),
        (("apply", waiting.id, "--budget", ""), "nothing is no length of time"),
        (("apply", waiting.id, "--budget", "-1"), "-1 is no length of time"),
        (("apply", waiting.id, "--dry-run", "--content", "0" * 64), "another content"),
        (("worker", "--name", "a\x1b[2J"), "a\\x1b[2J"),
        (("worker", "--name", "x" * 65), "64"),
    ):
        ended = command(*arguments)
        assert (ended.code, told in ended.err) == (2, True), arguments
    doors.user = "vic"
    assert "no role" in command("apply", waiting.id).err


def test_foreseen(command, doors) -> None:
    proposal = approved(doors, step("a"), pause("w", "1h"))
    told = command("apply", proposal, "--dry-run")
    assert told.code == 0
    assert "would do" in told.out and "nothing is changed" in told.out
    found = json.loads(command("apply", proposal, "--dry-run", "--format", "json").out)
    jsonschema.validate(found, foresight_schema())
    assert [one["part"] for one in found["actions"]] == ["do", "check", "do"]
    doors.workshop.deeds.name = "file"
    told = command("apply", proposal, "--dry-run")
    assert told.code == 3
    assert "CANNOT BE DONE" in told.out and "would fail at a." in told.out
    assert doors.workshop.runs() == []


def test_listed_with_their_schemas(command, doors) -> None:
    assert "No runs here" in command("runs").out
    for key in ("one", "two", "three"):
        command("apply", approved(doors, step(key), key=key))
    found = json.loads(command("runs", "--format", "json", "--most", "2").out)
    jsonschema.validate(found, list_schema())
    assert found["next_before"] == found["runs"][-1]["id"]
    told = command("runs", "--most", "2")
    assert f"--before {found['next_before']}" in told.err
    rest = json.loads(command("runs", "--before", found["next_before"], "--format", "json").out)
    assert len(rest["runs"]) == 1
    assert json.loads(command("runs", "--state", "failed", "--format", "json").out)["runs"] == []
    one = json.loads(command("runs", found["runs"][0]["id"], "--format", "json").out)
    jsonschema.validate(one, show_schema())
    doors.user = "eve"
    assert json.loads(command("runs", "--format", "json").out)["runs"] == []


def test_followed_while_somebody_else_carries_it_on(command, doors) -> None:
    command("apply", approved(doors))
    told = command("runs", doors.workshop.runs()[0].id, "--follow")
    assert told.code == 0
    assert "  a done" in told.err


def test_what_a_worker_cannot_do_is_told_once(command, doors) -> None:
    doors.fails = [RunFailed("the store is away", where="here", mend="wait")] * 3
    told = command("worker", "--once")
    assert told.err.count("the store is away") == 1


def test_the_list_is_of_one_subject_or_of_one_proposal(command, doors) -> None:
    shop, bank = approved(doors), approved(doors, subject="repo:shop-2", key="b")
    for one in (shop, bank):
        command("apply", one)
    command("undo", bank)

    def told(*asked: str) -> list[str]:
        found = json.loads(command("runs", "--format", "json", *asked).out)
        jsonschema.validate(found, list_schema())
        return [run["proposal"] for run in found["runs"]]

    assert told() == [bank, bank, shop]
    assert told("--subject", "repo:shop-2") == [bank, bank]
    assert told("--subject", "repo:") == []
    assert told("--proposal", shop) == [shop]
    assert told("--proposal", bank, "--state", "undone") == [bank]
    first = json.loads(command("runs", "--format", "json", "--proposal", bank, "--most", "1").out)
    assert len(first["runs"]) == 1
    assert len(told("--proposal", bank, "--most", "1", "--before", first["next_before"])) == 1
    assert "there is no such proposal" in command("runs", "--proposal", "f" * 16).err
    refused = command("runs", doors.workshop.runs()[0].id, "--subject", "repo:shop")
    assert (refused.code, "--subject" in refused.err) == (2, True)
