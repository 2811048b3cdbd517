"""A worker's night as a process of its own: what it takes of memory and processors goes back when it ends."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from mainstay.adapters.processes.supervising import LocalSupervisor
from mainstay.domain.errors import EvidenceMissing, ExitCode, RunFailed
from mainstay.flows.nights import GONE, Spent
from mainstay.ports.supervisor import Bounds, Ending, Outcome, Program
from mainstay.present.visible import visible

_BOUNDS: Final = Bounds(seconds=6 * 3_600.0, silence=GONE / 5, grace=5.0)
"""A worker that is gone takes its night with it, before anybody may take it over."""
_WORDS: Final = ("-P", "-m", "mainstay", "nightly", "--no-input", "-q")
_LONGEST: Final = 300
_WHERE: Final = "the nightly forecasts"
_MEND: Final = "look at: mainstay nightly"


def spend_night(environment: Mapping[str, str], file: Path, place: str, stopped: Callable[[], bool]) -> Spent:
    """Run `mainstay nightly` to its end, for an operator's `file` and the store at `place`, "" for the one that the file names.

    It gets the whole environment of the worker: what secrets it may need is told by the operator's file alone.
    """
    supervisor = LocalSupervisor()
    # An address may hold a password, and everyone on the machine may read the words of a command.
    env = {**environment, "MAINSTAY_SERVER_FILE": str(file.absolute())}
    if place:
        env["MAINSTAY_STORE"] = place
    program = Program((supervisor.python, *_WORDS), env, str(Path.cwd()))
    return spent(supervisor.supervise(program, _BOUNDS, stopped))


def spent(outcome: Outcome) -> Spent:
    """Tell what the end of the program means for the night."""
    if outcome.ending is Ending.STOPPED:
        return Spent(done=False)
    if outcome.ending is not Ending.EXITED:
        why = f"it did not come to its end ({outcome.ending})"
        told = visible(outcome.reason, _LONGEST) or why
        return Spent(done=False, failure=RunFailed(told, where=_WHERE, mend=_MEND))
    if outcome.status == ExitCode.EVIDENCE:
        what = f"not all could be read: {_said(outcome.stdout)}"
        return Spent(done=True, failure=EvidenceMissing(what, where=_WHERE, mend=_MEND))
    if outcome.status:
        what = f"it failed with exit code {outcome.status}: {_said(outcome.stderr)}"
        return Spent(done=False, failure=RunFailed(what, where=_WHERE, mend=_MEND))
    return Spent(done=True)


def _said(text: bytes) -> str:
    return visible(text.decode("utf-8", "replace").strip().replace("\n", "; "), _LONGEST)
