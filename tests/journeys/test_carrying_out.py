"""From an approval to a change that was carried out, and back: real files, programs, processes, kills."""

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.journeys.running import Running, kill
from tests.servers.prometheus import prometheus
from tests.servers.shop import shop

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
        room.wait_for_states("done")
    assert room.states() == ["done"]
    assert (live / "done").read_text() == "once\n"
    assert (live / "after").exists()
    (run,) = room.json("bob", "runs")["runs"]
    journal = room.json("bob", "runs", run["id"])["journal"]
    assert [one["mark"] for one in journal if one["step"] == "once" and one["part"] == "do"] == [
        "begun",
        "unknown",
    ]
    room.is_sound()


WATCHED = """
title: Serve {what}
why: It is time.
change: configuration
subject: svc:shop
environment: production
base: none
steps:
  - id: settings
    do: file
    with: {{path: {live}/shop.json, content: '{settings}'}}
    check: {{do: check-http, with: {{url: "http://127.0.0.1:{port}/health", within: 10s, every: 1s}}}}
    undo: {{do: file, with: {{path: {live}/shop.json, restore: true}}}}
  - id: watch
    do: watch
    with:
      for: 20s
      every: 1s
      lag: 2s
      baseline: 20s
      apart: 3s
      metrics:
        - name: failures
          errors: sum(increase(shop_failures_total[$step]))
          total: sum(increase(shop_sales_total[$step]))
          critical: true
  - id: promise
    do: promise
    with: {{what: few sales fail, query: "sum(rate(shop_failures_total[1m]))", is: below, value: 1, after: 2s}}
"""
METRICS = 'metrics: [{{name: main, address: "http://127.0.0.1:{port}"}}]'


@pytest.fixture
def shop_in(tmp_path: Path) -> Iterator[tuple[Running, Path, int]]:
    """Give a room with a service that sells, under a Prometheus that scrapes it, for long enough to compare with."""
    settings = tmp_path / "live" / "shop.json"
    first = tmp_path / "first.json"
    first.write_text('{"broken": 0}')
    with ExitStack() as stack:
        # The service reads its settings from the folder that the room makes.
        settings.parent.mkdir()
        settings.write_text(first.read_text())
        port = stack.enter_context(shop(settings))
        server = stack.enter_context(prometheus(targets=(f"127.0.0.1:{port}",)))
        room = Running(tmp_path, METRICS.format(port=server.port))
        server.wait_until(
            "count_over_time(shop_sales_total[1m])", lambda found: bool(found) and found[0] > 110
        )
        yield room, settings, port


@pytest.mark.parametrize("killed", [False, True])
def test_a_change_under_which_sales_fail_is_rolled_back_by_itself(
    shop_in: tuple[Running, Path, int], killed: bool
) -> None:
    room, settings, port = shop_in
    live = settings.parent
    proposal = room.approved(WATCHED.format(what="badly", live=live, port=port, settings='{"broken": 3}'))
    assert room.run("bob", "apply", proposal, "--detach").code == 0
    with room.worker() as first:
        room.wait_for(lambda: "3" in settings.read_text())
        if killed:
            room.wait_for_states("waiting")
            kill(first)
            with room.worker():
                room.wait_for_states("undone", "done")
        else:
            room.wait_for_states("undone", "done")
    assert room.states() == ["undone", "done"]
    assert settings.read_text() == '{"broken": 0}'
    (run, _) = reversed(room.json("bob", "runs")["runs"])
    assert "failures" in run["reason"]
    room.is_sound()


def test_a_healthy_change_is_kept_and_held_to_its_promise(shop_in: tuple[Running, Path, int]) -> None:
    room, settings, port = shop_in
    plan = WATCHED.format(what="well", live=settings.parent, port=port, settings='{"broken": 0, "limit": 20}')
    done = room.run("bob", "apply", room.approved(plan))
    assert done.code == 0, done.err + done.out
    assert "20" in settings.read_text()
    assert room.states() == ["done"]
    (given,) = room.json("bob", "ledger")["promises"]
    assert (given["outcome"], given["judged_at"]) == ("waiting", 0)
    room.wait_for(lambda: time.time() > given["due_at"])
    with room.worker():
        room.wait_for(lambda: room.json("bob", "ledger")["counts"] == {"kept": 1})
    (kept,) = room.json("bob", "ledger")["promises"]
    assert kept["run"] == room.json("bob", "runs")["runs"][0]["id"]
    assert kept["value"] < 1
    room.is_sound()


def test_without_data_nothing_is_kept(tmp_path: Path) -> None:
    room = Running(tmp_path, METRICS.format(port=9))
    (tmp_path / "live" / "shop.json").write_text("{}")
    with shop(tmp_path / "live" / "shop.json") as port:
        plan = WATCHED.format(what="blindly", live=tmp_path / "live", port=port, settings="{ }")
        proposal = room.approved(plan.replace("for: 20s", "for: 6s").replace("lag: 2s", "lag: 1s"))
        done = room.run("bob", "apply", proposal)
    assert done.code == 4, done.out
    (run,) = room.json("bob", "runs")["runs"]
    assert (run["state"], run["waits_for"]) == ("waiting", "person")
    assert room.run("bob", "answer", run["id"], "roll-back", "--reason", "nobody sees anything").code == 0
    assert room.run("bob", "worker", "--once").code == 0
    assert room.states() == ["undone", "done"]
    assert (tmp_path / "live" / "shop.json").read_text() == "{}"
    room.is_sound()
