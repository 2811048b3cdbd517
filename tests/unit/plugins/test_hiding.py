"""A process that hides, and can be seen again."""

import subprocess
import sys

TRY = """
import ctypes
from mainstay.plugins.hiding import hidden, hide

def seen():
    return ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)

before = seen()
with hidden():
    within = seen()
after = seen()
hide()
with hidden():
    pass
print(before, within, after, seen())
"""


def test_it_is_hidden_for_as_long_as_it_asks() -> None:
    done = subprocess.run([sys.executable, "-c", TRY], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "0", "1", "0"]


TOGETHER = """
import ctypes, threading
from mainstay.plugins.hiding import hidden

def seen():
    return ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)

began, leave = threading.Event(), threading.Event()

def other():
    with hidden():
        began.set()
        leave.wait()

thread = threading.Thread(target=other)
with hidden():
    thread.start()
    began.wait()
within = seen()
leave.set()
thread.join()
print(within, seen())
"""


def test_of_several_threads_the_last_lets_it_be_seen_again() -> None:
    done = subprocess.run([sys.executable, "-c", TOGETHER], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "1"]
