"""Forecasts over weeks, by one command a week: they enter the ledger, are judged, and the next ones go by it."""

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import jsonschema

from mainstay.present.ledger_json import predictions_schema, schema
from mainstay.present.replay_json import schema as replay_schema
from tests.fakes.command_line import Ended, environment
from tests.journeys.forks import forks

DAY = 86_400
START = 20_500 * DAY
LIMIT = "waiting>250"


def at(day: float, folder: Path, *words: str) -> Ended:
    env = environment(HOME=str(folder), COLUMNS="120", MAINSTAY_STORE=str(folder / "store.sqlite"))
    return forks().run("ada", *words, cwd=folder, env=env, at=START + int(day * DAY) + 60)


def grown(folder: Path, days: int) -> None:
    """Write what is known so many days after the start: a queue that grows by one a day, and one that stays."""
    chance = random.Random(7)
    rows = []
    for hour in range(-90 * 24, days * 24):
        moves = chance.gauss(0, 1), chance.gauss(0, 1)
        rows.append(f"{START + hour * 3_600},{190 + hour / 24 + moves[0]:.3f},{50 + moves[1]:.3f}")
    (folder / "jobs.csv").write_text("\n".join(["time,waiting,failed", *rows]))


def test_what_was_foretold_is_judged_and_told(tmp_path: Path) -> None:
    for day in range(0, 71, 7):
        grown(tmp_path, day)
        done = at(day, tmp_path, "forecast", "jobs.csv", "--limit", LIMIT, "--format", "json")
        assert done.code == 0, done.err
        assert "ledger" not in done.err
    told = at(70, tmp_path, "ledger")
    assert told.code == 0, told.err
    assert "1 hit" in told.out and "promise" not in told.err
    document = json.loads(at(70, tmp_path, "ledger", "--format", "json").out)
    jsonschema.validate(document, schema())
    by_days = [one for one in document["classes"] if not one["sort"].endswith(" by hours")]
    assert [one["sort"] for one in by_days] == ["column failed", "column waiting"]
    for one in by_days:
        assert one["live"]["bands"] >= 12 and one["replayed"] is None
        assert one["live"]["inside"] >= one["live"]["bands"] / 2
        assert one["standing"]["replayed"] is False
    single = at(70, tmp_path, "ledger", "predictions", "--format", "json", "--most", "500")
    found = json.loads(single.out)
    jsonschema.validate(found, predictions_schema())
    (date,) = [one for one in found["predictions"] if one["kind"] == "date"]
    assert date["outcome"] == "hit" and date["low"] <= date["value"] <= date["high"]
    # 190 and one a day: it passes 250 some sixty days on.
    assert abs((date["value"] - START) / DAY - 60) < 5
    page = at(70, tmp_path, "forecast", "jobs.csv", "--limit", LIMIT, "--series", "failed")
    assert "past forecasts of this kind: " in page.out


def test_hours_are_judged_as_a_class_of_their_own(tmp_path: Path) -> None:
    for day in range(0, 25, 2):
        grown(tmp_path, day)
        done = at(day, tmp_path, "forecast", "jobs.csv", "--horizon", "48h", "--limit", "waiting>200.5")
        assert done.code == 0, done.err
    document = json.loads(at(24, tmp_path, "ledger", "--format", "json").out)
    jsonschema.validate(document, schema())
    by_hours = [one for one in document["classes"] if one["sort"].endswith(" by hours")]
    assert [one["sort"] for one in by_hours] == ["column failed by hours", "column waiting by hours"]
    for one in by_hours:
        # The levels of two days ahead are due each time it is asked again.
        assert one["live"]["bands"] == 12
        assert one["live"]["inside"] >= 8
        assert set(one["standing"]["factors"]) == {"0"}
    found = json.loads(at(24, tmp_path, "ledger", "predictions", "--format", "json", "--most", "500").out)
    jsonschema.validate(found, predictions_schema())
    dates = [one for one in found["predictions"] if one["kind"] == "hour-date"]
    assert len(dates) >= 1
    # 190 and one a day: it passes 200.5 some ten days on.
    assert all(9 < (one["middle"] - START) / DAY < 13 for one in dates)
    assert all(one["judged_at"] for one in dates)
    told = at(24, tmp_path, "ledger", "predictions")
    assert "waiting by hours" in told.out and " in 48 hours" in told.out
    page = json.loads(at(24, tmp_path, "forecast", "jobs.csv", "--horizon", "48h", "--format", "json").out)
    widened = {one["signal"]["sort"]: one["next_hours"]["widened"] for one in page["forecasts"]}
    factors = {one["sort"]: one["standing"]["factors"]["0"] for one in by_hours}
    assert {f"{sort} by hours": wide for sort, wide in widened.items()} == factors


