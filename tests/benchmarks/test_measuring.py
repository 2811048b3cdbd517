"""The bench's own scales: what it says about a command must be true before it says anything about us."""

import os
import sys
from pathlib import Path

import pytest

from benchmarks.measuring import Command, Failed, repeat, take
from tests.fakes.watched import ends

CHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]], check=True)"


def python(*words: str, seconds: float = 60.0, well: frozenset[int] = frozenset({0})) -> Command:
    return Command((sys.executable, "-c", *words), Path.cwd(), os.environ, seconds, well)


def test_memory_is_that_of_the_largest_process_of_the_tree() -> None:
    own = b"x" * 300_000_000  # what the measuring process holds must not count
    held = "held = b'x' * 150_000_000"
    assert take(python("pass")).memory < 100_000_000
    assert 150_000_000 < take(python(held)).memory < 250_000_000
    assert 150_000_000 < take(python(CHILD, held)).memory < 250_000_000
    assert len(own) == 300_000_000


def test_processor_time_is_that_of_the_whole_tree() -> None:
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    taken = take(python(CHILD, busy))
    assert taken.cpu >= 0.3
    assert taken.wall > 0


def test_waiting_costs_wall_time_alone() -> None:
    taken = take(python("import time; time.sleep(0.4)"))
    assert taken.wall >= 0.4
    assert taken.cpu < taken.wall


def test_a_command_that_fails_tells_its_last_words() -> None:
    with pytest.raises(Failed, match="ended with 3: second line"):
        take(python("import sys; print('first line\\nsecond line', file=sys.stderr); sys.exit(3)"))
    assert take(python("import sys; sys.exit(3)", well=frozenset({0, 3})))
    with pytest.raises(Failed, match="cannot be started: FileNotFoundError"):
        take(Command(("/nowhere/at/all",), Path.cwd(), os.environ))


def test_a_command_out_of_time_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    wait = f"import os, time\nopen({str(note)!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)"
    with pytest.raises(Failed, match="not done after 6 s"):
        take(python(CHILD, wait, seconds=6.0))
    assert ends(int(note.read_text()))


def test_a_row_holds_every_run_or_the_reason_why_there_is_none() -> None:
    before: list[int] = []
    row = repeat("three", python("pass"), 3, before=lambda: before.append(1))
    assert len(row.runs) == len(before) == 3
    assert min(run.wall for run in row.runs) <= row.wall <= max(run.wall for run in row.runs)
    assert repeat("bad", python("raise SystemExit('no')"), 3).failure == "ended with 1: no"
