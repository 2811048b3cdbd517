"""Following a run: carried on here or by a worker elsewhere, told step by step, until it ends or waits for somebody."""

import queue
import threading
from collections.abc import Callable
from contextlib import suppress

from mainstay.cli import interrupt
from mainstay.cli.answers import JSON, look, tell_trouble
from mainstay.cli.run_doors import RunDoors
from mainstay.cli.session import Session
from mainstay.cli.streams import write_result
from mainstay.domain.errors import ExitCode, MainstayError
from mainstay.domain.run import ENDED, Entry, Mark, Part, Run, RunState, WaitFor
from mainstay.flows.deciding import seal_here
from mainstay.flows.looking_at_runs import progress, shown_run
from mainstay.flows.office import Office
from mainstay.flows.working import Terms, Worker
from mainstay.present.decision_words import SHORT
from mainstay.present.run_json import render
from mainstay.present.run_next import next_of
from mainstay.present.run_words import line
from mainstay.present.text.run import outlined, shown
from mainstay.present.visible import visible

_GLANCE = 0.2
_SOON = 120
"""A run that goes on by itself within so many seconds is waited for; a longer one is left to a worker."""
_GRACE = 10.0


def follow(
    session: Session, doors: RunDoors, office: Office, name: str, form: str, *, here: bool
) -> ExitCode:
    """Tell what becomes of a run, and of what takes it back; `here` carries it on in this process too."""
    told = _Told(session, office, doors, quiet=form == JSON or session.quiet)
    if here:
        with doors.worker("apply", Terms(jobs=1, only=name), told.failed) as worker:
            try:
                _beside(worker, lambda: told.until_it_rests(name, here=True))
            except KeyboardInterrupt:
                session.say(
                    f"Run {name[:SHORT]} is not ended: mainstay runs {name[:SHORT]} tells how far it is"
                )
                raise
    else:
        told.until_it_rests(name, here=False)
    tell_trouble(session, seal_here(office))
    return tell_run(session, doors, office, name, form, with_journal=False)


def tell_run(
    session: Session, doors: RunDoors, office: Office, name: str, form: str, *, with_journal: bool
) -> ExitCode:
    """Tell about a run as it is now, and what comes next; give the exit code that says how it stands."""
    view = shown_run(office, name, doors.is_gone)
    if form == JSON:
        write_result(render(view))
    elif session.quiet:
        write_result(f"{view.run.id} {view.run.state}\n")
    else:
        write_result((shown if with_journal else outlined)(view, look()))
    session.say(f"Next: {next_of(view, with_journal=with_journal)}")
    return _exit_code(view.run.state)


def _exit_code(state: RunState) -> ExitCode:
    """Give 0 for what is done, 4 for what waits or goes on, 3 for all else; a way back is done when it is done."""
    if state is RunState.DONE:
        return ExitCode.DONE
    return ExitCode.FAILED if state in ENDED else ExitCode.WAITING


class _Told:
    """What was told of a run, so that each entry is told once."""

    def __init__(self, session: Session, office: Office, doors: RunDoors, *, quiet: bool) -> None:
        self._session, self._office, self._doors, self._quiet = session, office, doors, quiet
        self._places: dict[str, int] = {}
        self._looks: set[tuple[str, str, Part, int]] = set()
        self._failure = self._note = ""

    def failed(self, failure: MainstayError) -> None:
        """Tell what failed, once for as long as it is the same."""
        text = f"{visible(failure.what, 300)} ({visible(failure.where, 300)})"
        if text != self._failure:
            self._failure = text
            self._session.say(f"note: {text}; {visible(failure.mend, 300)}")

    def until_it_rests(self, name: str, *, here: bool) -> None:
        """Tell entries as they come, until the run, or the one that takes it back, has ended or waits for somebody.

        Where it is not carried on `here`, a worker that is gone ends it too: nobody knows when another one comes.
        """
        box: queue.SimpleQueue[None] = queue.SimpleQueue()
        while True:
            found = progress(self._office, name, self._places.get(name, 0))
            self._tell(name, found.entries)
            if found.back:
                self._noted(f"Run {found.back[:SHORT]} takes it back")
                found = progress(self._office, found.back, self._places.get(found.back, 0))
                self._tell(found.run.id, found.entries)
            if found.behind:
                self._noted(
                    f"It waits for run {found.behind[:SHORT]}, which works on {visible(found.run.target, 200)}"
                )
            if self._rests(found.run) or not (
                here or not found.holder or not self._doors.is_gone(found.holder)
            ):
                return
            with suppress(queue.Empty):
                # Written in C, so that Ctrl-C is raised here and nowhere else.
                box.get(timeout=_GLANCE)

    def _rests(self, run: Run) -> bool:
        if run.state in ENDED:
            return True
        if run.state is not RunState.WAITING:
            return False
        soon = self._office.clock.now() + _SOON
        if run.deadline and run.deadline <= soon:
            # Whatever it waits for: it is ended then, and taken back.
            return False
        return run.waits_for in {WaitFor.PERSON, WaitFor.WINDOW} or run.wake_at > soon

    def _noted(self, text: str) -> None:
        if not self._quiet and text != self._note:
            self._note = text
            self._session.say(text)

    def _tell(self, name: str, entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            what = (name, entry.step, entry.part, entry.number)
            # What ended at once needs no word on its beginning, nor what looks again.
            begins = entry is entries[-1] and what not in self._looks
            if not self._quiet and (entry.mark is not Mark.BEGUN or begins):
                self._session.say(line(entry))
            if entry.mark is Mark.LATER:
                self._looks.add(what)
        self._places[name] = self._places.get(name, 0) + len(entries)


def _beside(worker: Worker, wait: Callable[[], None]) -> None:
    """Let a worker work in a thread of its own while this one waits; at the end, also by Ctrl-C, it ends in order."""
    working = threading.Thread(target=worker.work, name="worker", daemon=True)
    working.start()
    try:
        wait()
    except KeyboardInterrupt:
        worker.break_off()
        raise
    finally:
        worker.end()
        working.join(_GRACE)
        interrupt.insist()
