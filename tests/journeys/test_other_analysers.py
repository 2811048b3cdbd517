"""What other analysers found joins the inventory once, at its place, and counts in the gate where its line is new."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.repositories import Repo, make_repository
from tests.hostile.room import Room, notices_of

RUFF = Path(sys.executable).with_name("ruff")
BODY = "".join(f"    if value > {step}:\n        value -= {step}\n" for step in range(20))
OLD = f"import os\n\n\ndef price(value):\n{BODY}    assert value\n    return value\n"
USED = "from src.prices import price\n\nprint(price(1))\n"


@pytest.fixture
def files() -> dict[str, str]:
    return {"src/prices.py": OLD, "src/__init__.py": "", "run.py": USED}


def ruff(repo: Repo, file: Path) -> Path:
    """Let ruff write what it finds, its own complexity rule among it."""
    rules = ["--select", "F401,C901,S101,E9", "--isolated", "--no-cache", "--exit-zero"]
    done = subprocess.run(
        [RUFF, "check", *rules, "--output-format", "sarif", "-o", file, "."],
        cwd=repo.path,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    return file


def found(report) -> dict[str, int]:
    return {one["code"]: one["line"] for one in report["findings"] if one["code"].startswith("external:")}


def test_ruff_joins_the_inventory_and_what_is_found_here_too_is_told_once(room: Room, repo: Repo) -> None:
    file = ruff(repo, room.folder / "ruff.sarif")
    asked = ["check", "--format", "json", "--sarif", file, "--sarif", file, "--", repo.path]
    report = room.run(*asked).report
    assert set(found(report)) == {"external:ruff/F401", "external:ruff/S101"}
    assert found(report)["external:ruff/F401"] == 1
    assert notices_of(report)["external-merged"]["count"] >= 4
    assert all(one["price"] is None for one in report["findings"] if one["code"].startswith("external:"))
    assert "complex-function" in {one["code"] for one in report["findings"]}
    listed = room.run("list", "--format", "json", "--top", "0", "--sarif", file, "--", repo.path)
    assert "external:ruff/F401" in {row["finding"]["code"] for row in json.loads(listed.stdout)["rows"]}
    assert "SARIF" in room.run("explain", "external:ruff/F401").stdout.decode()


def test_another_files_digest_is_another_look(room: Room, repo: Repo) -> None:
    file = ruff(repo, room.folder / "ruff.sarif")
    asked = ["check", "--format", "json", "--sarif", file, "--", repo.path]
    assert found(room.run(*asked).report)
    file.write_text(json.dumps({"version": "2.1.0", "runs": []}))
    assert not found(room.run(*asked).report)
    assert not found(room.run("check", "--format", "json", "--", repo.path).report)


def test_only_what_stands_on_new_lines_counts(room: Room, repo: Repo) -> None:
    gate = ["check", "--new-only", "--base", "main", "--fail-on", "external:ruff", "--format", "json"]
    repo.commit(
        {"src/prices.py": OLD.replace("import os\n", "import os\nimport price_list\nprice_list.load()\n")},
        "Above",
    )
    file = ruff(repo, room.folder / "ruff.sarif")
    outcome = room.run(*gate, "--sarif", file, "--", repo.path)
    assert (outcome.status, found(outcome.report)) == (0, {})
    repo.commit({"src/prices.py": OLD.replace("import os\n", "import os\nimport sys\n")}, "Another")
    outcome = room.run(*gate, "--sarif", ruff(repo, file), "--", repo.path)
    assert (outcome.status, found(outcome.report)) == (1, {"external:ruff/F401": 2})


def test_a_gate_hears_the_analyser_that_it_names(room: Room, repo: Repo) -> None:
    asked = ["check", "--sarif", ruff(repo, room.folder / "ruff.sarif")]
    outcome = room.run(*asked, "--fail-on", "external:bandit", "--", repo.path)
    assert outcome.status == 5
    assert outcome.says("error").endswith(
        "no results of bandit; the files given with --sarif have those of: ruff"
    )
    assert outcome.says("mend") == "name the file that bandit wrote with --sarif FILE"
    # Remembered, it is no other report.
    assert room.run(*asked, "--fail-on", "external:bandit", "--", repo.path).status == 5
    assert room.run(*asked, "--fail-on", "external:ruff/E999", "--", repo.path).status == 0
    assert room.run(*asked, "--fail-on", "external:ruff", "--", repo.path).status == 1


def test_a_repository_that_nothing_of_parses_fails_on_that(room: Room, tmp_path: Path) -> None:
    broken = make_repository(tmp_path / "broken")
    broken.commit({"only.py": "def broken(:\n    return ((\n"})
    gate = ["check", "--fail-on"]
    assert room.run(*gate, "does-not-parse", "--", broken.path).status == 1
    assert room.run(*gate, "low", "--", broken.path).status == 1
    assert room.run(*gate, "complex-function", "--", broken.path).status == 5


def test_findings_keep_their_names_when_lines_move(room: Room, repo: Repo) -> None:
    asked = ["check", "--format", "json"]

    def names() -> set[str]:
        file = ruff(repo, room.folder / "ruff.sarif")
        report = room.run(*asked, "--sarif", file, "--", repo.path).report
        return {one["fingerprint"] for one in report["findings"] if one["code"].startswith("external:")}

    before = names()
    repo.commit({"src/prices.py": "# a line\n# another\n" + OLD}, "Move down")
    repo.git("mv", "src/prices.py", "src/tariff.py")
    repo.git("mv", "src/tariff.py", "src/prices.py")
    assert names() == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b'{"version": "2.1.0", "runs": [{"tool"', "cut off"),
        (b'{"a":' * 200_000, "nested too deeply"),
        (b'{"version": "1.0", "runs": []}', "2.1.0 is read"),
        (None, "no such file"),
    ],
)
def test_files_that_are_no_sarif(room: Room, repo: Repo, content: bytes | None, said: str) -> None:
    file = room.folder / "bad.sarif"
    if content is not None:
        file.write_bytes(content)
    outcome = room.run("check", "--sarif", file, "--", repo.path)
    assert outcome.status == 2
    assert said in outcome.says("error")


def test_hostile_results_stay_within_the_repository_and_the_terminal(room: Room, repo: Repo) -> None:
    places = ["../../etc/passwd", "file:///etc/passwd", "src/prices.py\x1b[2J", "/dev/zero", "src/prices.py"]
    results = [
        {
            "ruleId": "X\x1b]0;x\x07,::error::",
            "message": {"text": f"\u202e{number} \x1b[2J" + "y" * 100_000},
            "locations": [
                {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": {"startLine": 2}}}
            ],
        }
        for number, uri in enumerate(places)
    ]
    run = {"tool": {"driver": {"name": "\x1b[31mBad\n Tool" * 50}}, "results": results}
    file = room.folder / "hostile.sarif"
    file.write_text(json.dumps({"version": "2.1.0", "runs": [run]}))
    report = room.run("check", "--format", "json", "--sarif", file, "--", repo.path).report
    assert {one["path"] for one in report["findings"]} <= {"src/prices.py", "run.py", "src/__init__.py"}
    assert notices_of(report)["external-elsewhere"]["count"] == 4
    for form in ("text", "markdown", "github", "sarif", "gitlab", "html"):
        outcome = room.run("check", "--format", form, "--sarif", file, "--", repo.path)
        assert outcome.status == 0
        assert b"\x1b" not in outcome.stdout


def log(room: Room, *results: dict, name: str = "Semgrep OSS") -> Path:
    """Write a log as semgrep and eslint write theirs: by %SRCROOT%, with a sentence where the fingerprint should be."""
    file = room.folder / "other.sarif"
    driver = {"name": name, "rules": [{"id": "no-assert"}]}
    file.write_text(
        json.dumps({"version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]})
    )
    return file


def result(line: int, **more: object) -> dict:
    place = {"uri": "src/prices.py", "uriBaseId": "%SRCROOT%"}
    return {
        "ruleId": "no-assert",
        "message": {"text": "it is so"},
        "fingerprints": {"matchBasedId/v1": "requires login"},
        "locations": [{"physicalLocation": {"artifactLocation": place, "region": {"startLine": line}}}],
        **more,
    }


def test_a_sentence_in_place_of_a_fingerprint_makes_nothing_the_same(room: Room, repo: Repo) -> None:
    def names(*lines: int) -> set[str]:
        file = log(room, *map(result, lines))
        report = room.run("check", "--format", "json", "--sarif", file, "--", repo.path).report
        return {one["fingerprint"] for one in report["findings"] if one["code"].startswith("external:")}

    both = names(5, 7)
    assert len(both) == 2
    assert names(7) < both
    shared = {"fingerprints": {"id": "00ff"}}
    file = log(room, result(5, **shared), result(7, **shared))
    report = room.run("check", "--format", "json", "--sarif", file, "--", repo.path).report
    assert {one["fingerprint"] for one in report["findings"] if one["code"].startswith("external:")} == both


def test_what_the_analyser_calls_unchanged_is_not_new(room: Room, repo: Repo) -> None:
    repo.commit({"src/more.py": OLD, "run2.py": "from src.more import price as more\nmore(1)\n"}, "Add")
    places = {"uri": "src/more.py"}
    there = [{"physicalLocation": {"artifactLocation": places, "region": {"startLine": 5}}}]
    gate = [
        "check",
        "--new-only",
        "--base",
        "main",
        "--fail-on",
        "external:semgrep-oss",
        "--format",
        "json",
    ]
    for state, status in (("new", 1), ("unchanged", 0), ("absent", 0)):
        file = log(room, result(5, locations=there, baselineState=state))
        outcome = room.run(*gate, "--sarif", file, "--", repo.path)
        assert (outcome.status, state) == (status, state)
        assert bool(found(outcome.report)) == bool(status)


def test_findings_of_others_are_set_aside_by_comments_and_accepted_by_the_baseline(
    room: Room, repo: Repo
) -> None:
    noted = OLD.replace(
        "import os\n", "import os  # mainstay: ignore[external:ruff/F401] kept for those who import it here\n"
    ).replace(
        "    assert value\n",
        "    assert value  # mainstay: ignore[external:ruff] holds by the caller's word\n",
    )
    repo.commit({"src/prices.py": noted}, "Say why")
    file = ruff(repo, room.folder / "ruff.sarif")
    asked = ["check", "--format", "json", "--sarif", file, "--", repo.path]
    report = room.run(*asked).report
    assert found(report) == {}
    assert {one["code"] for one in report["suppressed"]} == {"external:ruff/F401", "external:ruff/S101"}
    assert not {"suppression-refused", "suppression-unused"} & notices_of(report).keys()
    # Of an analyser that was not heard nothing is known.
    alone = room.run("check", "--format", "json", "--", repo.path).report
    assert not {"suppression-refused", "suppression-unused"} & notices_of(alone).keys()
    repo.commit({"src/prices.py": OLD}, "Say nothing")
    ruff(repo, file)
    accepted = ["baseline", "--reason", "planned for spring", "--code", "external:ruff/F401", "--sarif", file]
    assert room.run(*accepted, "--", repo.path).status == 0
    assert found(room.run(*asked).report) == {"external:ruff/S101": 25 + 20}
    assert room.run("baseline", "--prune", "--", repo.path).status == 0
    assert found(room.run(*asked).report) == {"external:ruff/S101": 25 + 20}


@pytest.mark.slow
def test_a_million_results_are_bounded(room: Room, repo: Repo) -> None:
    file = room.folder / "many.sarif"
    with file.open("w") as out:
        out.write('{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"many"}},"results":[')
        for number in range(1_000_000):
            place = (
                f'{{"artifactLocation":{{"uri":"src/prices.py"}},"region":{{"startLine":{number % 40 + 1}}}}}'
            )
            comma = "," if number else ""
            out.write(f'{comma}{{"ruleId":"R{number}","level":"note","message":{{"text":"m {number}"}},')
            out.write(f'"locations":[{{"physicalLocation":{place}}}]}}')
        out.write("]}]}")
    report = room.run("check", "--format", "json", "--sarif", file, "--", repo.path).report
    assert notices_of(report)["external-left-out"]["count"] == 900_000
    assert report["findings_total"] >= 100_000
