"""Tasks that executors carry to their workers: such as compute, fail, or are killed in the middle."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

_WAITED = 60.0


def doubled(number: int) -> int:
    """Give twice the number."""
    return 2 * number


def slow_first(number: int) -> int:
    """Give twice the number, the first ones last."""
    time.sleep(max(0, 4 - number) / 50)
    return 2 * number


def failing(number: int) -> int:
    """Fail at one number."""
    if number == 3:
        raise ValueError("three cannot be doubled")
    return 2 * number


def whose(_: int) -> int:
    """Give the number of the process that does this."""
    return os.getpid()


def deadly(number: int) -> int:
    """Kill the process that does this at one number, each time."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def killed_once(compute: Callable[[Any], Any], chosen: Callable[[Any], bool], note: str, given: Any) -> Any:
    """Compute, but at what is chosen say who does it, and wait to be killed; whoever does it after that computes."""
    path = Path(note)
    if chosen(given) and not path.exists():
        path.with_suffix(".new").write_text(str(os.getpid()))
        path.with_suffix(".new").rename(path)
        deadline = time.monotonic() + _WAITED
        while time.monotonic() < deadline:
            time.sleep(0.05)
        raise TimeoutError("nobody killed this one")
    return compute(given)


def is_three(number: int) -> bool:
    """Choose one number."""
    return number == 3


@contextmanager
def killing(note: Path):
    """Kill who says in a note that it began, at once and once; give where it is told whether that was done."""
    killed: list[int] = []

    def watch() -> None:
        deadline = time.monotonic() + _WAITED
        while not note.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        if note.exists():
            os.kill(int(note.read_text()), signal.SIGKILL)
            killed.append(int(note.read_text()))

    watcher = Thread(target=watch)
    watcher.start()
    yield killed
    watcher.join()
