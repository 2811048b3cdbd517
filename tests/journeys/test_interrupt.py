"""Ctrl-C at any moment: one line, exit code 130, work in progress put in order."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.fakes.command_line import ARGV, environment

_MOMENTS = 40  # at which a run is interrupted, from its first to its last


def started(folder: Path, *arguments: str, **env: str) -> subprocess.Popen:
    return subprocess.Popen(
        [*ARGV, *arguments],
        cwd=folder,
        env=environment(STAND_IN_STARTED=str(folder / "started"), **env),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(place: Path) -> None:
    """Wait until a file is there; the test's time limit is the judge."""
    tick = threading.Event()
    while not place.exists():
        tick.wait(0.005)


@pytest.mark.parametrize("format_", ["text", "json"])
def test_during_the_work(tmp_path, format_: str) -> None:
    running = started(tmp_path, "check", "-o", "report", "--format", format_, STAND_IN_DOES="work:300")
    wait_for(tmp_path / "started")
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, "", "interrupted\n")
    assert (tmp_path / "started.cleaned").exists(), "the work was unwound, not cut off"
    assert not (tmp_path / "report").exists()


@pytest.mark.parametrize("delay", [0.0, 0.005, 0.015, 0.02, 0.025, 0.03, 0.035, 0.04, 0.045, 0.05])
def test_impatience_does_not_break_the_clean_up(tmp_path, delay: float) -> None:
    """The second signal may come while work is put in order, while the word is said, or while Python closes."""
    running = started(tmp_path, "check", STAND_IN_DOES="work:300")
    wait_for(tmp_path / "started")
    running.send_signal(signal.SIGINT)
    threading.Event().wait(delay)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, "", "interrupted\n")
    assert (tmp_path / "started.cleaned").exists()


def test_a_caller_that_ignores_it_is_obeyed(tmp_path) -> None:
    line = f"trap '' INT; exec {' '.join(ARGV)} check -q"
    running = subprocess.Popen(
        ["bash", "-c", line],
        env=environment(STAND_IN_STARTED=str(tmp_path / "started"), STAND_IN_DOES="work:0.5"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for(tmp_path / "started")
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (0, "")
    assert out.startswith("sympy  82/100")


def test_at_every_moment_from_the_first_to_the_last(tmp_path) -> None:
    """Interrupt again and again, a little later each time, until the program is done before it is met.

    Only the start of the interpreter itself and the loading of `interrupt` are let off: nothing of ours could answer
    there. The program says on a pipe when that is over.
    """
    program = f"""if True:
        import os, sys
        sys.path.insert(0, {str(Path(__file__).parents[2])!r})
        from mainstay.cli import interrupt
        interrupt.leave_at_once()
        os.write(3, b"x")
        from mainstay.cli.main import main
        from tests.fakes.doors import from_environment
        sys.argv = ["mainstay", "check"]
        main(from_environment())
    """
    ends = set()
    delay = step = 0.0
    # The first run is left alone: what it takes from its word to its end says how far apart the rest are met, so that
    # a slow machine does not ask for more of them.
    while True:
        reading, writing = os.pipe()
        running = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "import os; os.dup2(int(__import__('sys').argv[1]), 3)\n" + program,
                str(writing),
            ],
            cwd=tmp_path,
            env=environment(STAND_IN_DOES="work:0.05"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            pass_fds=[writing],
        )
        os.close(writing)
        assert os.read(reading, 1) == b"x"
        os.close(reading)
        if not step:
            begun = time.monotonic()
            out, err = running.communicate(timeout=60)
            assert (running.returncode, err) == (0, ""), err
            step = (time.monotonic() - begun) / _MOMENTS
            continue
        threading.Event().wait(delay)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
        # -2: the signal itself, once all is said and the interpreter is only closing.
        assert running.returncode in {130, -signal.SIGINT, 0}, (delay, running.returncode, err)
        assert err in {"interrupted\n", ""}, (delay, err)
        assert (err == "interrupted\n") == (running.returncode == 130)
        assert err == "interrupted\n" or out.startswith("sympy  82/100")
        ends.add(running.returncode)
        if running.returncode == 0:
            break
        delay += step
    assert 130 in ends


def test_an_interrupt_within_a_finaliser_is_not_lost() -> None:
    """Python drops exceptions of finalisers with a few lines on standard error; an interrupt must come through all the same."""
    program = """if True:
        import signal, time
        from mainstay.cli import interrupt
        class Finalised:
            def __del__(self):
                signal.raise_signal(signal.SIGINT)
        interrupt.unwind()
        try:
            Finalised()
            time.sleep(300)
        except KeyboardInterrupt:
            print("came through")
        class Broken:
            def __del__(self):
                raise ValueError("told as ever")
        Broken()
    """
    ended = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, timeout=60
    )
    assert ended.stdout == "came through\n"
    assert "KeyboardInterrupt" not in ended.stderr
    assert "told as ever" in ended.stderr
