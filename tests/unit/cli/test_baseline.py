"""`baseline` writes what is listed, says what it did, and never writes over what it does not know."""

import json
import os
from dataclasses import replace

import pytest

from mainstay.domain.check_options import CheckOptions
from tests.fakes import written_reports as reports
from tests.fakes.doors import FakeDoors

REASON = ["--reason", "there before we began"]


def entries(place) -> list[dict[str, object]]:
    return json.loads(place.read_text())["findings"]


@pytest.fixture
def root(tmp_path):
    (tmp_path / ".git").mkdir()
    return tmp_path


@pytest.fixture
def doors() -> FakeDoors:
    findings = tuple(
        replace(finding, fingerprint=f"{place:016x}")
        for place, finding in enumerate(reports.lively().findings)
    )
    return FakeDoors(lambda: replace(reports.lively(), findings=findings, findings_total=len(findings)))


def test_what_is_listed_is_written_a_line_each(command, doors, root) -> None:
    told = command("baseline", *REASON, "--until", "2999-12-31")
    place = root / "mainstay-baseline.json"
    number = len(reports.lively().findings)
    assert told.out == f"written: {place}: {number} entries, {number} accepted\n"
    assert told.err == "Next: git add the file, then: mainstay list\n"
    assert doors.asked[0][2] == CheckOptions()
    assert len(entries(place)) == number
    assert {(one["reason"], one["until"]) for one in entries(place)} == {
        ("there before we began", "2999-12-31")
    }
    again = command("baseline", *REASON)
    assert "none of them new" in again.out
    assert {one["until"] for one in entries(place)} == {"2999-12-31"}


def test_the_file_is_at_the_root_wherever_one_stands(command, root, monkeypatch) -> None:
    (root / "deep" / "down").mkdir(parents=True)
    (root / "mainstay.toml").write_text('baseline = "accepted.json"\n')
    monkeypatch.chdir(root / "deep" / "down")
    # The stand-in looks for settings where it is told to; the real door looks at the root.
    assert command("baseline", "../..", *REASON).code == 0
    assert (root / "accepted.json").exists()


def test_codes_choose(command, root) -> None:
    command("baseline", *REASON, "--code", "long-function")
    assert {one["code"] for one in entries(root / "mainstay-baseline.json")} == {"long-function"}


def test_pruning_drops_what_is_gone(command, root) -> None:
    command("baseline", *REASON)
    place = root / "mainstay-baseline.json"
    gone = FakeDoors(lambda: replace(reports.lively(), findings=(), findings_total=0))
    told = command("baseline", "--prune", over=gone)
    assert "0 entries" in told.out
    assert "dropped" in told.out
    assert entries(place) == []


def test_pruning_says_when_it_cannot(command, root) -> None:
    command("baseline", *REASON)
    blind = FakeDoors(lambda: replace(reports.lively(), findings=(), findings_total=0, history=None))
    told = command("baseline", "--prune", over=blind)
    assert "nothing was dropped" in told.err
    assert entries(root / "mainstay-baseline.json")


def test_what_expired_is_renewed_only_when_asked(command, root) -> None:
    command("baseline", *REASON, "--until", "2020-01-01")
    place = root / "mainstay-baseline.json"
    told = command("baseline", *REASON)
    assert "--renew" in told.err
    assert {one["until"] for one in entries(place)} == {"2020-01-01"}
    told = command("baseline", "--renew", "--reason", "still not worth it")
    assert "renewed" in told.out
    assert {(one["until"], one["reason"]) for one in entries(place)} == {("", "still not worth it")}


def test_nothing_found_writes_nothing(command, root) -> None:
    clean = FakeDoors(lambda: replace(reports.lively(), findings=(), findings_total=0))
    told = command("baseline", *REASON, over=clean)
    assert (told.code, told.out) == (0, "")
    assert "nothing to accept" in told.err
    assert not (root / "mainstay-baseline.json").exists()


def test_standard_output_and_another_file(command, root) -> None:
    printed = command("baseline", *REASON, "-o", "-")
    assert json.loads(printed.out)["schema"] == "1"
    assert command("baseline", *REASON, "-o", "other.json").code == 0
    assert json.loads((root / "other.json").read_text()) == json.loads(printed.out)


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        ([], "nothing is accepted without a reason"),
        (["--prune", "--until", "2999-12-31"], "nothing is accepted without a reason"),
        (["--prune", "--code", "long-function"], "nothing is accepted without a reason"),
        (["--reason", ""], "no reason"),
        (["--reason", "legacy"], "too short"),
        (["--reason", "x" * 301], "longer than 300"),
        ([*REASON, "--until", "tomorrow"], "is no day"),
        ([*REASON, "--until", "2027-02-30"], "is no day"),
        ([*REASON, "--code", "long-funktion"], "did you mean long-function?"),
        ([*REASON, "-o", "notes.json"], "not the baseline in force"),
        ([*REASON, "-o", "nowhere/x.json"], "no such folder"),
        ([*REASON, "-o", "link.json"], "link"),
    ],
)
def test_what_cannot_be_used_is_refused_before_the_work(
    command, doors, root, flags: list[str], words: str
) -> None:
    (root / "notes.json").write_text("mine\n")
    (root / "link.json").symlink_to("/etc/hostname")
    told = command("baseline", *flags)
    assert (told.code, told.out, doors.asked) == (2, "", [])
    assert words in told.err
    assert (root / "notes.json").read_text() == "mine\n"


def test_a_baseline_that_cannot_be_read_is_never_written_over(command, doors, root) -> None:
    place = root / "mainstay-baseline.json"
    place.write_text('{\n<<<<<<< mine\n"schema": "1"}\n')
    told = command("baseline", *REASON)
    assert (told.code, doors.asked) == (2, [])
    assert "mainstay-baseline.json:2" in told.err
    assert place.read_text().startswith("{\n<<<<<<< mine")


def test_a_baseline_that_is_turned_off_is_not_written(command, root) -> None:
    (root / "mainstay.toml").write_text('baseline = ""\n')
    told = command("baseline", *REASON)
    assert told.code == 2
    assert "turn the baseline off" in told.err
    assert command("baseline", *REASON, "-o", "x.json").code == 0


def test_a_link_in_the_baselines_place_is_not_written_through(command, root, tmp_path_factory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "victim.json"
    (root / "mainstay-baseline.json").symlink_to(elsewhere)
    told = command("baseline", *REASON)
    assert told.code == 2
    assert not elsewhere.exists()
    assert os.path.islink(root / "mainstay-baseline.json")  # noqa: PTH114
