"""A file at a repository's root, read without opening the whole repository where there is a work tree."""

import os
from pathlib import Path

from mainstay.adapters.git.discovery import find_place
from mainstay.adapters.git.opening import open_repository
from mainstay.adapters.git.work_files import read_work_file
from mainstay.domain.errors import ConfigurationError
from mainstay.ports.process import Processes

_LARGEST = 16 << 20


def read_root_file(
    path: str | os.PathLike[str],
    name: str,
    limit: int,
    processes: Processes,
    *,
    follow_alternates: bool = False,
) -> bytes | None:
    """Read the file `name` at the root of the repository that holds `path`, at most `limit` bytes of it.

    It is that of the work tree, or of the head's commit in a bare repository, which `follow_alternates` reads from
    borrowed objects too; None when there is no such regular file.
    Raises UsageError when there is no repository, ConfigurationError when the file is there and cannot be read, and for
    a bare repository RunFailed as `open_repository` does.
    """
    # A file beside `.git` is that of the work tree wherever a link leads; opening the repository judges the link.
    place = find_place(path, follow_links=True)
    if not place.work_tree:
        return _committed(path, name, limit, processes, follow_alternates=follow_alternates)
    content = read_work_file(place.work_tree, name, _LARGEST)
    file = Path(place.work_tree, name)
    if content is None and os.path.lexists(file):
        raise ConfigurationError(
            "this file is not read: it is no regular file, too large, or closed to you",
            where=str(file),
            mend="put a regular file in its place, or take it away",
        )
    return None if content is None else content[:limit]


def _committed(
    path: str | os.PathLike[str], name: str, limit: int, processes: Processes, *, follow_alternates: bool
) -> bytes | None:
    with open_repository(path, processes, follow_alternates=follow_alternates) as source:
        oids = [entry.oid for entry in source.tree(source.repository.head) if entry.path == name]
        if not oids or source.sizes(oids).get(oids[0], _LARGEST + 1) > _LARGEST:
            return None
        for _, content in source.blobs().read(oids):
            return None if content is None else content[:limit]
    return None
