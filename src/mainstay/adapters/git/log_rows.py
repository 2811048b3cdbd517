"""Records of `git log` turned into the rows of a Log."""

from array import array
from collections.abc import Callable, Collection
from itertools import repeat

from mainstay.adapters.git.names import path_text
from mainstay.adapters.git.people import People
from mainstay.domain.errors import RunFailed
from mainstay.domain.history import Log, Said, topic_of_merge

# A message's first part says what kind of commit it is; the rest may be as long as the sender likes.
_MESSAGE = 16 << 10
# 31 December 9999: git stores any number as a date, calendars end here.
_LAST_TIME = 253_402_300_799
# Two commits that take turns with one tree of a million names make a history of any length out of a few kilobytes.
_MOST_TOUCHES = 20_000_000
_MOST_PATHS = 4_000_000
_ONE_PATH = {b"M", b"A", b"D", b"T", b"U", b"X"}


class PathNumbers(dict[bytes, int]):
    """Numbers raw paths in the order of their first being asked for; `texts` are their names."""

    def __init__(self) -> None:
        """Begin without any."""
        super().__init__()
        self.texts: list[str] = []

    def __missing__(self, raw: bytes) -> int:
        """Enter a path that was not seen before and give its number."""
        number = self[raw] = len(self.texts)
        self.texts.append(path_text(raw))
        return number


class LogRows:
    """Gathers commits, newest first, each before its parents.

    `mark` judges messages; the touches of the commits in `cut` are left out, for what they changed is not known: their
    parents are missing. `people` and `next_on_mainline` are what a later part of the history goes on with.
    """

    def __init__(self, head: str, mark: Callable[[bytes], Said], cut: Collection[str]) -> None:
        """Begin at the commit `head`."""
        self.log = Log(head)
        self.people = People()
        self.next_on_mainline = head
        self._mark = mark
        self._cut = cut
        self._paths = PathNumbers()
        self._merged: dict[str, tuple[int, int]] = {}
        self.log.paths = self._paths.texts

    def add(self, record: bytes) -> None:
        """Add one commit. Raises RunFailed when the record is not understood, or when all are more than can be held."""
        log = self.log
        row = len(log.oids)
        try:
            raw_oid, raw_parents, time, authored, name, address, message, *changes = record.split(b"\0", 7)
        except ValueError as error:
            raise _not_understood(record) from error
        oid = raw_oid.decode("ascii", "replace")
        parents = raw_parents.decode("ascii", "replace").split()
        log.oids.append(oid)
        log.times.append(_time(time))
        log.authors.append(self.people[name + b"\0" + address])
        log.authored.append(_time(authored))
        said = self._mark(message[:_MESSAGE])
        log.marks.append(said.marks)
        log.merges.append(len(parents) > 1)
        log.topics.append(self._topic(oid, parents) or said.issue)
        if oid == self.next_on_mainline:
            log.first_parents.append(row)
            self.next_on_mainline = parents[0] if parents else ""
        if changes and oid not in self._cut:
            self._touch(row, changes[0].removeprefix(b"\n"))

    def _topic(self, oid: str, parents: list[str]) -> int:
        """Name the merge into the mainline that brought a commit in, 0 for the mainline's own."""
        by = self._merged.pop(oid, (0, 0))
        if oid == self.next_on_mainline:
            # Numbered from the head down, so that of several merges the oldest is the one that brought a commit in.
            by = (len(self.log.first_parents) + 1, topic_of_merge(oid))
            parents = parents[1:]
        for parent in parents:
            self._merged[parent] = max(self._merged.get(parent, (0, 0)), by)
        return 0 if oid == self.next_on_mainline else by[1]

    def close(self) -> Log:
        """Give the log, its authors still being numbers of `people`'s identities."""
        uncounted = array("i", [-1]) * len(self.log.touched)
        self.log.added, self.log.deleted = uncounted, uncounted[:]
        return self.log

    def _touch(self, row: int, listing: bytes) -> None:
        fields = listing.split(b"\0")
        if _ONE_PATH.issuperset(fields[0::2]) and not len(fields) % 2:
            numbers = [self._paths[raw] for raw in fields[1::2]]
        else:
            numbers = self._touch_renamed(row, fields)
        self.log.touched.extend(repeat(row, len(numbers)))
        self.log.touched_paths.extend(numbers)
        if len(self.log.touched) > _MOST_TOUCHES or len(self._paths) > _MOST_PATHS:
            raise RunFailed(
                f"its commits change more than {_MOST_TOUCHES:,} files, or files of more than {_MOST_PATHS:,} names",
                where="git log",
                mend="look at a shallow clone, or leave the past out: --no-history",
            )

    def _touch_renamed(self, row: int, fields: list[bytes]) -> list[int]:
        numbers = []
        rest = iter(fields)
        try:
            for status in rest:
                old = self._paths[next(rest)]
                if status[:1] == b"R":
                    new = self._paths[next(rest)]
                    self.log.renames.append((row, old, new))
                    numbers.append(new)
                elif status in _ONE_PATH:
                    numbers.append(old)
                else:
                    raise _not_understood(status)
        except StopIteration as error:
            raise _not_understood(b"\0".join(fields)) from error
        return numbers


def _time(field: bytes) -> int:
    if not field.isdigit():
        return 0
    return min(int(field), _LAST_TIME) if len(field) < 15 else _LAST_TIME


def _not_understood(record: bytes) -> RunFailed:
    return RunFailed(
        f"git log said something that is not understood: {path_text(record[:80])!r}",
        where="git log",
        mend="update git; if that does not help, tell the makers of Mainstay",
    )
