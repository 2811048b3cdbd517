"""Lines added and deleted, counted by git for some commits of a log, in several parts side by side."""

import threading
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from typing import IO

from mainstay.adapters.git.names import path_text
from mainstay.adapters.git.program import Git
from mainstay.adapters.git.programs import Programs
from mainstay.adapters.git.repacking import TRIES, packs
from mainstay.domain.history import Log

_PORTION = 256 << 10
_WORTH_SPLITTING = 500
_PARTS = 8
_PATIENCE = 100
_LARGEST = 2**31 - 1
_COMMAND = (
    "diff-tree",
    "--stdin",
    "-r",
    "-z",
    "--root",
    "--always",
    "--numstat",
    "--find-renames=50%",
    "--no-ext-diff",
    "--no-textconv",
)


def count_churn(git: Git, log: Log, rows: Sequence[int], parallel: int) -> int:
    """Fill `added` and `deleted` for the commits in `rows` that have none yet; give how many commits were read.

    Git gives up at a commit that has corrupt or missing contents; such a one is left out, up to a hundred times. Where
    the repository was packed anew meanwhile, all that has no count yet is tried again.
    """
    read = 0
    for _ in range(TRIES):
        before = packs(git)
        wanted = [row for row in rows if _lacks(log, row)]
        read += _counted(git, log, wanted, parallel)
        if packs(git) == before:
            break
    return read


def _counted(git: Git, log: Log, wanted: list[int], parallel: int) -> int:
    parts = _split(wanted, parallel)
    read = 0
    for _ in range(_PATIENCE):
        if not parts:
            break
        ends = _side_by_side(git, log, parts, parallel)
        read += sum(done for done, _ in ends)
        parts = [rest for part, end in zip(parts, ends, strict=True) for rest in _left_over(part, *end)]
    return read


def _side_by_side(git: Git, log: Log, parts: list[list[int]], parallel: int) -> list[tuple[int, bool]]:
    programs = Programs(git)
    done: SimpleQueue[Future[tuple[int, bool]]] = SimpleQueue()
    # The programs end before the threads are waited for, so that Ctrl-C waits for nothing.
    with ThreadPoolExecutor(parallel) as threads, programs:
        tasks = [threads.submit(_read, programs, log, part) for part in parts]
        for task in tasks:
            task.add_done_callback(done.put)
        for _ in tasks:
            # Not by waiting in `result`, for then Ctrl-C would have to wait too.
            done.get().result()
        return [task.result() for task in tasks]


def _read(programs: Programs, log: Log, rows: list[int]) -> tuple[int, bool]:
    """Count one part; give how many of its commits were surely read, and whether git reached the end."""
    places = {log.oids[row].encode(): place for place, row in enumerate(rows)}
    done = last = 0
    with programs.start(*_COMMAND) as running:
        feeder = threading.Thread(target=_feed, args=(running.stdin, b"\n".join([*places, b""])), daemon=True)
        feeder.start()
        for oid, counts in _commits(running.stdout):
            if oid not in places:
                # Git hands back what it does not take for a hash.
                continue
            place = places[oid]
            _fill(log, rows[place], counts)
            done, last = place + 1, done
        feeder.join()
        status = running.finish().status
    return (last, False) if status else (len(rows), True)


def _left_over(part: list[int], done: int, complete: bool) -> list[list[int]]:
    # Git gave up at the commit after the surely read ones or, if that was whole, at the next: try it alone.
    if complete or len(part) == 1:
        return []
    return [rest for rest in (part[done : done + 1], part[done + 1 :]) if rest]


def _commits(stream: IO[bytes]) -> Iterator[tuple[bytes, list[tuple[bytes, bytes, bytes]]]]:
    """Give each commit's hash and its (added, deleted, path)s."""
    fields = _fields(stream)
    oid = b""
    counts: list[tuple[bytes, bytes, bytes]] = []
    for field in fields:
        added, tab, rest = field.partition(b"\t")
        if not tab:
            if oid:
                yield oid, counts
            oid, counts = field, []
            continue
        deleted, _, path = rest.partition(b"\t")
        if not path:
            # A rename: the old name and the new one follow.
            next(fields, b"")
            path = next(fields, b"")
        counts.append((added, deleted, path))
    if oid:
        yield oid, counts


def _fields(stream: IO[bytes]) -> Iterator[bytes]:
    pending = b""
    while portion := stream.read(_PORTION):
        *fields, pending = (pending + portion).split(b"\0")
        yield from fields


def _fill(log: Log, row: int, counts: list[tuple[bytes, bytes, bytes]]) -> None:
    first = bisect_left(log.touched, row)
    touches = {
        log.paths[log.touched_paths[touch]]: touch
        for touch in range(first, bisect_left(log.touched, row + 1, first))
    }
    for added, deleted, path in counts:
        touch = touches.get(path_text(path))
        if touch is not None and added != b"-":
            log.added[touch] = min(int(added), _LARGEST)
            log.deleted[touch] = min(int(deleted), _LARGEST)


def _lacks(log: Log, row: int) -> bool:
    first = bisect_left(log.touched, row)
    last = bisect_left(log.touched, row + 1, first)
    return first < last and all(log.added[touch] < 0 for touch in range(first, last))


def _split(rows: list[int], parallel: int) -> list[list[int]]:
    """Cut rows into parts of neighbours, several for each program, for some years take longer than others."""
    least = min(_WORTH_SPLITTING, -(-len(rows) // parallel))
    size = max(least, -(-len(rows) // (parallel * _PARTS)), 1)
    return [rows[start : start + size] for start in range(0, len(rows), size)]


def _feed(pipe: IO[bytes], content: bytes) -> None:
    # Git may give up before it has read everything; its end is seen elsewhere.
    with suppress(BrokenPipeError, ValueError):
        pipe.write(content)
        pipe.close()
