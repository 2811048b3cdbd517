"""Repositories opened with the real adapter, for tests."""

import os
from typing import Any

from mainstay.adapters.git.opening import open_repository
from mainstay.adapters.git.source import GitSource
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.domain.history import Log, Said


def opened(path: str | os.PathLike[str], **options: Any) -> GitSource:
    """Open a repository with this machine's git."""
    return open_repository(path, LocalProcesses(), **options)


def no_mark(message: bytes) -> Said:
    """Judge no message."""
    return Said()


def touches(log: Log) -> list[tuple[str, str]]:
    """Give a log's touches as (commit, path) pairs."""
    return [
        (log.oids[row], log.paths[path]) for row, path in zip(log.touched, log.touched_paths, strict=True)
    ]


def authors(log: Log) -> dict[str, str]:
    """Give each commit's author."""
    return {oid: log.people[person] for oid, person in zip(log.oids, log.authors, strict=True)}