def test_a_replay_makes_the_ledger_useful_on_the_first_day(tmp_path: Path) -> None:
    grown(tmp_path, 60)
    only_looked = at(60, tmp_path, "ledger", "replay", "jobs.csv", "--limit", LIMIT, "--no-keep")
    assert only_looked.code == 0 and not (tmp_path / "store.sqlite").exists()
    done = at(
        60, tmp_path, "ledger", "replay", "jobs.csv", "--limit", LIMIT, "--weeks", "12", "--format", "json"
    )
    assert done.code == 0, done.err
    replay = json.loads(done.out)
    jsonschema.validate(replay, replay_schema())
    assert replay["replay"]["mondays"] == 12 and replay["replay"]["series"] == 2
    failed, _ = replay["replay"]["classes"]
    page = at(60, tmp_path, "forecast", "jobs.csv", "--limit", LIMIT, "--series", "failed")
    record = failed["record"]
    assert (
        f"forecasts of this kind replayed on the past: {record['bands']} made, {record['inside']} inside"
        in page.out
    )
    # A replay of another file hides nothing of this one.
    (tmp_path / "jobs.csv").rename(tmp_path / "tasks.csv")
    other = (tmp_path / "tasks.csv").read_text().replace("waiting", "tasks").replace("failed", "lost")
    (tmp_path / "tasks.csv").write_text(other)
    assert at(60, tmp_path, "ledger", "replay", "tasks.csv", "--weeks", "12").code == 0
    told = at(60, tmp_path, "ledger")
    assert "column waiting" in told.out and "column tasks" in told.out
    assert "Replayed on the past" in told.out
    waiting = [line for line in told.out.splitlines() if "nothing is due yet" in line]
    assert all(" by hours " in line for line in waiting)
    assert "(replay)" in told.out


def test_nothing_enters_that_is_not_to_be_kept_or_ended_long_ago(tmp_path: Path) -> None:
    grown(tmp_path, 0)
    for day, words in ((0, ("--no-ledger",)), (30, ())):
        done = at(day, tmp_path, "forecast", "jobs.csv", *words)
        assert done.code == 0, done.err
        assert ("limit: jobs.csv ends on" in done.err) == (day == 30)
    told = at(30, tmp_path, "ledger", "predictions")
    assert "Nothing was foretold yet" in told.out


def test_a_store_that_cannot_be_used_keeps_nobody_from_a_forecast(tmp_path: Path) -> None:
    grown(tmp_path, 0)
    (tmp_path / "store.sqlite").write_text("this is no database, and was never one" * 100)
    done = at(0, tmp_path, "forecast", "jobs.csv", "--limit", LIMIT)
    assert done.code == 0
    assert "waiting" in done.out
    assert "limit: The ledger is left out: " in done.err and "mend:" in done.err


def all_levels(ledger: str) -> int:
    """Count the levels that were judged, of all classes."""
    return sum(one["live"]["bands"] for one in json.loads(ledger)["classes"] if one["live"])


def test_a_row_that_cannot_be_read_is_left_out_and_named(tmp_path: Path) -> None:
    for day in (0, 7, 14):
        grown(tmp_path, day)
        assert at(day, tmp_path, "forecast", "jobs.csv", "--limit", LIMIT).code == 0
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as store, store:
        ((spoilt,),) = store.execute("SELECT id FROM ledger WHERE judged_at <> 0 ORDER BY id LIMIT 1")
        ((opened,),) = store.execute("SELECT id FROM ledger WHERE judged_at = 0 ORDER BY id LIMIT 1")
        store.execute("UPDATE ledger SET outcome = 'lucky' WHERE id = ?", [spoilt])
        store.execute("UPDATE ledger SET moves = 'much' WHERE id = ?", [opened])
    before = all_levels(at(14, tmp_path, "ledger", "--format", "json").out)
    grown(tmp_path, 21)
    done = at(21, tmp_path, "forecast", "jobs.csv", "--limit", LIMIT, "--format", "json")
    assert done.code == 0, done.err
    (notice,) = [one for one in json.loads(done.out)["notices"] if one["code"].startswith("ledger")]
    assert notice["code"] == "ledger-unreadable" and set(notice["examples"]) == {spoilt, opened}
    assert spoilt in done.err and "mend: mainstay store check" in done.err
    told = at(21, tmp_path, "ledger", "--format", "json")
    assert told.code == 0 and spoilt in told.err
    # All others were judged, and what is new has entered.
    assert all_levels(told.out) >= before + 2
    page = at(21, tmp_path, "ledger", "predictions", "--format", "json", "--most", "100")
    assert page.code == 0 and spoilt in page.err
    listed = json.loads(page.out)["predictions"]
    assert max(one["made_at"] for one in listed) >= START + 21 * DAY
    assert not {spoilt, opened} & {one["id"] for one in listed}


def test_where_there_is_no_ledger_it_is_said(tmp_path: Path) -> None:
    for words in (("ledger",), ("ledger", "predictions")):
        done = at(0, tmp_path, *words)
        assert (done.code, done.out) == (2, "")
        assert "there is no store" in done.err
    assert not (tmp_path / "store.sqlite").exists()
