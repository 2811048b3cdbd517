"""The benches of the store, on a small one: each line that they promise is there, and kills are told by what was hit."""

import re

import pytest

from benchmarks import kills, store


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("| ").split("|")]


def test_kills_are_counted_and_nothing_is_lost(capsys: pytest.CaptureFixture[str]) -> None:
    assert kills.main(["--kills", "10", "--store", "sqlite", "--seed", "3"]) == 0
    head, _, line, *rest = capsys.readouterr().out.splitlines()
    told = dict(zip(cells(head), cells(line), strict=True))
    assert (told["kills"], told["accepted lost"], told["doubled"], told["torn"]) == ("10", "0", "0", "0")
    assert re.fullmatch(r"[1-9]\d* rows verified", told["trail"])
    assert sum(map(int, cells(rest[-1])[1:])) == 10
    assert cells(rest[-1])[5] == "1"  # one in ten makes a store


def test_the_store_is_measured_in_all_parts(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--proposals", "200", "--store", "sqlite", "--times", "2", "--pairs", "1", "--seconds", "0.05"]
    assert store.main(asked) == 0
    told = capsys.readouterr().out
    for what in (
        "fdatasync",
        "driver gives a row",
        "list: one team",
        "show",
        "approve",
        "tick: nothing",
        "verify",
    ):
        assert re.search(rf"^\| .*{what}.* \|( [\d.,]+ \|)+$", told, re.MULTILINE), what
    assert re.search(r"^\| mainstay approve ID \| [\d.,]+ \| [\d.,]+ \|$", told, re.MULTILINE)
    shares = re.findall(r"^\| SQLite \| [14] \|.* (\d+)% \(\d+% to \d+%\) \|$", told, re.MULTILINE)
    assert len(shares) == 2
    assert all(int(one) > 0 for one in shares)
