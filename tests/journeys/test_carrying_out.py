"""From an approval to a change that was carried out, and back: real files, programs, processes, kills."""

import json
from pathlib import Path

from tests.journeys.running import Running, kill

LIMIT = """
title: Raise the limit
why: It is full every Monday.
change: configuration
subject: svc:shop
environment: production
base: none
steps:
  - id: limit
    do: file
    with: {{path: {live}/limit.conf, content: "limit = 20\\n"}}
    check: {{do: check-command, with: {{argv: [grep, -q, "20", {live}/limit.conf]}}}}
    undo: {{do: file, with: {{path: {live}/limit.conf, restore: true}}}}
  - id: look
    do: check-command
    with: {{argv: [grep, -q, "{wanted}", {live}/limit.conf]}}
"""
SLOW = """
title: Count up
why: It is time.
change: maintenance
subject: svc:shop
environment: production
base: none
steps:
  - id: once
    do: command
    with: {{argv: [sh, -c, "touch {live}/begun; echo once >> {live}/done; sleep 600"]}}
    check: {{do: check-command, with: {{argv: [grep, -q, once, {live}/done]}}}}
    undo: {{do: command, with: {{argv: [rm, {live}/done]}}}}
    repeat: never-repeat
  - id: after
    do: command
    with: {{argv: [touch, {live}/after]}}
    repeat: idempotent
"""


def test_what_is_kept_is_taken_back_when_a_person_says_so(tmp_path: Path) -> None:
    room = Running(tmp_path)
    live = tmp_path / "live"
    (live / "limit.conf").write_text("limit = 10\n")
    proposal = room.approved(LIMIT.format(live=live, wanted="20"))
    foreseen = room.run("bob", "apply", proposal, "--dry-run")
    assert (foreseen.code, "+limit = 20" in foreseen.out) == (0, True)
    assert (live / "limit.conf").read_text() == "limit = 10\n"
    done = room.run("bob", "apply", proposal)
    assert (done.code, (live / "limit.conf").read_text()) == (0, "limit = 20\n"), done.err
    assert room.json("bob", "show", proposal)["proposal"]["state"] == "applied"
    undone = room.run("bob", "undo", proposal)
    assert (undone.code, (live / "limit.conf").read_text()) == (0, "limit = 10\n"), undone.err
    assert room.states() == ["undone", "done"]
    room.is_sound()
    told = [
        json.loads(line)["topic"].partition(".")[2]
        for line in (tmp_path / "told.jsonl").read_text().splitlines()
    ]
    assert [one for one in told if one in {"applying", "applied", "undone"}] == [
        "applying",
        "applied",
        "undone",
    ]


def test_what_does_not_hold_is_taken_back_by_itself(tmp_path: Path) -> None:
    room = Running(tmp_path)
    live = tmp_path / "live"
    (live / "limit.conf").write_text("limit = 10\n")
    proposal = room.approved(LIMIT.format(live=live, wanted="30"))
    done = room.run("bob", "apply", proposal)
    assert (done.code, (live / "limit.conf").read_text()) == (3, "limit = 10\n")
    assert room.states() == ["undone", "done"]
    room.is_sound()


def test_a_worker_that_is_killed_in_a_step_is_followed_by_one_that_verifies(tmp_path: Path) -> None:
    room = Running(tmp_path)
    live = tmp_path / "live"
    proposal = room.approved(SLOW.format(live=live))
    assert room.run("bob", "apply", proposal, "--detach").code == 0
    with room.worker() as first:
        room.wait_for((live / "begun").exists)
        room.wait_for(lambda: "once" in (live / "done").read_text())
        kill(first)
    assert room.states() == ["running"]
    with room.worker():
        room.wait_for(lambda: room.states() == ["done"])
    assert (live / "done").read_text() == "once\n"
    assert (live / "after").exists()
    (run,) = room.json("bob", "runs")["runs"]
    journal = room.json("bob", "runs", run["id"])["journal"]
    assert [one["mark"] for one in journal if one["step"] == "once" and one["part"] == "do"] == [
        "begun",
        "unknown",
    ]
    room.is_sound()
