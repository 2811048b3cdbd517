"""Collecting beside a worker: by the rules of now, one at a time, and without a word where another one does."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mainstay.adapters.points.file import PointsFile
from mainstay.adapters.points.holding import holding, last_held
from mainstay.domain.errors import MainstayError
from mainstay.ports.points import LATEST
from mainstay.wiring.collecting_beside import collecting_beside
from mainstay.wiring.record_keeping import Records

PATIENCE = 60.0


class Rules:
    """An operator's file that a test writes anew."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "rules.yaml"
        self.file.touch(0o600)
        self.said: list[MainstayError] = []
        self.points = PointsFile(folder / "points")

    def say(self, **keys: object) -> None:
        told = "".join(f"    {key}: {value}\n" for key, value in keys.items())
        self.file.write_text(f"forecasts:\n  collecting:\n    points: points\n{told}")

    def records(self) -> Records:
        return Records(str(self.file), "", os.environ, lambda: "")

    def looks(self) -> int:
        return len(self.points.read("load", 0, LATEST).times)


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    return Rules(tmp_path)


def until(right: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not right():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_it_begins_and_ends_as_the_rules_say(rules: Rules) -> None:
    rules.say(by_workers="false")
    with collecting_beside(rules.records, rules.said.append, 0.05):
        rules.say(by_workers="true", every="1s")
        until(lambda: rules.looks() >= 2)
        rules.say(by_workers="false")
        # Whoever comes next may have the folder.
        with holding(rules.points.folder, "the next", PATIENCE):
            assert last_held(rules.points.folder)[0] == "the next"
    assert rules.said == []


def test_it_waits_without_a_word_for_who_collects_already(rules: Rules) -> None:
    rules.say(by_workers="true", every="1s")
    with holding(rules.points.folder, "another"), collecting_beside(rules.records, rules.said.append, 0.05):
        pass
    assert (rules.looks(), rules.said) == (0, [])
    with collecting_beside(rules.records, rules.said.append, 0.05):
        until(lambda: rules.looks() >= 1)
    assert rules.said == []


def test_what_fails_is_said_once(rules: Rules) -> None:
    rules.say(by_workers="true", every="1s", pages='[{name: away, address: "http://127.0.0.1:9/"}]')
    with collecting_beside(rules.records, rules.said.append, 0.05):
        until(lambda: rules.looks() >= 3)
    assert len(rules.said) == 1
    assert "The page away could not be read" in rules.said[0].what


def test_rules_that_cannot_be_read_end_nothing(rules: Rules) -> None:
    rules.file.write_text("forecasts: 5")
    with collecting_beside(rules.records, rules.said.append, 0.05):
        until(lambda: rules.said)
        rules.say(by_workers="true", every="1s")
        until(lambda: rules.looks() >= 1)
