"""The lease of a target: who may work on it, and the token that fences off whoever could before."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lease:
    """The lease of one target. Its token grows each time somebody takes it, and whoever writes shows theirs.

    `run` is the run that the target belongs to until it has ended, "" where none does. `holder` is the worker that has it in
    hand, "" for none while the run waits; `beat` grows while the holder lives. No wall time is in it: clocks leap.
    """

    target: str
    token: int
    run: str = ""
    holder: str = ""
    beat: int = 0
