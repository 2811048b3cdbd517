"""The end of an output."""

import os

import pytest

from mainstay.adapters.processes.overseer.tails import Tail


@pytest.mark.parametrize("kept", [0, 1, 7, 100])
@pytest.mark.parametrize("portion", [1, 3, 50, 1_000])
def test_the_last_bytes_are_kept_however_they_come(kept: int, portion: int) -> None:
    tail = Tail(kept)
    written = bytes(number % 251 for number in range(1_000))
    for place in range(0, len(written), portion):
        os.write(tail.inlet, written[place : place + portion])
        assert tail.read()
    assert tail.last() == written[len(written) - kept :]
    assert tail.written == len(written)
    os.close(tail.inlet)
    assert not tail.read()
    os.close(tail.outlet)


def test_what_is_not_read_yet_counts() -> None:
    tail = Tail(10)
    os.write(tail.inlet, b"the last words")
    assert (tail.last(), tail.written) == (b"last words", 14)
    os.close(tail.inlet)
    os.close(tail.outlet)


def test_where_nothing_came_it_goes_on() -> None:
    tail = Tail(10)
    assert tail.read()
    assert tail.last() == b""
    os.close(tail.inlet)
    os.close(tail.outlet)
