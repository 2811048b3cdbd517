"""From what a real Prometheus and tables tell to what must be scaled, which sizes fit, and what came of the advice."""

import json
from pathlib import Path

import pytest

from mainstay.present.capacity_json import schema
from tests.fakes.command_line import Ended, environment
from tests.journeys.forks import forks
from tests.servers.containers import END, GIB, past
from tests.servers.prometheus import prometheus

jsonschema = pytest.importorskip("jsonschema")
DAY = 86_400
HEAD = "time,subject,resource,given,used\n"
PRICES = "kind,unit,price,currency\ncpu,core,20,EUR\nmemory,GiB,2,EUR\n"


def capacity(folder: Path, *words: str, at: int = END) -> Ended:
    env = environment(HOME=str(folder), COLUMNS="160")
    return forks().run("ada", "capacity", *words, cwd=folder, env=env, at=at)


def test_what_containers_are_given_and_use(tmp_path: Path) -> None:
    prices = tmp_path / "prices.csv"
    prices.write_text(PRICES)
    with prometheus(past()) as server:
        done = capacity(tmp_path, "--prometheus", server.url, "--prices", str(prices), "--format", "json")
    assert done.code == 0, done.err
    document = json.loads(done.out)
    jsonschema.validate(document, schema())
    sizes = {(one["subject"], one["resource"]): one for one in document["sizes"]}
    cpu = sizes["container:shop/web/app", "cpu"]
    # Both pods are one workload; its usual use is small, and what its start took is left to it.
    assert (cpu["fit"], cpu["days"]) == ("over-provisioned", 16)
    assert cpu["usual"] == pytest.approx(0.2, rel=0.05)
    assert cpu["advised"] == pytest.approx(1.5, rel=0.1)
    assert cpu["saved"] == pytest.approx((4 - cpu["advised"]) * 20)
    memory = sizes["container:shop/web/app", "memory"]
    # It was killed at 2 GiB, eight days ago.
    assert (memory["killed_at"], memory["advised"]) == (2 * GIB, pytest.approx(2.4 * GIB))
    scaled = sizes["container:shop/api/app", "memory"]
    assert (scaled["fit"], scaled["advised"]) == ("left-out", None)
    assert "its copies are scaled by its use" in scaled["reason"]
    assert document["currency"] == "EUR"


def _used(level: float, until: int, given: float = 4 * GIB) -> str:
    rows = (f"{at},shop/job,memory,{given},{level}" for at in range(until - 28 * DAY, until, 3_600))
    return HEAD + "\n".join(rows)


@pytest.mark.parametrize(
    ("level", "days", "told"), [(GIB, 200, "it held"), (1.5 * GIB, 10, "it did not hold")]
)
def test_what_came_of_advice_is_told_later(level: float, days: int, told: str, tmp_path: Path) -> None:
    file = tmp_path / "use.csv"
    file.write_text(_used(GIB, END))
    first = capacity(tmp_path, "--usage", str(file))
    assert "Give 1.1 GiB" in first.out, first.err
    later = END + days * DAY
    file.write_text(_used(GIB, END) + "\n" + _used(level, later, 1.1 * GIB)[len(HEAD) :])
    second = capacity(tmp_path, "--usage", str(file), "--html", "review.html", at=later)
    assert second.code == 0, second.err
    assert f"1.1 GiB of memory is enough, 4 GiB is given: {told}." in " ".join(
        second.out.replace("\u202f", " ").split()
    )
    assert told in (tmp_path / "review.html").read_text()


def test_when_to_scale(tmp_path: Path) -> None:
    rows = (
        f"{END - 100 * DAY + hour * 3_600},{100 + hour / 24 + (hour * 7919 % 13) / 10}"
        for hour in range(2_400)
    )
    file = tmp_path / "disk.csv"
    file.write_text("time,disk\n" + "\n".join(rows))
    words = (str(file), "--limit", "disk>400", "--format", "json")
    found = {
        one: json.loads(capacity(tmp_path, *words, "--no-ledger", "--scenario", one).out)["growth"][0]
        for one in ("as-now", "half", "double")
    }
    days = {one: (told["at"] - END) / DAY for one, told in found.items()}
    # From 200 by 1 a day, 320 can be used of 400.
    assert days["as-now"] == pytest.approx(120, abs=10)
    assert days["half"] == pytest.approx(240, abs=20)
    assert days["double"] == pytest.approx(60, abs=6)
    soon = capacity(tmp_path, *words, "--no-ledger", "--event", "2026-02-01=+100")
    assert (json.loads(soon.out)["growth"][0]["at"] - END) / DAY == pytest.approx(20, abs=6)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("--prices", "kind,unit,price,currency\ncpu,core,-1,EUR\n", "file.csv:2"),
        ("--prices", "kind,unit,price,currency\ncpu,core,nan,EUR\n", "the price is no number"),
        ("--usage", "", "does not name time"),
        ("--usage", HEAD + "0,a,cpu,2,1\nx,a,cpu,2,1\n", "file.csv:3"),
    ],
)
def test_what_cannot_be_used_is_told(name: str, text: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_text(text)
    usage = () if name == "--usage" else ("--usage", str(file))
    done = capacity(tmp_path, *usage, name, str(file))
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_one_point_and_nothing(tmp_path: Path) -> None:
    file = tmp_path / "use.csv"
    file.write_text(HEAD + f"{END - 60},a,cpu,2,1\n{END - 60},b,memory,2,\n")
    done = capacity(tmp_path, "--usage", str(file))
    assert done.code == 0, done.err
    assert "1 of 14 days are there" in done.out
    assert "It has no use that is a number" in done.out
