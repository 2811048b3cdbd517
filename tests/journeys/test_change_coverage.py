"""Coverage in the gate: new lines that no test runs fail it, legacy lines that came under test are told and rewarded."""

import json
from pathlib import Path

import pytest

from tests.fakes.repositories import Repo, make_repository
from tests.hostile.room import Room

HARD = "".join(f"    if value > {step}:\n        value -= rate({step}, value)\n" for step in range(20))
OLD = f"def price(value):\n{HARD}    return value\n"
EASY = "".join(f"    total += {step}\n" for step in range(30))
NEW = f"def worth(total):\n{EASY}    return total\n"
OLD_LINES, NEW_LINES = len(OLD.splitlines()), len(NEW.splitlines())


@pytest.fixture
def files() -> dict[str, str]:
    return {"src/prices.py": OLD, "run.py": "from src.prices import price\n\nprice(1)\n"}


def data(room: Room, name: str, **ran: dict[str, tuple[range, range]]) -> Path:
    """Write coverage as coverage.py's JSON: of each file the lines that ran and those that could have."""
    files = {
        path: {"executed_lines": [*covered], "missing_lines": [*missed]}
        for path, (covered, missed) in ran["files"].items()
    }
    place = room.folder / name
    place.write_text(json.dumps({"meta": {"format": 3, "version": "7.6.1"}, "files": files, "totals": {}}))
    return place


def half(lines: int, covered: int, first: int = 1) -> tuple[range, range]:
    return range(first, first + covered), range(first + covered, first + lines)


def test_new_lines_that_no_test_runs_fail_the_gate(room: Room, repo: Repo) -> None:
    repo.commit({"src/worth.py": NEW, "run2.py": "from src.worth import worth\n\nworth(1)\n"}, "Add")
    files = {"src/prices.py": half(OLD_LINES, OLD_LINES), "src/worth.py": half(NEW_LINES, 8)}
    now = data(room, "now.json", files={**files, "run2.py": (range(1, 2), range(3, 4))})
    asked = ("check", "--new-only", "--base", "main", "--coverage", now, "--format", "json")
    outcome = room.run(*asked, "--fail-on", "new-coverage<80", "--", repo.path)
    assert outcome.status == 1
    assert f"of {NEW_LINES + 2} new lines run by tests, which is below 80" in outcome.said
    change = outcome.report["comparison"]["coverage"]
    assert (change["executable"], change["covered"], change["before"]) == (NEW_LINES + 2, 9, False)
    assert room.run(*asked, "--fail-on", "new-coverage<20", "--", repo.path).status == 0
    assert room.run(*asked, "--fail-on", "coverage<60", "--", repo.path).status == 0
    said = room.run(*asked[:-2], "--", repo.path).stdout.decode()
    assert f"Tests run 9 of {NEW_LINES + 2} new lines" in " ".join(said.split())


def test_a_small_change_is_not_judged_by_a_share(room: Room, repo: Repo) -> None:
    repo.commit({"src/prices.py": OLD.replace("    return", "    value += 1\n    return")}, "Fix it")
    now = data(room, "now.json", files={"src/prices.py": half(OLD_LINES + 1, 0)})
    asked = ("check", "--new-only", "--base", "main", "--coverage", now, "--fail-on", "new-coverage<80")
    outcome = room.run(*asked, "--", repo.path)
    assert outcome.status == 0
    assert "judged from 20 new lines on; here 1 new line can run" in outcome.said


def test_legacy_code_that_came_under_test_is_told_and_mends_a_finding(room: Room, repo: Repo) -> None:
    repo.commit({"tests/test_prices.py": "from src.prices import price\n\nassert price(1) == 1\n"}, "Test it")
    before = data(room, "before.json", files={"src/prices.py": half(OLD_LINES, 1)})
    now = data(room, "now.json", files={"src/prices.py": half(OLD_LINES, OLD_LINES)})
    asked = ("check", "--new-only", "--base", "main", "--coverage", now, "--base-coverage", before)
    report = room.run(*asked, "--format", "json", "--fail-on", "low", "--", repo.path).report
    change = report["comparison"]["coverage"]
    assert (change["gained"], change["lost"], change["before"]) == (OLD_LINES - 1, 0, True)
    paid = {(one["code"], one["symbol"], one["after"]) for one in report["comparison"]["paid_back"]}
    assert paid == {
        ("untested-risk", "price", None),
        ("untested-risk", "", None),
    }  # the function, and its file
    for form in ("text", "markdown"):
        said = room.run(*asked, "--format", form, "--", repo.path).stdout.decode()
        assert f"{OLD_LINES - 1} older lines came under test" in " ".join(said.split())


