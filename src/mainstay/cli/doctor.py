"""`mainstay doctor`: whether all is there that Mainstay needs."""

import click

from mainstay.cli.sections import SectionCommand
from mainstay.cli.session import Session, current, talk_options
from mainstay.cli.streams import write_result
from mainstay.config.loading import load
from mainstay.domain.diagnosis import Condition, Diagnosis
from mainstay.domain.errors import ExitCode, MainstayError
from mainstay.present.visible import visible

_MARKS = {Condition.GOOD: "ok", Condition.LIMITED: "limited", Condition.BROKEN: "BROKEN"}
_NAME = 40
_WIDE = max(map(len, _MARKS.values()))


@click.command("doctor", cls=SectionCommand, short_help="Look whether all is there that Mainstay needs.")
@click.argument("path", default=".", type=str)
@talk_options
def command(path: str) -> int:
    """Look whether all works that a check of the repository at PATH needs, and say how to mend what does not.

    Leaves with exit code 3 when something is broken, so that a check would fail.
    """
    session = current()
    found = session.doors.diagnose(path)
    if not any(diagnosis.condition is Condition.BROKEN for diagnosis in found):
        found = (*found, _settings(session, path))
    names = max((len(visible(diagnosis.name, _NAME)) for diagnosis in found), default=0)
    told = [
        _told(diagnosis, names)
        for diagnosis in found
        if not session.quiet or diagnosis.condition is not Condition.GOOD
    ]
    write_result("".join(told))
    broken = [diagnosis for diagnosis in found if diagnosis.condition is Condition.BROKEN]
    if broken:
        session.say(f"{len(broken)} broken; mend that first, then: mainstay doctor")
        return ExitCode.FAILED
    session.say("Next: mainstay check")
    return ExitCode.DONE


def _settings(session: Session, path: str) -> Diagnosis:
    """Look whether the repository's settings can be used."""
    try:
        loaded = load(lambda name: session.doors.settings_file(path, name))
    except MainstayError as error:
        place = error.where.partition("\n")[0]
        told = f"{error.what} ({place})" if place else error.what
        return Diagnosis("settings", Condition.BROKEN, told, error.mend)
    told = f"{loaded.file} can be used" if loaded.file else "the defaults, for there is no settings file"
    return Diagnosis("settings", Condition.GOOD, told)


def _told(diagnosis: Diagnosis, names: int) -> str:
    name, mark = visible(diagnosis.name, _NAME), _MARKS[diagnosis.condition]
    line = f"{mark:<{_WIDE}}  {name:<{names}}  {visible(diagnosis.text, 300)}\n"
    mend = f"{'':<{_WIDE}}  {'':<{names}}  mend: {visible(diagnosis.mend, 300)}\n" if diagnosis.mend else ""
    return line + mend
