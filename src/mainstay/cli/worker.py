"""`mainstay worker`: carry out what is approved, on and on."""

import queue
import socket
import threading

import click

from mainstay.cli.record_options import record_options, runs
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.domain.errors import ExitCode, MainstayError, UsageError
from mainstay.domain.run import ENDED, Run, WaitFor
from mainstay.flows.working import Terms
from mainstay.present.run_words import brought_on
from mainstay.present.visible import visible

_LONGEST_NAME = 64
_GRACE = 60.0
"""Seconds that what is under way has to come to its end once the worker is asked to."""


@click.command("worker", cls=SectionCommand, short_help="Carry out what is approved, on and on.")
@option("How", "--once", is_flag=True, help="End when nothing can be brought on any more.")
@option("How", "--jobs", type=click.IntRange(1, 64), default=None, help="So many runs side by side.")
@option(
    "How", "--name", metavar="TEXT", default="", help="What the journal calls it; else the machine's name."
)
@record_options
@talk_options
def command(once: bool, jobs: int | None, name: str) -> int:
    """Carry out what was started with --detach or waits, take over what dead workers left, and run schedules.

    Any number of workers share one store on PostgreSQL, and on SQLite those of one machine. A worker that is asked to end
    (Ctrl-C, SIGTERM) brings what is under way to its end for a minute; what it cannot is verified by the next one.
    """
    session = current()
    failures: dict[str, None] = {}

    def say(failure: MainstayError) -> None:
        text = f"{visible(failure.what, 300)} ({visible(failure.where, 300)}); {visible(failure.mend, 300)}"
        if text not in failures:
            failures.clear()
            failures[text] = None
            session.say(f"failed: {text}")

    called = _named(name)

    def tell(run: Run) -> None:
        if run.state in ENDED or run.waits_for in {WaitFor.PERSON, WaitFor.WINDOW}:
            session.say(brought_on(run))

    with runs(session).worker(called, Terms(jobs=jobs or 0, idle=once), say) as worker:
        worker.listen(tell)
        ended: queue.SimpleQueue[None] = queue.SimpleQueue()

        def work() -> None:
            try:
                worker.work()
            finally:
                ended.put(None)

        working = threading.Thread(target=work, name="worker", daemon=True)
        working.start()
        session.say(f"{called} carries out what is approved; Ctrl-C ends it.")
        try:
            # Written in C, so that a signal is raised here and nowhere else.
            ended.get()
        finally:
            worker.end()
            working.join(_GRACE)
            worker.break_off()
            working.join(_GRACE)
    if once:
        session.say("Nothing more can be brought on at once. Next: mainstay runs")
    return ExitCode.DONE


def _named(given: str) -> str:
    if not given:
        return visible(socket.gethostname(), _LONGEST_NAME)
    if len(given) > _LONGEST_NAME or "@" in given or "#" in given or visible(given) != given:
        raise UsageError(
            f"{visible(given, 80)} is no name",
            where="--name",
            mend=f"use {_LONGEST_NAME} characters at most that can be seen, without @ and #",
        )
    return given
