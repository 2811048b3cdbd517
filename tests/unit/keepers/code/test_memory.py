"""What is remembered comes back as it was, and what cannot be read back counts as absent."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.domain.health import Aspect, Part, Score
from mainstay.domain.history import Log
from mainstay.keepers.code.memory import Run, read_log, read_run, read_snapshot, write, write_log
from mainstay.keepers.code.snapshot import COLUMNS, Snapshot
from tests.oracles.history import History, histories

FIGURES = st.lists(st.integers(0, 1 << 40), min_size=len(COLUMNS), max_size=len(COLUMNS)).map(tuple)
LOSSES = st.lists(st.floats(0, 1e9), min_size=5, max_size=5).map(tuple)
SNAPSHOTS = st.lists(st.tuples(st.text(), st.text(), FIGURES, LOSSES), max_size=5).map(
    lambda rows: Snapshot(*(list(zip(*rows, strict=True)) or [(), (), (), ()]))
)


@settings(max_examples=60, deadline=None)
@given(histories())
def test_a_log_comes_back_as_it_was(history: History) -> None:
    log = history.log()
    log.aliases = {"ann": 0, "ann@example.org": 0}
    back = read_log(write_log(log))
    assert back == (log if log.head else None)


def test_a_log_of_longer_hashes() -> None:
    log = Log(head="ab" * 32, oids=["ab" * 32, "cd" * 32])
    assert read_log(write_log(log)) == log


@settings(max_examples=60)
@given(SNAPSHOTS)
def test_a_snapshot_comes_back_as_it_was(snapshot: Snapshot) -> None:
    assert read_snapshot(write(snapshot)) == snapshot
    assert snapshot.table().shape == (len(snapshot.paths), len(COLUMNS))
    assert {len(lines) for lines in snapshot.lost().values()} == {len(snapshot.paths)}


def test_a_snapshot_of_other_columns_is_taken_anew() -> None:
    row = tuple(range(len(COLUMNS)))
    known = Snapshot(("a.py",), ("ab",), (row,), ((0.0,) * 5,))
    assert read_snapshot(write(known)) == known
    assert read_snapshot(write(msgspec.structs.replace(known, figures=(row[:-1],)))) is None


def test_a_run_comes_back_with_the_one_before_it() -> None:
    part = Part("fixes", "Fixes", Aspect.HISTORY, 20, None, 0.0, "short")
    score = Score(80.5, 80.5, None, (part,))
    before = Run("c1", "k1", 1, score, [("a.py", "fixes", 0.5)], {"fixes": 0.1})
    run = Run("c2", "k2", 2, score, [], {}, before)
    assert read_run(write(run)) == run


@given(st.binary(max_size=200))
def test_bytes_that_were_never_written_are_absent(data: bytes) -> None:
    assert read_log(data) is None
    assert read_snapshot(data) is None
    assert read_run(data) is None


@pytest.mark.parametrize("read", [read_log, read_snapshot, read_run])
def test_nothing_is_absent(read) -> None:
    assert read(None) is None


@settings(max_examples=40, deadline=None)
@given(histories(), st.data())
def test_a_log_cut_off_or_changed_anywhere_is_absent_or_a_log(history: History, data: st.DataObject) -> None:
    written = bytearray(write_log(history.log()))
    place = data.draw(st.integers(0, len(written) - 1))
    assert read_log(bytes(written[:place])) is None
    written[place] ^= data.draw(st.integers(1, 255))
    found = read_log(bytes(written))
    assert found is None or isinstance(found, Log)


def test_columns_that_are_no_whole_numbers_are_absent() -> None:
    log = Log(head="ab" * 20, oids=["ab" * 20])
    log.times.append(5)
    whole = write_log(log)
    cut = whole.replace((5).to_bytes(8, "little"), b"\x05\0\0\0\0\0\0\x01")
    assert read_log(cut) is not None
    assert read_log(whole.replace(b"\xc4\x08\x05\0\0\0\0\0\0\0", b"\xc4\x07\x05\0\0\0\0\0\0")) is None
