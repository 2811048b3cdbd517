"""`mainstay ledger` over a workshop in memory: which promises were kept, and who sees them."""

import json
from dataclasses import replace

import jsonschema
import pytest

from mainstay.adapters.actions.promising import PromiseAction
from mainstay.domain.plan import Action, Repeat, Step
from mainstay.domain.prediction import LEVEL, Of, Prediction
from mainstay.flows.promising import judge_promises
from mainstay.present.ledger_json import schema
from tests.fakes.metrics import MemoryMetrics
from tests.fakes.run_doors import FakeRunDoors
from tests.fakes.workshops import Workshop, step, steps_plan

DAY = 86_400


def promise(what: str, **said) -> Step:
    given = {"what": what, "query": what, "is": "at-most", "value": 0.2, "after": "3d", **said}
    return Step("promise", Action("promise", given), repeat=Repeat.IDEMPOTENT)


@pytest.fixture
def doors() -> FakeRunDoors:
    made = FakeRunDoors(Workshop(more=(PromiseAction({"main": MemoryMetrics()}),)))
    made.user = "bob"
    return made


def given(doors: FakeRunDoors, what: str, **said) -> str:
    shop = doors.workshop
    run = shop.applied(steps_plan(step(what), promise(what, **said), expires=400 * DAY))
    shop.work()
    shop.house.clock.advance(1)
    return run.id


def looked(doors: FakeRunDoors, days: float, **values: float) -> None:
    house, server = doors.workshop.house, MemoryMetrics()
    house.clock.advance(int(days * DAY))
    for query, value in values.items():
        server.tell(query, value)
    judge_promises(house.office("worker"), {"main": server})


def test_what_is_due_later_waits(command, doors) -> None:
    run = given(doors, "errors")
    told = command("ledger")
    assert told.code == 0
    assert "  not due  errors (errors is at-most 0.2)\n" in told.out
    assert "it is looked in 3 days" in told.out and f"run {run[:12]}" in told.out
    assert told.err.endswith(f"Next: mainstay runs {run[:12]}\n")


def test_kept_broken_and_what_came_back_are_told_and_counted(command, doors) -> None:
    given(doors, "lost", lasts="4w")
    given(doors, "fine")
    given(doors, "late")
    looked(doors, 3.1, lost=0.1, fine=0.2, late=0.3)
    looked(doors, 28, lost=7)
    told = command("ledger")
    first, *_ = [line for line in told.out.splitlines() if line.startswith("  ") and line[2] != " "]
    assert first == "  not kept  late (late is at-most 0.2)"
    assert (
        "  kept, and came back  lost (" in told.out and "it was 0.1" in told.out and "it was 7 " in told.out
    )
    assert told.out.endswith("of 3 promises that you may see: 1 kept; 1 kept, and came back; 1 not kept\n")
    back = command("ledger", "--outcome", "came-back", "--outcome", "broken", "--format", "json")
    found = json.loads(back.out)
    jsonschema.validate(found, schema())
    assert [(one["what"][:4], one["outcome"]) for one in found["promises"]] == [
        ("late", "broken"),
        ("lost", "came-back"),
    ]
    assert found["counts"] == {"came-back": 1, "broken": 1, "kept": 1}
    assert (found["promises"][1]["value"], found["promises"][1]["lasts_value"]) == (0.1, 7.0)


def test_what_was_taken_back_is_not_held_against_anybody(command, doors) -> None:
    run = given(doors, "errors")
    assert command("undo", run).code == 0
    assert "  taken back  errors" in command("ledger").out


def test_page_by_page(command, doors) -> None:
    for what in ("a", "b", "c"):
        given(doors, what)
    first = command("ledger", "--most", "2")
    behind = first.err.partition("--before ")[2].split()[0]
    assert first.out.count("not due  ") == 2
    last = command("ledger", "--most", "2", "--before", behind)
    assert "not due  a (" in last.out and "There are more" not in last.err
    assert command("ledger", "--before", "x.y.promise").code == 2


def test_other_teams_see_neither_the_promise_nor_the_count(command, doors) -> None:
    run = given(doors, "errors")
    held = doors.house.store.held
    held.runs[run] = replace(held.runs[run], team="payments")
    told = command("ledger")
    assert "No promises here" in told.out and "errors" not in told.out and "of 1" not in told.out
    assert told.err.endswith("Next: mainstay ledger replay --prometheus URL\n")


def test_predictions_are_seen_by_the_team_of_their_subject(command, doors) -> None:
    def about(subject: str, number: int) -> Prediction:
        of = Of("main", f"disk {number}", "disk", 0, 7)
        return Prediction(
            f"{subject}{number:04}", LEVEL, subject, f"of {subject}", 1, 2, None, 1, 3, 0.8, of=of
        )

    made = [
        about(subject, number) for subject in ("repo:shop", "repo:bank", "host:x") for number in range(300)
    ]
    with doors.house.store.writing() as work:
        work.ledger.add(made)

    def seen(user: str) -> set[str]:
        doors.user = user
        told = command("ledger", "predictions", "--format", "json", "--most", "500")
        return {one["subject"] for one in json.loads(told.out)["predictions"]}

    assert seen("bob") == {"repo:shop"} and seen("eve") == {"repo:bank"}
    assert seen("dir") == {"repo:shop", "repo:bank"}
    told = command("ledger", "predictions", "--most", "2", "--before", made[1].id)
    assert told.code == 0


def test_other_predictions_are_no_promises(command, doors) -> None:
    with doors.house.store.writing() as work:
        work.ledger.add([Prediction("x", "disk-full", "host", "the disk is full", 1, 2)])
    assert "No promises here" in command("ledger").out


def test_what_a_plan_says_can_neither_colour_nor_break_the_list(command, doors) -> None:
    given(doors, "a\x1b[31m\nb")
    assert "\x1b" not in command("ledger").out and "\nb" not in command("ledger").out


def test_whoever_nobody_knows_sees_how_right_forecasts_were_and_no_promises(command, doors) -> None:
    given(doors, "errors")
    doors.nobody = True
    told = command("ledger", "--format", "json")
    assert (told.code, json.loads(told.out)["promises"]) == (0, [])
    assert "note: no promises are shown: the operator's file is not there" in told.err
    assert command("ledger", "--outcome", "kept").code == 2
    # Where nothing was ever promised nobody misses anything.
    doors.house.store.held.predictions.clear()
    assert command("ledger").err == "Next: mainstay ledger replay --prometheus URL\n"
    doors.no_store = True
    assert command("ledger").code == 2


def test_a_replay_asks_as_a_forecast_does(command, doors) -> None:
    told = command("ledger", "replay", "--prometheus", "http://127.0.0.1:9", "--weeks", "8", "--no-keep")
    assert told.code == 0 and "8 Mondays" in told.out
    ((_, asked),) = doors.forecasts_asked
    assert (asked.servers, asked.history, asked.ledger) == (("http://127.0.0.1:9",), 8 * 7 + 84, False)
    assert command("ledger", "replay", "--weeks", "0").code == 2
    assert "there is no such prediction" in command("ledger", "predictions", "--before", "none").err
