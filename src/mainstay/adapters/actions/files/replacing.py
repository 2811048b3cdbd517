"""Replacing a file whole: whenever this ends, and however suddenly, there is the old one or the new one."""

import os
import secrets
from collections.abc import Callable
from contextlib import suppress

from mainstay.adapters.actions.files.beneath import Place, Refused
from mainstay.adapters.actions.files.owners import denial
from mainstay.adapters.actions.files.state import State, identity_of

_DRAFT = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_PREFIX = ".mainstay-"


class Unsure(Exception):
    """Nobody knows whether a file was replaced, or whether it stays so after a power cut; says why."""


def bring(place: Place, before: State, wanted: State, tag: str, stopped: Callable[[], bool]) -> None:
    """Make a file that stands as `before` stand as `wanted`.

    `tag` is in the names of drafts: what an earlier try with the same one left behind is removed. Just before the file is
    replaced it is asked whether to stop. Raises Refused where nothing was done to the file, Unsure where nobody knows.
    """
    try:
        _remove_drafts(place, tag)
        if before.is_like(wanted):
            # It may have been done just before a try was cut off, so all that is left is to make sure that it stays.
            pass
        elif wanted.content is None:
            _refuse_late(place, before, stopped)
            _remove(place, before)
        else:
            _replace(place, before, wanted, f"{_PREFIX}{tag}-{secrets.token_hex(4)}", stopped)
    except OSError as error:
        raise Refused(
            f"{place.shown} cannot be written: {denial(error, place.folder, place.name)}"
        ) from error
    try:
        os.fsync(place.folder)
    except OSError as error:
        raise Unsure(
            f"{place.shown} was written, but may be lost by a power cut: {error.strerror}"
        ) from error


def may_write(place: Place) -> bool:
    """Whether this user may put files in the folder of a place."""
    return os.access(".", os.W_OK | os.X_OK, dir_fd=place.folder, effective_ids=True)


def _replace(place: Place, before: State, wanted: State, draft: str, stopped: Callable[[], bool]) -> None:
    descriptor = os.open(draft, _DRAFT, 0o600, dir_fd=place.folder)
    try:
        _fill(descriptor, wanted, place)
        _refuse_late(place, before, stopped)
        _rename(place, draft, descriptor)
    finally:
        os.close(descriptor)
        # It is there where it did not take the file's place.
        with suppress(OSError):
            os.unlink(draft, dir_fd=place.folder)


def _fill(descriptor: int, wanted: State, place: Place) -> None:
    rest = memoryview(wanted.content or b"")
    while rest:
        rest = rest[os.write(descriptor, rest) :]
    facts = os.fstat(descriptor)
    if any(
        asked not in {-1, is_} for asked, is_ in ((wanted.owner, facts.st_uid), (wanted.group, facts.st_gid))
    ):
        os.fchown(descriptor, wanted.owner, wanted.group)
    for name, value in wanted.attributes.items():
        try:
            os.setxattr(descriptor, name, value)
        except OSError as error:
            raise Refused(
                f"the attribute {name} of {place.shown} cannot be kept: {denial(error, place.folder, place.name)}"
            ) from error
    os.fchmod(descriptor, wanted.mode)
    os.fsync(descriptor)


def _refuse_late(place: Place, before: State, stopped: Callable[[], bool]) -> None:
    if stopped():
        raise Refused("it was stopped before the file was touched")
    if identity_of(place) != before.identity:
        raise Refused(f"{place.shown} was changed meanwhile by somebody else")


def _rename(place: Place, draft: str, descriptor: int) -> None:
    ours = os.fstat(descriptor).st_ino
    failure: OSError | None = None
    try:
        os.rename(draft, place.name, src_dir_fd=place.folder, dst_dir_fd=place.folder)
    except OSError as error:
        failure = error
    try:
        there = os.stat(place.name, dir_fd=place.folder, follow_symlinks=False).st_ino
    except FileNotFoundError:
        there = 0
    except OSError as error:
        raise Unsure(f"it cannot be seen whether {place.shown} was written: {error.strerror}") from error
    if there != ours:
        if failure is not None:
            raise failure
        raise Unsure(f"{place.shown} was replaced again at once by somebody else")


def _remove(place: Place, before: State) -> None:
    try:
        os.unlink(place.name, dir_fd=place.folder)
    except OSError as error:
        if identity_of(place) != before.identity:
            raise Unsure(f"nobody knows who removed {place.shown}: {error.strerror}") from error
        raise


def _remove_drafts(place: Place, tag: str) -> None:
    with os.scandir(place.folder) as entries:
        left = [entry.name for entry in entries if entry.name.startswith(f"{_PREFIX}{tag}-")]
    for name in left:
        with suppress(FileNotFoundError):
            os.unlink(name, dir_fd=place.folder)
