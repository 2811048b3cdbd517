"""From nothing but the address of a real Prometheus, or a file, to what breaks when."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.fakes.command_line import Ended, environment
from tests.journeys.forks import forks
from tests.servers.exporters import DISK, END, past
from tests.servers.prometheus import prometheus

DAY = 86_400


def forecast(folder: Path, *words: str) -> Ended:
    env = environment(HOME=str(folder), COLUMNS="120")
    return forks().run("ada", "forecast", *words, cwd=folder, env=env, at=END + 60)


def test_with_the_address_alone_what_breaks_when_is_told(tmp_path: Path) -> None:
    with prometheus(past()) as server:
        done = forecast(tmp_path, "--prometheus", server.url, "--format", "json")
        text = forecast(tmp_path, "--prometheus", server.url)
        due = forecast(tmp_path, "--prometheus", server.url, "--fail-within", "30", "-q")
    assert done.code == 0, done.err
    found = {
        (one["signal"]["subject"], one["signal"]["what"]): one for one in json.loads(done.out)["forecasts"]
    }
    disk = found["host:web1", "disk used of /var"]
    assert disk["verdict"] == "crosses"
    # A gigabyte a day, and 72 of them are left.
    assert abs((disk["at"] - END) / DAY - 72) < 8
    assert disk["early"] < disk["at"]
    certificate = found["site:https://shop.example", "time that the certificate lasts"]
    assert certificate["verdict"] == "crosses"
    assert abs((certificate["at"] - END) / DAY - 20) < 4
    assert found["host:web1", "disk used of /"]["verdict"] == "stays"
    assert found["service:shop", "p95 latency of GET /dashboard"]["verdict"] == "no-limit"
    lines = [line for line in text.out.splitlines() if line.startswith("  ") and line[2] != " "]
    assert "time that the certificate lasts" in lines[0]
    assert "limit: " in text.err or "note: " in text.err
    assert (due.code, due.err) == (1, "")


def test_a_file_is_forecast_from_where_it_ends(tmp_path: Path) -> None:
    rows = [f"{1_600_000_000 + hour * 3_600},{100 + hour / 24},{7}" for hour in range(84 * 24)]
    (tmp_path / "jobs.csv").write_text("\n".join(["time,waiting,done", *rows]))
    done = forecast(tmp_path, "jobs.csv", "--limit", "waiting>200", "--series", "wait")
    assert done.code == 0, done.err
    assert "waiting rose from" in done.out
    # That was years ago: it is told by dates.
    assert "it passes 200 on 23 Dec 2020 (2" in done.out
    assert "limit: jobs.csv ends on 6 Dec 2020" in done.err
    assert "Trouble is above 200: given on the command line." in done.out


@pytest.mark.parametrize(("last", "code"), [(10, 0), (40, 1)])
def test_what_is_due_is_counted_from_where_an_old_file_ends(last: int, code: int, tmp_path: Path) -> None:
    first = END - 400 * DAY
    rows = [f"{first + hour * 3_600},{100 + hour / 24}" for hour in range(84 * 24)]
    (tmp_path / "jobs.csv").write_text("\n".join(["time,waiting", *rows]))
    done = forecast(tmp_path, "jobs.csv", "--limit", "waiting>200", "--fail-within", str(last))
    assert done.code == code, done.err
    assert (
        f"due within {last} days: {code} of 1 series; 1 series of old files counted from where these end, 19 Mar 2025"
    ) in done.err
    # What ends now counts from now on, and says nothing of it.
    rows = [f"{END - 84 * DAY + hour * 3_600},{100 + hour / 24}" for hour in range(84 * 24)]
    (tmp_path / "jobs.csv").write_text("\n".join(["time,waiting", *rows]))
    done = forecast(tmp_path, "jobs.csv", "--limit", "waiting>200", "--fail-within", str(last))
    assert done.code == code, done.err
    assert f"due within {last} days: {code} of 1 series\n" in done.err


def test_a_limit_that_fits_nothing_is_told(tmp_path: Path) -> None:
    rows = [f"{END - 84 * DAY + hour * 3_600},{100 + hour / 24}" for hour in range(84 * 24)]
    (tmp_path / "jobs.csv").write_text("\n".join(["time,waiting jobs", *rows]))
    done = forecast(tmp_path, "jobs.csv", "--limit", "waiting>150", "--limit", "wait*>90%")
    assert (done.code, "Nothing is foretold" in done.out) == (0, False)
    assert "The limit waiting>150 is of no use: no series is named so." in done.err
    assert "near are 'waiting jobs'" in done.err
    assert "The limit wait*>90% is of no use: no series that it names has a limit" in done.err
    fine = forecast(tmp_path, "jobs.csv", "--limit", "wait*>500")
    assert "of no use" not in fine.err


def test_a_limit_is_also_of_series_of_a_server(tmp_path: Path) -> None:
    flags = (
        "--limit",
        "disk used of /v*>95%",
        "--limit",
        "p95 latency*>0.5",
        "--limit",
        "disk used of /opt>5",
    )
    with prometheus(past()) as server:
        before = forecast(tmp_path, "--prometheus", server.url)
        done = forecast(tmp_path, "--prometheus", server.url, *flags, "--format", "json")
    assert before.code == 0, before.err
    assert done.code == 0, done.err
    found = {one["signal"]["what"]: one["signal"]["limit"] for one in json.loads(done.out)["forecasts"]}
    var = found["disk used of /var"]
    assert (var["value"], var["side"]) == (0.95 * DISK, "above")
    assert var["source"] == "0.95 of the filesystem's own size, given on the command line"
    latency = found["p95 latency of GET /dashboard"]
    assert (latency["value"], latency["source"]) == (0.5, "given on the command line")
    assert found["disk used of /"]["source"] == "the filesystem's own size"
    # The only series that nobody had a limit for is that of the queue now.
    assert "Nobody states a limit of 1 series" in done.err
    # What is foretold of a limit that was only supposed does not withdraw what was foretold of the own one.
    assert "note: 1 series has another limit from the command line than their own" in done.err
    env = environment(HOME=str(tmp_path), COLUMNS="120")
    told = forks().run(
        "ada",
        "ledger",
        "predictions",
        "--most",
        "500",
        "--format",
        "json",
        cwd=tmp_path,
        env=env,
        at=END + 90,
    )
    of_var = [one for one in json.loads(told.out)["predictions"] if "disk used of /var" in one["text"]]
    assert "date" in {one["kind"] for one in of_var}, told.out[:3000]
    assert {one["outcome"] for one in of_var} == {None}, of_var
    assert "The limit disk used of /opt>5 is of no use: no series is named so." in done.err
    assert "near are 'disk used of /', 'disk used of /var', " in done.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--prometheus", "ftp://there"), "the address of a metrics server cannot be used"),
        (("none.csv",), "none.csv"),
        (("a.csv", "--limit", "five"), "a limit cannot be used"),
        (("a.csv", "--limit", "x>nan"), "a limit cannot be used"),
        (("a.csv", "--limit", ">>5"), "a limit cannot be used"),
        (("a.csv", "--series", "other"), "no series is named so"),
    ],
)
def test_what_cannot_be_asked_is_told(words: tuple[str, ...], told: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("time,value\n1600000000,1\n1600003600,2\n")
    done = forecast(tmp_path, *words)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_a_server_that_is_away_is_told_as_such(tmp_path: Path) -> None:
    done = forecast(tmp_path, "--prometheus", "http://127.0.0.1:9")
    assert done.code == 5
    assert "127.0.0.1:9" in done.err


def test_a_server_whose_points_are_old_says_so(tmp_path: Path) -> None:
    env = environment(HOME=str(tmp_path), COLUMNS="120")
    with prometheus(past()) as server:
        words = ("forecast", "--prometheus", server.url)
        done = forks().run("ada", *words, cwd=tmp_path, env=env, at=END + 45 * DAY)
    assert (done.code, done.out) == (0, "All series here have ended.\n"), done.err
    assert "have ended: their last points are from 29 Jan 2026." in done.err
    assert "mend: look whether it still reads its targets" in done.err


def test_a_page_and_the_report_of_a_repository_show_it(tmp_path: Path) -> None:
    rows = [f"{1_600_000_000 + hour * 3_600},{100 + hour / 24},{7}" for hour in range(84 * 24)]
    (tmp_path / "jobs.csv").write_text("\n".join(["time,waiting,done", *rows]))
    server = tmp_path / "server.yaml"
    server.write_text('forecasts: {dates: [{what: the <b>contract</b>, at: "2049-12-31"}]}\n')
    server.chmod(0o600)
    words = ("jobs.csv", "--limit", "waiting>200", "--server-file", str(server), "--no-ledger")
    page = forecast(tmp_path, *words, "--html", "page.html")
    assert page.code == 0, page.err
    assert "written: page.html" in page.err
    assert "the <b>contract</b>" in page.out
    told = (tmp_path / "page.html").read_text()
    assert "the &lt;b&gt;contract&lt;/b&gt;" in told and "<b>contract" not in told
    assert "waiting rose from" in told and "<script" not in told
    document = forecast(tmp_path, *words, "--format", "json")
    assert json.loads(document.out)["ends"][0]["what"] == "the <b>contract</b>"
    (tmp_path / "f.json").write_text(document.out)
    env = environment(HOME=str(tmp_path), COLUMNS="120")
    (tmp_path / "code").mkdir()
    subprocess.run(["git", "init", "-q", str(tmp_path / "code")], check=True)
    flags = ("--forecasts", "f.json", "--html", "report.html", "--no-cache")
    (tmp_path / "code" / "a.py").write_text("def f(x):\n    return x\n")
    done = forks().run("ada", "check", "code", *flags, cwd=tmp_path, env=env, at=END + 60)
    assert done.code == 0, done.err
    assert "waiting rose from" in (tmp_path / "report.html").read_text()


def bad_series(start: int) -> dict[str, list[tuple[int, str]]]:
    """Give series that are bad, each in its own way, by their names, with points each hour of twelve weeks from `start` on."""
    hours = [start + hour * 3_600 for hour in range(84 * 24)]
    grown = [(at, f"{100 + (at - start) / DAY}") for at in hours]
    return {
        "good": grown,
        "constant": [(at, "5") for at in hours],
        "nan": [(at, "NaN") for at in hours],
        "one point": grown[-1:],
        "infinite": [(at, "inf" if at % DAY else value) for at, value in grown],
        "out of order": grown[::-1],
        "duplicated": [*grown, *grown],
        "to come": [*grown, *((at + 400 * DAY, "1e12") for at, _ in grown)],
        "mixed cadence": [
            *grown[: 50 * 24 : 4],
            *grown[50 * 24 :],
            *((at + 60, value) for at, value in grown[-99:]),
        ],
        "clock jumps": [
            (at - 700 * DAY if 800 < number < 900 else at, value) for number, (at, value) in enumerate(grown)
        ],
        "resets": [(at, f"{at // 3_600 % 24}") for at in hours],
        "crossed": [(at, "900") for at in hours],
        "zero": [(at, "0") for at in hours],
        "another unit": [(at, f"{float(value) * (1_000 if at < hours[-700] else 1)}") for at, value in grown],
    }


def test_bad_series_keep_nobody_from_the_others(tmp_path: Path) -> None:
    series = bad_series(END - 84 * DAY)
    rows = [f"{at},{name},{value}" for name, points in series.items() for at, value in points]
    (tmp_path / "all.csv").write_text("\n".join(["time,name,value", *rows]))
    (tmp_path / "none.csv").write_text("time,name,value\n")
    assert forecast(tmp_path, "all.csv", "--limit", "good>nan").code == 2
    flags = ("--limit", "constant>0", "--limit", ">200")
    done = forecast(tmp_path, "all.csv", *flags, "--format", "json", "--html", "page.html")
    assert done.code == 0, done.err
    found = {one["signal"]["what"]: one for one in json.loads(done.out)["forecasts"]}
    assert set(found) == set(series)
    verdicts = {name: one["verdict"] for name, one in found.items()}
    due = {
        "infinite",
        "good",
        "out of order",
        "duplicated",
        "to come",
        "mixed cadence",
        "clock jumps",
        "another unit",
    }
    assert {name for name, verdict in verdicts.items() if verdict == "crosses"} == due, verdicts
    for name in due:
        assert abs((found[name]["at"] - END) / DAY - 16) < 4, (name, found[name]["at"])
    assert {name: verdicts[name] for name in sorted(set(series) - due)} == {
        "constant": "crossed",
        "crossed": "crossed",
        "nan": "unusable",
        "one point": "too-short",
        "resets": "stays",
        "zero": "stays",
    }
    assert (tmp_path / "page.html").read_text().rstrip().endswith("</html>")
    empty = forecast(tmp_path, "none.csv", "all.csv")
    assert (empty.code, empty.out) == (2, "")
    assert "it has no row but its first" in empty.err
