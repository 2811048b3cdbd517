"""The exit codes of every command, in words."""

from mainstay.domain.errors import ExitCode
from mainstay.domain.topic import Topic

CODE = "exit-codes"
MEANINGS = {
    ExitCode.DONE: "done, and nothing is due",
    ExitCode.FINDINGS: "there are findings at or above --fail-on",
    ExitCode.USAGE: "the command line, a settings file or the place it was pointed at cannot be used as given",
    ExitCode.FAILED: "a run failed or was taken back: a program ended badly, a disk was full, a file could not be written",
    ExitCode.WAITING: "a run waits or goes on (apply, undo, runs ID); with --detailed-exit-code, something waits for approval",
    ExitCode.EVIDENCE: "evidence that was asked for is missing or stale",
    ExitCode.HUNG_UP: "hung up: its terminal was closed (SIGHUP)",
    ExitCode.INTERRUPTED: "interrupted by Ctrl-C (SIGINT)",
    ExitCode.TERMINATED: "terminated (SIGTERM)",
}


def topic() -> Topic:
    """Give the table as a topic of `explain`."""
    return Topic(
        CODE,
        "Program",
        "Exit codes",
        "What the number means that a command leaves with.",
        (
            "They are the same for all commands, so that a script can tell a bad result from a failed run.",
            "A signal ends a command in order: what it started is ended, what it wrote half is removed, and the code is "
            "128 and the signal's number. Whoever sends another one more than three seconds later ends it at once. "
            "Where a signal is ignored from the start, as `nohup` does, it stays ignored.",
            "When whoever reads the output closes it early, as `head` does, that is no failure: the code is 0.",
        ),
        "\n".join(f"{code.value:>4}  {meaning}" for code, meaning in MEANINGS.items()),
    )
