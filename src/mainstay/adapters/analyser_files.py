"""Files that other analysers wrote: mapped into memory, not read into it, for they may be large."""

import hashlib
import os
from collections.abc import Iterable
from mmap import ACCESS_READ, mmap

from mainstay.adapters.git.plain_files import open_plain
from mainstay.domain.errors import UsageError
from mainstay.domain.external import ExternalFile
from mainstay.present.visible import visible

LARGEST = 1 << 30
_PORTION = 1 << 20


def named(files: Iterable[ExternalFile]) -> tuple[ExternalFile, ...]:
    """Give files with a digest of what each holds.

    Raises UsageError for one that is not there, no regular file, empty, above 1 GiB, or may not be read.
    """
    return tuple(_named(file) for file in files)


def mapped(file: ExternalFile) -> mmap:
    """Map a file into memory. Raises UsageError as `named` does."""
    shown = visible(file.path, 300)
    try:
        descriptor = open_plain(os.path.realpath(file.path))
    except (OSError, ValueError):
        raise _refused("there is no permission to read it", shown) from None
    if descriptor is None:
        raise _refused("there is no such file", shown)
    with os.fdopen(descriptor, "rb") as opened:
        size = os.fstat(opened.fileno()).st_size
        if not size:
            raise _refused("it is empty", shown)
        if size > LARGEST:
            raise _refused(f"it is larger than {LARGEST >> 30} GiB", shown)
        return mmap(opened.fileno(), 0, access=ACCESS_READ)


def _named(file: ExternalFile) -> ExternalFile:
    digest = hashlib.sha256()
    with mapped(file) as data:
        for start in range(0, len(data), _PORTION):
            digest.update(data[start : start + _PORTION])
    return ExternalFile(file.path, digest.hexdigest())


def _refused(why: str, shown: str) -> UsageError:
    return UsageError(
        f"the SARIF file cannot be used: {why}", where=shown, mend="name a file that an analyser wrote"
    )
