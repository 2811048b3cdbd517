"""`mainstay init`: a settings file that explains itself."""

import os
from contextlib import suppress
from pathlib import Path

import click

from mainstay.cli.repository import root_of
from mainstay.cli.sections import SectionCommand
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.config.loading import OWN_FILE, SHARED_FILE, load
from mainstay.config.sample import sample
from mainstay.domain.errors import ConfigurationError, ExitCode, RunFailed, UsageError
from mainstay.present.visible import visible


@click.command("init", cls=SectionCommand, short_help="Write a settings file that explains itself.")
@click.argument("path", default=".", type=str)
@talk_options
def command(path: str) -> int:
    """Write mainstay.toml at the root of the repository at PATH, with every setting, its meaning and its default.

    The file changes nothing until something in it is changed. One that is there already is left as it is.
    """
    session = current()
    root = root_of(path)
    place = root / OWN_FILE
    if os.path.lexists(place):
        raise UsageError(
            "there is a settings file already",
            where=visible(str(place), 300),
            mend="mainstay config show lists it",
        )
    if _is_set_elsewhere(path):
        raise UsageError(
            "this repository has its settings already",
            where=f"[tool.mainstay] in {visible(str(root / SHARED_FILE), 300)}",
            mend="keep them there, or move them to mainstay.toml",
        )
    _create(place)
    write_result(f"written: {visible(str(place), 300)}\n")
    session.say("Next: mainstay check")
    return ExitCode.DONE


def _is_set_elsewhere(path: str) -> bool:
    doors = current().doors
    try:
        return bool(load(lambda name: doors.settings_file(path, name) if name == SHARED_FILE else None).file)
    except ConfigurationError:
        return True


def _create(place: Path) -> None:
    """Write the file if its name is free. Raises RunFailed when it cannot be written; nothing is left then."""
    shown = visible(str(place), 300)
    try:
        # "x" fails on anything that is there, a link to elsewhere too.
        file = place.open("x", encoding="utf-8")
    except OSError as error:
        raise RunFailed(
            f"the file could not be made: {error.strerror}", where=shown, mend="look at the folder"
        ) from None
    try:
        with file:
            file.write(sample())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        with suppress(OSError):
            place.unlink()
        raise RunFailed(
            f"the file could not be written: {error.strerror}", where=shown, mend="make room"
        ) from None
