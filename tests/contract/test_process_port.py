"""What every adapter of the process port promises."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

import pytest

from mainstay.adapters.processes.local import LocalProcesses
from mainstay.domain.errors import RunFailed
from mainstay.ports.process import Limits, Processes
from tests.fakes.watched import alive, ends

PATH = {"PATH": os.environ["PATH"]}
PYTHON = sys.executable
ADAPTERS = [pytest.param(LocalProcesses(), id="local")]


@pytest.fixture(params=ADAPTERS)
def processes(request: pytest.FixtureRequest) -> Processes:
    return request.param


def python(code: str) -> list[str]:
    return [PYTHON, "-c", code]


def test_gives_status_and_both_outputs(processes: Processes) -> None:
    ended = processes.run(
        python("import sys; print('out'); print('err', file=sys.stderr); sys.exit(7)"), PATH
    )
    assert (ended.status, ended.stdout, ended.stderr) == (7, b"out\n", b"err\n")


def test_tells_the_signal_that_ended_the_program(processes: Processes) -> None:
    ended = processes.run(python("import os; os.kill(os.getpid(), 15)"), PATH)
    assert ended.status == -signal.SIGTERM


def test_passes_on_no_environment_but_the_given_one(
    processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "/somewhere")
    ended = processes.run(["/usr/bin/env"], {"ONLY": "this"})
    assert ended.stdout == b"ONLY=this\n"


def test_no_shell_reads_the_arguments(processes: Processes, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    hostile = f"$(touch {canary}); `touch {canary}` | touch {canary} > {canary}"
    ended = processes.run(["/bin/echo", hostile], PATH)
    assert ended.stdout.decode() == hostile + "\n"
    assert not canary.exists()


def test_large_input_and_large_output_at_once(processes: Processes) -> None:
    content = b"0123456789abcdef" * 200_000
    ended = processes.run(["/bin/cat"], PATH, stdin=content)
    assert ended.stdout == content


def test_a_program_that_reads_nothing_of_a_large_input(processes: Processes) -> None:
    ended = processes.run(python("print('done')"), PATH, stdin=b"x" * 1_000_000)
    assert (ended.status, ended.stdout) == (0, b"done\n")


def test_a_flood_of_errors_neither_blocks_nor_stays(processes: Processes) -> None:
    code = "import sys; sys.stderr.write('x' * 5_000_000 + 'the end'); print('done')"
    ended = processes.run(python(code), PATH)
    assert ended.stdout == b"done\n"
    assert len(ended.stderr) == 64 << 10
    assert ended.stderr.endswith(b"the end")


def test_started_programs_answer_through_their_pipes(processes: Processes) -> None:
    with processes.start(["/bin/cat"], PATH) as running:
        running.stdin.write(b"one\n")
        running.stdin.flush()
        assert running.stdout.readline() == b"one\n"
        running.stdin.write(b"two\n")
        ended = running.finish()
    assert (ended.status, ended.stdout) == (0, b"two\n")


def test_past_its_time_the_whole_group_is_ended(processes: Processes, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    script = f"sleep 600 & echo $! > {note}.new; mv {note}.new {note}; wait"
    with pytest.raises(RunFailed, match=r"sh ran longer than the 6 seconds it may"):
        processes.run(["/bin/sh", "-c", script], PATH, limits=Limits(seconds=6))
    assert ends(int(note.read_text()))


def test_past_its_time_a_reader_sees_the_end(processes: Processes) -> None:
    with processes.start(["/bin/sleep", "600"], PATH, limits=Limits(seconds=0.2)) as running:
        assert running.stdout.read() == b""
        with pytest.raises(RunFailed, match="longer than"):
            running.finish()


def test_a_stray_grandchild_that_left_the_group_does_not_hold_us_up(
    processes: Processes, tmp_path: Path
) -> None:
    note = tmp_path / "pid"
    code = (
        "import os, subprocess\n"
        "stray = subprocess.Popen(['/bin/sleep', '600'], start_new_session=True)\n"
        f"open({str(note)!r}, 'w').write(str(stray.pid))\n"
    )
    try:
        with pytest.raises(RunFailed, match="longer than"):
            processes.run(python(code), PATH, limits=Limits(seconds=6))
    finally:
        os.kill(int(note.read_text()), signal.SIGKILL)


def test_more_output_than_allowed_is_refused(processes: Processes) -> None:
    with pytest.raises(RunFailed, match="yes wrote more than the 100000 bytes it may"):
        processes.run(["yes"], PATH, limits=Limits(output=100_000))


def test_more_memory_than_allowed_is_refused(processes: Processes) -> None:
    # The limit arrives a moment after the start, so the program waits for its input first.
    code = "import sys; sys.stdin.readline(); x = bytearray(400 << 20); print(len(x))"
    ended = processes.run(python(code), PATH, stdin=b"go\n", limits=Limits(memory=200 << 20))
    assert ended.status != 0
    assert b"MemoryError" in ended.stderr


def test_leaving_ends_the_whole_group(processes: Processes) -> None:
    with processes.start(["/bin/sh", "-c", "sleep 600 & echo $!; wait"], PATH) as running:
        child = int(running.stdout.readline())
        assert alive(child)
    assert ends(child)


def test_leaving_with_unsent_input_does_not_wait(processes: Processes) -> None:
    with processes.start(["/bin/sleep", "600"], PATH) as running:
        running.stdin.write(b"x" * 100)
    assert running.stdin.closed


def test_leaving_twice_and_after_the_end_is_fine(processes: Processes) -> None:
    running = processes.start(["/bin/echo", "hello"], PATH)
    with running:
        assert running.finish().stdout == b"hello\n"
    running.__exit__()


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["/nowhere/git"], "the program git is not there"),
        (["no-such-program-here"], "the program no-such-program-here is not there"),
        (["/etc/passwd"], "cannot be started"),
        (["/bin/echo", "a\0b"], "cannot be started: embedded null byte"),
    ],
)
def test_what_cannot_be_started_is_said(processes: Processes, argv: list[str], said: str) -> None:
    with pytest.raises(RunFailed, match=said) as caught:
        processes.run(argv, PATH)
    assert caught.value.where == argv[0]
    assert caught.value.mend


def test_no_descriptor_of_ours_reaches_the_program(processes: Processes, tmp_path: Path) -> None:
    with (tmp_path / "secret").open("w") as secret:
        os.set_inheritable(secret.fileno(), True)
        ended = processes.run(["/bin/ls", "/proc/self/fd"], PATH)
    # The fourth is what ls itself opens to look.
    assert ended.stdout.split() == [b"0", b"1", b"2", b"3"]


def test_interrupting_ends_the_group(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    code = (
        "from mainstay.adapters.processes.local import LocalProcesses\n"
        f"script = 'sleep 600 & echo $! > {note}.new; mv {note}.new {note}; wait'\n"
        "LocalProcesses().run(['/bin/sh', '-c', script], {'PATH': '/usr/bin:/bin'})\n"
    )
    ours = subprocess.Popen(python(code), stderr=subprocess.PIPE)
    while not note.exists():
        time.sleep(0.01)
    ours.send_signal(signal.SIGINT)
    _, said = ours.communicate(timeout=60)
    assert b"KeyboardInterrupt" in said
    assert ends(int(note.read_text()))


def test_leaving_does_not_wait_for_threads_at_pipes_that_a_stray_grandchild_holds_open(
    processes: Processes,
) -> None:
    code = (
        "import subprocess\n"
        "stray = subprocess.Popen(['/bin/sleep', '600'], start_new_session=True)\n"
        "print(stray.pid, flush=True)\n"
        "stray.wait()\n"
    )
    with processes.start(python(code), PATH) as running:
        stray = int(running.stdout.readline())
        reader = threading.Thread(target=running.stdout.read, daemon=True)
        reader.start()
        writer = threading.Thread(target=_write, args=(running.stdin,), daemon=True)
        writer.start()
    try:
        assert running.stdin.closed
        assert running.stdout.closed
        reader.join()
        writer.join()
    finally:
        os.kill(stray, signal.SIGKILL)


def _write(pipe: IO[bytes]) -> None:
    with pytest.raises((BrokenPipeError, ValueError)):
        pipe.write(b"x" * (4 << 20))
