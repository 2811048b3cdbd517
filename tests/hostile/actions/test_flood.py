"""A program that writes a gigabyte: it is let write, the end is kept, and neither memory nor disk holds the rest."""

import resource
import sys

from mainstay.adapters.actions.command import CommandAction
from mainstay.adapters.actions.programs import Programs
from mainstay.adapters.processes.supervising import LocalSupervisor
from mainstay.domain.run import LONGEST_OUTPUT, Mark
from tests.fakes.occasions import occasion
from tests.fakes.secrets import MemorySecrets

GIB = 1 << 30
FLOOD = f"""
import os
portion = b"0123456789abcde\\n" * (1 << 16)
for _ in range({GIB} // len(portion)):
    os.write(1, portion)
os.write(1, b"the end\\n")
"""
# What this process, and the largest of those that it waited for, may have grown by meanwhile.
_GROWN = 64 << 10


def largest() -> tuple[int, int]:
    """Give the most memory that this process, and any of its children, ever had, in KiB."""
    return (
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,
    )


def test_a_gigabyte_of_output_costs_its_end() -> None:
    command = CommandAction(Programs(LocalSupervisor(), MemorySecrets({}), {}))
    before = largest()
    result = command.act({"argv": (sys.executable, "-c", FLOOD)}, occasion(seconds=600.0))
    own, others = largest()
    assert result.mark is Mark.DONE
    assert f"of {GIB + 8} bytes that it wrote the end is kept" in result.detail
    assert len(result.output) == LONGEST_OUTPUT
    assert result.output.endswith("0123456789abcde\nthe end")
    assert own - before[0] < _GROWN
    # A process counts what the one that started it had, before it became another program.
    assert others < max(before[1], own) + _GROWN