def test_tests_that_were_taken_away_are_debt_of_the_change(room: Room, repo: Repo) -> None:
    repo.commit({"README": "Fewer tests.\n"}, "Take tests away")
    before = data(room, "before.json", files={"src/prices.py": half(OLD_LINES, OLD_LINES)})
    now = data(room, "now.json", files={"src/prices.py": half(OLD_LINES, 1)})
    asked = ("check", "--new-only", "--base", "main", "--format", "json", "--fail-on", "untested-risk")
    asked = (*asked, "--coverage", now)
    assert room.run(*asked, "--", repo.path).status == 0
    outcome = room.run(*asked, "--base-coverage", before, "--", repo.path)
    assert outcome.status == 1
    assert outcome.report["comparison"]["coverage"]["lost"] == OLD_LINES - 1


def test_a_file_that_moved_and_grew_keeps_its_lines(room: Room, repo: Repo) -> None:
    repo.git("mv", "src/prices.py", "src/tariff.py")
    repo.commit(
        {"src/tariff.py": f"import os\n\n{OLD}{NEW}", "run.py": "from src.tariff import price\n\nprice(os)\n"}
    )
    before = data(room, "before.json", files={"src/prices.py": half(OLD_LINES, 1)})
    ran = (range(3, 3 + OLD_LINES), range(3 + OLD_LINES, 3 + OLD_LINES + NEW_LINES))
    now = data(room, "now.json", files={"src/tariff.py": ran})
    asked = ("check", "--new-only", "--base", "main", "--coverage", now, "--base-coverage", before)
    report = room.run(*asked, "--format", "json", "--fail-on", "new-coverage<100", "--", repo.path)
    change = report.report["comparison"]["coverage"]
    assert (change["executable"], change["covered"], change["gained"]) == (NEW_LINES, 0, OLD_LINES - 1)
    # Each legacy line that came under test stands for a new one that did not.
    assert report.status == 0
    assert room.run(*asked[:-2], "--fail-on", "new-coverage<10", "--", repo.path).status == 1


def test_what_cannot_be_judged_says_how_it_could(room: Room, repo: Repo) -> None:
    outcome = room.run("check", "--fail-on", "coverage<80", "--", repo.path)
    assert (outcome.status, outcome.says("error")) == (
        5,
        "--fail-on cannot judge: there is no coverage to judge",
    )
    assert "--coverage" in outcome.says("mend")
    outcome = room.run("check", "--fail-on", "new-coverage<80", "--", repo.path)
    assert outcome.status == 2
    assert "--new-only" in outcome.says("mend")
    outcome = room.run("check", "--fail-on", "coverage<101", "--", repo.path)
    assert (outcome.status, outcome.says("error")) == (2, "coverage goes from 0 to 100")
    outcome = room.run("check", "--base-coverage", room.folder, "--", repo.path)
    assert (outcome.status, outcome.says("mend")) == (2, "give --new-only too")


@pytest.mark.parametrize("touched", [False, True])
def test_what_runs_and_is_unused_is_debt_paid_back_only_where_it_did_not_run_before(
    room: Room, tmp_path: Path, *, touched: bool
) -> None:
    repo = make_repository(tmp_path / "repo")
    old = f"{OLD}\n\ndef unused(total):\n{EASY}    return total\n"
    repo.commit({"prices.py": old, "run.py": "from prices import price\n\nprice(1)\n"})
    repo.git("checkout", "-q", "-b", "change")
    repo.commit({"other.txt": "1\n", "prices.py": f"# A note.\n{old}" if touched else old}, "Touch")
    lines = len(old.splitlines()) + touched
    now = data(room, "now.json", files={"prices.py": half(lines, lines)})
    asked = ("check", "--new-only", "--base", "main", "--format", "json", "--coverage", now)

    def paid(*more: object) -> list[str]:
        comparison = room.run(*asked, *more, "--", repo.path).report["comparison"]
        return [one["code"] for one in comparison["paid_back"]]

    assert paid() == []
    ran = data(room, "ran.json", files={"prices.py": half(lines - touched, lines - touched)})
    assert paid("--base-coverage", ran) == []
    idle = data(room, "idle.json", files={"prices.py": half(lines - touched, OLD_LINES)})
    assert "dead-function" in paid("--base-coverage", idle)
