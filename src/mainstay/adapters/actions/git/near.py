"""Remotes on this machine: git runs the hooks of what is pushed to, so they must be nobody else's."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mainstay.domain.errors import ConfigurationError

_MOST_HOOKS = 1_000


def refuse_foreign(address: str) -> None:
    """Raise ConfigurationError where a repository of this machine, its settings or one of its hooks is another user's.

    What they hold would be run as this user. Git itself looks since 2.45 alone.
    """
    place = Path(unquote(urlsplit(address).path) if address.startswith("file:") else address)
    for path in _ran(place):
        try:
            owners = {path.lstat().st_uid, path.stat().st_uid}
        except OSError:
            # What is not there runs nothing, and git says what it misses.
            continue
        if not owners <= {0, os.geteuid()}:
            raise ConfigurationError(
                "the repository that is pushed to has files of another user, whose hooks would be run as this one",
                where=str(path),
                mend="name it as ssh://USER@localhost/PATH, or let the worker's user own it",
            )


def _ran(place: Path) -> Iterator[Path]:
    for folder in (place, place / ".git"):
        yield from (folder, folder / "config", folder / "hooks")
        try:
            with os.scandir(folder / "hooks") as entries:
                yield from (Path(entry.path) for entry, _ in zip(entries, range(_MOST_HOOKS), strict=False))
        except OSError:
            continue
