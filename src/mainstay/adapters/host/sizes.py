"""How full filesystems are, asked so that one which does not answer, such as NFS without its server, holds nobody up."""

import os
import stat
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Bytes and names of a filesystem: in use, and as many as this machine's users may have of them."""

    used: int
    room: int
    names: int
    names_room: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """What was asked at once: the sizes by place, places that failed with their reason, and places that did not answer."""

    found: dict[str, Size]
    failed: dict[str, str]
    hanging: tuple[str, ...]


Measure = Callable[[str], Size | None]


def measured(place: str) -> Size | None:
    """Ask the kernel, as `df` does: what is reserved for root is no room. None of what is no folder or has no size."""
    facts = os.statvfs(place)
    if facts.f_blocks == 0 or not stat.S_ISDIR(os.stat(place).st_mode):  # noqa: PTH116  # both at once, in the one thread
        return None
    used = facts.f_blocks - facts.f_bfree
    return Size(
        used * facts.f_frsize,
        (used + facts.f_bavail) * facts.f_frsize,
        facts.f_files - facts.f_ffree,
        facts.f_files,
    )


class PatientSizes:
    """Asks each place in a thread of its own and leaves behind those that hang; while one does, its place is not asked again.

    The kernel lets nobody interrupt such a question, a process of its own could not be ended either; a thread ends with this
    process.
    """

    def __init__(self, measure: Measure = measured) -> None:
        """Take what measures one place; it may raise OSError."""
        self._measure = measure
        self._hanging: dict[str, threading.Thread] = {}

    def of(self, places: Iterable[str], seconds: float) -> Sizes:
        """Give the sizes of places, in so many seconds at most."""
        found: dict[str, Size] = {}
        failed: dict[str, str] = {}
        ends = time.monotonic() + seconds
        self._hanging = {place: one for place, one in self._hanging.items() if one.is_alive()}
        asked = list(places)
        still = [place for place in asked if place in self._hanging]
        threads = {
            place: threading.Thread(target=self._ask, args=(place, found, failed), daemon=True)
            for place in asked
            if place not in self._hanging
        }
        for thread in threads.values():
            thread.start()
        for place, thread in threads.items():
            thread.join(max(0.0, ends - time.monotonic()))
            if thread.is_alive():
                self._hanging[place] = thread
                still.append(place)
        # Who answers from now on is too late for this look.
        return Sizes(
            {place: found[place] for place in asked if place in found and place not in still},
            {place: failed[place] for place in asked if place in failed and place not in still},
            tuple(still),
        )

    def _ask(self, place: str, found: dict[str, Size], failed: dict[str, str]) -> None:
        try:
            size = self._measure(place)
        except (OSError, ValueError) as error:
            failed[place] = getattr(error, "strerror", None) or str(error)
            return
        if size is not None:
            found[place] = size
