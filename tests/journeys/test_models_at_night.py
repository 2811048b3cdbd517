"""A model of the operator's file, night after night: its drift is kept, foretold, told on the time line, and in the ledger."""

import json
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from tests.fakes.command_line import Ended, environment
from tests.journeys.forks import forks

DAY = 86_400
BEGAN = 20_000 * DAY
MODELS = (
    "models:\n"
    "  - {name: churn, reference: kept.json, current: 'now-*.csv', time: at, predictions: [score]}\n"
    "  - {name: lost, reference: away.csv, current: away.csv, time: at}\n"
)


def run(home: Path, *words: str, at: int) -> Ended:
    env = environment(HOME=str(home), COLUMNS="120", MAINSTAY_SERVER_FILE=str(home / "mainstay-server.yaml"))
    return forks().run("ada", *words, cwd=home, env=env, at=at)


def table(path: Path, days: int, slope: float) -> None:
    """Write rows of which `score` moves by so many deviations a day, and `age` stays."""
    chance = np.random.default_rng(3)
    rows = [
        f"{datetime.fromtimestamp(BEGAN + day * DAY + place * 80, UTC):%Y-%m-%d %H:%M:%S},"
        f"{chance.normal(slope * day):.3f},{chance.normal():.3f}"
        for day in range(days)
        for place in range(1_000)
    ]
    path.write_text("\n".join(["at,score,age", *rows, ""]))


def test_when_a_model_is_due_is_foretold_and_enters_the_ledger(tmp_path: Path) -> None:
    home = tmp_path
    (home / "mainstay-server.yaml").write_text(MODELS)
    table(home / "before.csv", 20, 0.0)
    table(home / "now-1.csv", 60, 0.0014)
    kept = run(home, "drift", "before.csv", "before.csv", "--keep", "kept.json", at=BEGAN + 60 * DAY)
    assert kept.code == 0, kept.err
    first = run(home, "nightly", "--format", "json", at=BEGAN + 60 * DAY + 7_200)
    # One of two models has no files: it is told, and keeps nobody from the other.
    assert first.code == 5, first.err
    told = {one["source"]: one for one in json.loads(first.out)["sources"]}
    assert (told["model:churn"]["taken"], told["model:churn"]["new"]) == (2, 2)
    assert "there is no file" in told["model:lost"]["failure"]
    table(home / "now-2.csv", 61, 0.0014)
    second = run(home, "nightly", "--format", "json", at=BEGAN + 61 * DAY + 7_200)
    assert json.loads(second.out)["sources"][0]["new"] == 0
    forecast = run(home, "forecast", "--kept", "--format", "json", at=BEGAN + 61 * DAY + 7_300)
    found = {one["signal"]["key"]: one for one in json.loads(forecast.out)["forecasts"]}
    assert found["score"]["signal"]["subject"] == "model:churn"
    assert found["score"]["at"] > BEGAN + 61 * DAY, found["score"]["verdict"]
    assert found["age"]["at"] == 0
    ledger = run(home, "ledger", "predictions", "--format", "json", at=BEGAN + 61 * DAY + 7_300)
    entered = json.loads(ledger.out)["predictions"]
    assert {"level", "passes"} <= {one["kind"] for one in entered if one["of"]["key"] == "score"}
    assert {one["of"]["source"] for one in entered} == {"model:churn"}


def test_without_servers_and_models_there_is_no_night(tmp_path: Path) -> None:
    (tmp_path / "mainstay-server.yaml").write_text("models: []\n")
    done = run(tmp_path, "nightly", at=BEGAN)
    assert (done.code, done.out) == (2, "")
    assert "under metrics or models" in done.err
