"""Reading the points of what was found: one question for each expression, and failures that cost their own series alone."""

import pytest

from mainstay.domain.errors import EvidenceMissing
from mainstay.domain.signal import Signal
from mainstay.keepers.metrics.found import Found
from mainstay.keepers.metrics.reading import batches
from tests.fakes.clock import SetClock
from tests.fakes.metrics import MemoryMetricsStore


def found(query: str, **labels: str) -> Found:
    return Found(Signal("main", f"{query}{labels}", "host:a", "x", "disk"), query, labels)


def store() -> MemoryMetricsStore:
    return MemoryMetricsStore(
        {
            "a": lambda at: [({"n": str(n), "__name__": "a"}, at + n) for n in range(4)],
            "b": lambda at: [({}, float("nan") if at > 60 else at)],
        },
        {"wrong{"},
    )


def test_series_of_one_expression_are_read_together_and_others_are_not_kept() -> None:
    asked = store()
    wanted = [found("a", n="1"), found("b"), found("a", n="3")]
    first, second = batches(asked, wanted, 0, 120, 60, clock=SetClock())
    assert [(one.labels["n"], samples.values.tolist()) for one, samples in first.read] == [
        ("1", [1.0, 61.0, 121.0]), ("3", [3.0, 63.0, 123.0]),
    ]  # fmt: skip
    assert [samples.times.tolist() for _, samples in second.read] == [[0, 60]]
    assert (first.missing, second.missing, first.notice) == ((), (), None)
    assert asked.asked == ["a"] * 3 + ["b"] * 3


def test_one_that_cannot_be_read_or_is_gone_costs_itself() -> None:
    wanted = [found("wrong{"), found("a", n="9"), found("a", n="0"), found("none")]
    refused, some, none = batches(store(), wanted, 0, 60, 60, clock=SetClock())
    assert (refused.missing, refused.read) == ((wanted[0],), ())
    assert refused.notice is not None
    assert (refused.notice.code, refused.notice.examples) == ("metrics-past-unread", ("wrong{",))
    assert (some.missing, len(some.read), some.notice) == ((wanted[1],), 1, None)
    assert (none.missing, none.notice) == ((wanted[3],), None)


def test_one_that_is_stopped_is_stopped() -> None:
    with pytest.raises(EvidenceMissing):
        list(batches(store(), [found("a", n="1")], 0, 60, 60, clock=SetClock(), stopped=lambda: True))


def test_no_more_time_is_taken_than_there_is() -> None:
    clock = SetClock()

    class Slow(MemoryMetricsStore):
        def samples(
            self, query: str, start: int, end: int, step: int, seconds: float = 0.0, *more: object
        ) -> object:
            asked.append((query, seconds))
            clock.advance(seconds)
            return super().samples(query, start, end, step)

    asked: list[tuple[str, float]] = []
    wanted = [found("b"), found("c"), found("d")]
    read = list(batches(Slow(store().told), wanted, 0, 60, 60, clock=clock, seconds=50, within=70))
    assert asked == [("b", 50), ("c", 20)]
    assert [len(one.missing) for one in read] == [0, 1, 1]
    assert read[2].notice is not None and "time" in read[2].notice.text
