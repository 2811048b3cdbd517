"""What is told of a finding's past and certainty."""

from dataclasses import replace
from typing import Any

import pytest

from mainstay.domain.finding import Certainty, Course, Since
from mainstay.present import finding_words as words
from tests.fakes import written_reports as reports

NOW, DAY = reports.NOW, reports.DAY
ONE = reports.findings()[0]
LAYERS = (
    "Contract Layers in a",
    "src/a.py:7 imports b.py",
    "b.py:1 imports db/store.py",
    "and 3 more imports",
)


@pytest.mark.parametrize(
    ("since", "full", "brief"),
    [
        (None, "", ""),
        (Since(NOW - 80 * DAY, NOW - 50 * DAY), "new this quarter", "this quarter"),
        (Since(NOW - 300 * DAY, NOW - 270 * DAY), "since Feb 2025", "Feb 2025"),
        (Since(0, NOW - 380 * DAY), "older than a year", "over a year"),
        (Since(NOW - 4_000 * DAY, NOW - 380 * DAY), "older than a year", "over a year"),
        (Since(0, NOW - 120 * DAY), "since before Jul 2025", "before Jul 2025"),
        (Since(-(1 << 62), 1 << 62), "since before unknown time", "before unknown time"),
    ],
)
def test_since_when(since: Since | None, full: str, brief: str) -> None:
    finding = replace(ONE, since=since)
    assert words.since(finding, NOW) == full
    assert words.since_briefly(finding, NOW) == brief


def test_a_course_has_a_sign_and_a_word() -> None:
    told = {course: words.course(replace(ONE, course=course)) for course in Course}
    assert told[Course.WORSE] == ("▲", "worse")
    assert told[Course.UNKNOWN] == ("", "")
    known = [pair for course, pair in told.items() if course]
    assert all(sign and word for sign, word in known)
    assert len({sign for sign, _ in known}) == 4


@pytest.mark.parametrize(
    ("mean", "told"),
    [(0.9, "9 times in 10"), (0.62, "6 times in 10"), (0.96, "19 times in 20"), (0.99, "99 times in 100")],
)
def test_how_often_such_a_finding_is_right(mean: float, told: str) -> None:
    found = Certainty(mean, 0.82, 0.97, "imports", 60, 54)
    assert words.certainty(found).replace("\u202f", " ") == f"right {told} (82 to 97 %)"


def test_the_past_counts_back_from_the_commit() -> None:
    assert words.looked_at(reports.lively()) == reports.lively().scope.committed_at
    assert words.looked_at(reports.empty()) == reports.empty().scope.taken_at


@pytest.mark.parametrize(
    ("about", "room", "narrow", "told"),
    [
        ({"symbol": "Shop.price"}, 20, False, "src/a.py:7 Shop.price"),
        ({"symbol": "Shop.price"}, 20, True, "src/a.py Shop.price"),
        ({"symbol": "Shop.price"}, 8, True, "src/a.py price"),
        ({"symbol": "(callback)"}, 20, True, "src/a.py:7 (callback)"),
        ({"symbol": "test_of[1.5-x]"}, 11, True, "src/a.py test_….5-x]"),
        ({"symbol": "\x1b[2J"}, 20, False, "src/a.py:7 \\x1b[2J"),
        ({"symbol": ""}, 20, True, "src/a.py:7"),
        ({"symbol": "price"}, 0, True, "src/a.py:7"),
        (
            {"code": "layer-violation", "symbol": "Layers", "evidence": LAYERS},
            20,
            False,
            "src/a.py:7 → db/store.py",
        ),
        ({"code": "layer-violation", "symbol": "Layers", "evidence": LAYERS}, 8, True, "src/a.py → …re.py"),
    ],
)
def test_a_place_has_what_is_meant_there(about: dict[str, Any], room: int, narrow: bool, told: str) -> None:
    finding = replace(ONE, **({"code": "complex-function", "path": "src/a.py", "line": 7} | about))
    assert words.named_place(finding, room, narrow=narrow) == told
