"""What a look leaves to the next."""

import json

from mainstay.analysis.canary.remembering import Memory, remembered

FULL = Memory((1, 2, 4), ("b",), {"a": 0.001, "b": 0.01}, {"b": "..x"}, 77, "somebody looks")


def test_what_is_kept_is_remembered_also_through_a_journal() -> None:
    kept = json.loads(json.dumps(FULL.kept()))
    assert remembered(kept, 30, ["a", "b"]) == FULL
    assert remembered({}, 30, ["a"]) == Memory()


def test_what_does_not_fit_is_passed_over() -> None:
    vile = {
        "taken": "z",
        "failed": 3,
        "spent": [1],
        "checked": {"a": 4, "b": "." * 99},
        "open_since": "x",
        "why": None,
    }
    assert remembered(vile, 4, ["a", "b"]) == Memory((), (), {}, {"b": "...."}, 0, "")


def test_it_stays_small_however_long_it_is_watched() -> None:
    names = [f"metric number {number}" for number in range(20)]
    most = Memory(
        tuple(range(1, 300, 2)),
        tuple(names),
        dict.fromkeys(names, 0.0123456789),
        dict.fromkeys(names, "." * 300),
        9,
        "y" * 1000,
    )
    assert len(json.dumps(most.kept())) < 12_000
