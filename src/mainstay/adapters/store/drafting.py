"""A new file of a store that gets its name once it is whole."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import URL

from mainstay.adapters.store.addresses import StoreAddress
from mainstay.adapters.store.engines import not_opened, share_as_the_folder
from mainstay.domain.errors import RunFailed


@contextmanager
def drafted(address: StoreAddress) -> Iterator[StoreAddress]:
    """Give the address of an empty file beside that of `address`, which is not there; it takes that name where nothing fails.

    What is filled in must be closed by then. Raises RunFailed when it cannot be made, or when somebody else was faster.
    """
    if address.file is None:
        raise ValueError("a server has no file")
    try:
        handle, name = tempfile.mkstemp(prefix=".mainstay-", dir=address.file.parent)
        share_as_the_folder(handle, address.file.parent)
    except OSError as error:
        raise not_opened(error, address) from error
    os.close(handle)
    draft = Path(name)
    try:
        yield replace(address, url=URL.create("sqlite", database=name), file=draft)
        _name(draft, address.file, address.shown)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            Path(f"{name}{ending}").unlink(missing_ok=True)


def _name(draft: Path, file: Path, where: str) -> None:
    if Path(f"{draft}-wal").exists():
        raise RunFailed("the new store is still in use", where=where, mend="restore it again")
    try:
        os.link(draft, file)
    except FileExistsError as error:
        raise RunFailed(
            "the store is not empty", where=where, mend="restore into a new file, or into an empty database"
        ) from error
    except OSError as error:
        raise RunFailed(
            f"the store cannot be made: {error.strerror}", where=where, mend="put it on a local disk"
        ) from error
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
