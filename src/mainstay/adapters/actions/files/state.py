"""How a file stands: what it holds, its rights, owner and attributes, or that it is not there."""

import errno
import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mainstay.adapters.actions.files.beneath import Place, Refused
from mainstay.adapters.actions.files.owners import denial

LARGEST = 16 << 20
"""Bytes of the largest file that plans may write or replace."""

_READING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_PORTION = 1 << 20
_WITHOUT_ATTRIBUTES = {errno.ENOTSUP, errno.ENOSYS}
_RIGHTS = 0o777
_CAPABILITIES = "security.capability"  # capabilities(7)


@dataclass(frozen=True, slots=True)
class State:
    """What a file holds (None: there is none), its rights, and the numbers of its owner and group (-1: whoever makes it).

    `identity` tells whether it is still the same file, unchanged; () where there is none.
    """

    content: bytes | None
    mode: int = 0
    owner: int = -1
    group: int = -1
    attributes: Mapping[str, bytes] = field(default_factory=dict)
    identity: tuple[int, ...] = ()

    @property
    def digest(self) -> str:
        """The SHA-256 of what it holds, "" where there is none."""
        return "" if self.content is None else hashlib.sha256(self.content).hexdigest()

    def holding(self, content: bytes | None, mode: int | None) -> "State":
        """Give the same file with other content, and rights where some are given; one that is made new is its maker's alone."""
        if content is None:
            return State(None)
        if self.content is None:
            return State(content, 0o600 if mode is None else mode)
        return replace(self, content=content, mode=self.mode if mode is None else mode)

    def is_like(self, other: "State") -> bool:
        """Whether a file is as another: what it holds, its rights, owner and group, as far as they are given."""
        if self.content is None or other.content is None:
            return self.content is other.content
        owners = zip((self.owner, self.group), (other.owner, other.group), strict=True)
        return (
            self.content == other.content
            and self.mode == other.mode
            and all(-1 in pair or pair[0] == pair[1] for pair in owners)
        )


def identity_of(place: Place) -> tuple[int, ...]:
    """Tell which file stands at a place, and since when it is as it is; () where there is none. Raises OSError."""
    try:
        facts = os.stat(place.name, dir_fd=place.folder, follow_symlinks=False)
    except FileNotFoundError:
        return ()
    return _identity(facts)


def state_of(place: Place) -> State:
    """Read how a file stands. Raises Refused where it is none that plans may write, or cannot be read."""
    try:
        # What is no plain file is not even opened: a device may do something when it is.
        _refuse_unfit(os.stat(place.name, dir_fd=place.folder, follow_symlinks=False), place)
        descriptor = os.open(place.name, _READING, dir_fd=place.folder)
    except FileNotFoundError:
        return State(None)
    except OSError as error:
        raise Refused(f"{place.shown} cannot be read: {denial(error, place.folder, place.name)}") from error
    try:
        return _read(descriptor, place)
    except OSError as error:
        raise Refused(f"{place.shown} cannot be read: {denial(error, place.folder, place.name)}") from error
    finally:
        os.close(descriptor)


def _read(descriptor: int, place: Place) -> State:
    facts = os.fstat(descriptor)
    _refuse_unfit(facts, place)
    content = bytearray()
    while portion := os.read(descriptor, _PORTION):
        content += portion
        if len(content) > LARGEST:
            raise Refused(f"{place.shown} has more than {LARGEST} bytes, and plans write no such files")
    if _identity(os.fstat(descriptor)) != _identity(facts):
        raise Refused(f"{place.shown} was changed while it was read")
    attributes = _attributes(descriptor)
    if _CAPABILITIES in attributes:
        # Other content would have them too.
        raise Refused(f"{place.shown} runs with capabilities of its own, and plans write no such files")
    return State(
        bytes(content),
        stat.S_IMODE(facts.st_mode) & _RIGHTS,
        facts.st_uid,
        facts.st_gid,
        attributes,
        _identity(facts),
    )


def _refuse_unfit(facts: os.stat_result, place: Place) -> None:
    if stat.S_ISLNK(facts.st_mode):
        raise Refused(f"{place.shown} is a link, and plans write none")
    if not stat.S_ISREG(facts.st_mode):
        raise Refused(f"{place.shown} is no ordinary file")
    if facts.st_nlink > 1:
        others = facts.st_nlink - 1
        raise Refused(
            f"{place.shown} has {others} other name(s) on its disk, which would keep the old content"
        )
    if facts.st_mode & (stat.S_ISUID | stat.S_ISGID):
        raise Refused(
            f"{place.shown} runs with the rights of its owner or group, and plans write no such files"
        )


def _identity(facts: os.stat_result) -> tuple[int, ...]:
    return (facts.st_dev, facts.st_ino, facts.st_mode, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns)


def _attributes(descriptor: int) -> dict[str, bytes]:
    try:
        return {name: os.getxattr(descriptor, name) for name in os.listxattr(descriptor)}
    except OSError as error:
        if error.errno in _WITHOUT_ATTRIBUTES:
            return {}
        raise
