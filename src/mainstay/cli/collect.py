"""`mainstay collect`: look at this host again and again, and keep what is seen for forecasts."""

import queue
import threading

import click

from mainstay.cli.collect_doors import CollectDoors
from mainstay.cli.record_options import server_file_option
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import Session, current, talk_options
from mainstay.config.operator.spans import seconds
from mainstay.domain.errors import ExitCode, MainstayError, UsageError
from mainstay.domain.notice import Weight
from mainstay.flows.collecting import Hearing, Seen, Terms
from mainstay.present.numbers import plural
from mainstay.present.times import duration
from mainstay.present.visible import visible

_RAREST = 3_600
_GRACE = 20.0
"""Seconds that a look under way has to come to its end."""


def points_option(command: click.decorators.FC) -> click.decorators.FC:
    """Give a command the option that names the folder of points."""
    return option(
        "Store",
        "--points",
        metavar="FOLDER",
        default="",
        help="Where points are kept; else what the operator's file says, else a folder in that of this user's state.",
    )(command)


@click.command("collect", cls=SectionCommand, short_help="Look at this host again and again, for forecasts.")
@option("How", "--once", is_flag=True, help="Look once and end, for cron and timers.")
@option(
    "How",
    "--every",
    metavar="SPAN",
    default="",
    help="How often to look, from 1s to 1h; else what the operator's file says, else each minute.",
)
@option(
    "How", "--for", "lasts", metavar="SPAN", default="", help="End after so long: 90s, 30m, 4h; else go on."
)
@points_option
@server_file_option
@talk_options
def command(once: bool, every: str, lasts: str, points: str) -> int:
    """Keep what this host has of everything, and how much of it is used, so that `mainstay forecast` can tell what runs out.

    Processors, memory, disks, inodes, networks, open files and processes are looked at; pages of programs and addresses to
    probe are named in the operator's file (forecasts: collecting). One process collects into a folder. Nothing is sent
    anywhere but to what is named there.
    """
    session = current()
    doors = session.doors.collecting(session.server_file, points)
    terms = _terms(doors, every, lasts)
    telling = _Telling(session)
    if once:
        with doors.held("mainstay collect --once") as collector:
            seen = collector.see()
            collector.keep(seen)
            collector.note()
            collector.forget(terms.keep)
        telling.seen(seen)
        session.say(f"{_kept(seen, doors.name)}; points are in {doors.place}\nNext: mainstay forecast")
        return ExitCode.DONE
    _go_on(session, doors, terms, telling)
    return ExitCode.DONE


def _go_on(session: Session, doors: CollectDoors, terms: Terms, telling: "_Telling") -> None:
    """Collect in a thread of its own, until it ends or this one is interrupted."""
    ending = threading.Event()
    ended: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()

    def work() -> None:
        try:
            doors.run("mainstay collect", terms, ending.wait, telling)
        except BaseException as failure:  # noqa: BLE001  # it is raised again in the thread that waits
            ended.put(failure)
        else:
            ended.put(None)

    working = threading.Thread(target=work, name="collect", daemon=True)
    often = "each minute" if terms.every == 60 else f"every {duration(terms.every)}"
    session.say(f"host:{doors.name} is looked at {often}; points are in {doors.place}; Ctrl-C ends it.")
    working.start()
    try:
        # Written in C, so that a signal is raised here and nowhere else.
        failure = ended.get()
    finally:
        ending.set()
        working.join(_GRACE)
        if telling.looks:
            session.say(f"{plural(telling.looks, 'look')} kept. Next: mainstay forecast")
    if failure is not None:
        raise failure


class _Telling(Hearing):
    """Tells what is new: a notice or a failure once, and when a failure is over."""

    def __init__(self, session: Session) -> None:
        self.looks = 0
        self._session = session
        self._said: set[str] = set()
        self._failing = ""

    def seen(self, seen: Seen) -> None:
        self.looks += 1
        if self._failing:
            self._failing = ""
            self._session.say("Points are kept again.")
        texts = {one.text: one for one in seen.notices if one.code != "rates-later"}
        for text, one in texts.items():
            if text not in self._said:
                mend = f"\n mend: {visible(one.mend, 300)}" if one.mend else ""
                self._session.say(
                    f"{'limit' if one.weight is Weight.LIMIT else 'note'}: {visible(text, 500)}{mend}"
                )
        self._said = set(texts)

    def failed(self, failure: MainstayError) -> None:
        text = f"{visible(failure.what, 300)} ({visible(failure.where, 300)}); {visible(failure.mend, 300)}"
        if text != self._failing:
            self._failing = text
            self._session.say(f"failed: {text}; the next look is tried all the same")


def _kept(seen: Seen, name: str) -> str:
    return f"{plural(len(seen.values), 'reading')} of host:{name} kept"


def _terms(doors: CollectDoors, every: str, lasts: str) -> Terms:
    setting = doors.setting
    return Terms(
        float(_span(every, "--every", 1, _RAREST) or setting.every),
        float(_span(lasts, "--for", 1, 10**9)),
        setting.keep,
    )


def _span(text: str, flag: str, least: int, most: int) -> int:
    try:
        found = seconds(text)
        if text and not least <= found <= most:
            raise ValueError("it is out of bounds")
    except ValueError:
        mend = "write it as 10s, 1m or 1h" if flag == "--every" else "write it as 90s, 30m or 4h"
        raise UsageError(f"{visible(text, 50)} is no length of time for it", where=flag, mend=mend) from None
    return found
