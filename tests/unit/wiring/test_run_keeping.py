"""The doors to runs: what they load, and when."""

import subprocess
import sys

from tests.fakes.command_line import environment

PROGRAM = """
import sys
from mainstay.wiring.run_keeping import RunKeeping
print("before:", *sorted(sys.modules))
from mainstay.wiring import acting
print("after:", *sorted(sys.modules))
"""


def test_who_only_looks_at_runs_loads_no_kind_of_action() -> None:
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment(), capture_output=True, text=True, check=True
    ).stdout
    before, after = (set(line.split()[1:]) for line in told.splitlines())
    kinds = {"numpy", "mainstay.adapters.actions.git.kind", "mainstay.adapters.actions.watch"}
    assert not kinds & before
    assert kinds <= after
