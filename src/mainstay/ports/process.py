"""Running another program under limits: no shell, a chosen environment, bounded time and memory, killed as a group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Protocol


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` of wall time and `memory` bytes of private memory (0: no limit); more output than `output` bytes is refused."""

    seconds: float = 600.0
    memory: int = 0
    output: int = 4 << 30


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: its exit status (negative: the signal) and what it wrote; `stderr` keeps the last 64 KiB."""

    status: int
    stdout: bytes
    stderr: bytes


class Running(Protocol):
    """A program at work. A context manager: leaving it ends the whole process group."""

    stdin: IO[bytes]
    stdout: IO[bytes]

    def __enter__(self) -> "Running": ...

    def __exit__(self, *exc: object) -> None: ...

    def finish(self) -> Ended:
        """Wait for the end; `stdout` holds what was not read yet. Raises RunFailed past the time limit."""
        ...


class Processes(Protocol):
    """Starts programs. Raises RunFailed when one cannot be started or runs past its limits."""

    def run(
        self, argv: Sequence[str], env: Mapping[str, str], *, stdin: bytes = b"", limits: Limits = ...
    ) -> Ended:
        """Run to the end and give what it wrote."""
        ...

    def start(self, argv: Sequence[str], env: Mapping[str, str], *, limits: Limits = ...) -> Running:
        """Start and talk to it through its pipes."""
        ...
