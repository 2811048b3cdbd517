"""What can go wrong, told so that a person can mend it, and the exit code each kind of failure has."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every command; the documented table is made from these docstrings' order."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    FAILED = 3
    WAITING = 4
    EVIDENCE = 5
    HUNG_UP = 129
    INTERRUPTED = 130
    TERMINATED = 143


class MainstayError(Exception):
    """A failure with three parts: what happened, where, and how to mend it."""

    exit_code = ExitCode.FAILED

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        """Keep `what` happened (one clause, no full stop), `where` (a path, key or address) and `mend` (an instruction)."""
        super().__init__(what)
        self.what = what
        self.where = where
        self.mend = mend

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process, which pickles exceptions."""
        return (_rebuild, (type(self), self.what, self.where, self.mend))


def _rebuild(kind: type[MainstayError], what: str, where: str, mend: str) -> MainstayError:
    return kind(what, where=where, mend=mend)


class UsageError(MainstayError):
    """The command, its arguments or the place it was pointed at cannot be used as given."""

    exit_code = ExitCode.USAGE


class ConfigurationError(MainstayError):
    """A settings file holds something that is not allowed or not understood."""

    exit_code = ExitCode.USAGE


class RunFailed(MainstayError):
    """The work itself failed: a program ended badly, a disk was full, a file could not be written."""

    exit_code = ExitCode.FAILED


class Unreachable(RunFailed):
    """The store is away, or stays locked: nothing was kept, and the same may be tried again."""


class OutcomeUnknown(RunFailed):
    """The store was asked to keep a change and never answered: nobody knows whether it is kept, so look before trying again."""


class Taken(RunFailed):
    """An id or a key that must be new is there already: nothing was kept."""


class Full(RunFailed):
    """The disk of the store takes no more (it is full, or a quota or limit is reached): nothing was kept."""


class EvidenceMissing(MainstayError):
    """What would be needed for an answer is absent or stale."""

    exit_code = ExitCode.EVIDENCE
