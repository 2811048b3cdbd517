"""The cache's folder beside the scanned files: made, hidden from git, and refused where it is not ours alone."""

import os
import re
import stat
import time
from pathlib import Path

from mainstay.adapters.cache.unusable import Unusable, from_os

_IGNORE = ".gitignore"
_EVERYTHING = b"*\n"
_OURS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{8}\.sqlite3")
# One home a container gives a new key each time: without an end their files would heap up.
_KEYS_KEPT = 3
DRAFT = "draft-"
_A_DAY = 86_400


def prepare_folder(folder: Path) -> None:
    """Make the folder with a `.gitignore` that hides all of it, or check the one that is there.

    The repository may have shipped a folder of this name, so nothing in it is overwritten or followed.
    Raises Unusable when it is a link, no folder, another user's, open to others or part of the repository, and when it
    would lie where another user could put something else in its place at any moment.
    """
    try:
        _refuse_others_ground(folder)
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            _refuse_foreign(folder.lstat(), folder)
        _ignore_itself(folder / _IGNORE)
    except OSError as error:
        raise from_os("the cache's folder", error) from error


def forget_others(folder: Path, name: str) -> None:
    """Remove the files of this user's other versions, of other keys all but the newest three, and old drafts.

    `name` is the file that stays: eight digits of the user's key, a dash, eight of the version's, `.sqlite3`.

    Raises Unusable when the folder cannot be read or written.
    """
    try:
        changed = {Path(entry): _change_time(entry) for entry in os.scandir(folder)}
        files = sorted((path for path in changed if _OURS.fullmatch(path.name)), key=changed.__getitem__)
        foreign = [path for path in files if path.name[:8] != name[:8]]
        earlier = [path for path in files if path.name[:8] == name[:8] and path.name != name]
        yesterday = time.time() - _A_DAY
        drafts = [path for path in changed if path.name.startswith(DRAFT) and changed[path] < yesterday]
        for path in (*earlier, *foreign[:-_KEYS_KEPT], *drafts):
            remove_file(path)
    except OSError as error:
        raise from_os("the cache's folder", error) from error


def _change_time(entry: os.DirEntry[str]) -> float:
    try:
        return entry.stat(follow_symlinks=False).st_mtime
    except FileNotFoundError:
        # A run beside this one has just removed it.
        return time.time()


def remove_file(path: Path) -> None:
    """Remove a cache file and what SQLite puts beside it; links are removed, not followed. Raises OSError."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def _refuse_others_ground(folder: Path) -> None:
    # Whoever owns the folder around ours can swap ours for a link between any two looks at it; above all, root works in
    # the repositories of others. The owner of a sticky folder, such as /tmp, is trusted when it is root.
    around = folder.parent.stat()
    if around.st_uid not in {os.geteuid(), 0}:
        text = "The repository's folder belongs to another user, who could change the cache."
        raise Unusable("cache-refused", text, "run as its owner, or with --no-cache")
    if around.st_mode & stat.S_IWOTH and not around.st_mode & stat.S_ISVTX:
        text = "Every user may change the repository's folder, and so the cache in it."
        raise Unusable("cache-refused", text, f"chmod o-w {folder.parent}, or run with --no-cache")


def _refuse_foreign(facts: os.stat_result, folder: Path) -> None:
    mend = f"remove {folder.name}, or run with --no-cache"
    if not stat.S_ISDIR(facts.st_mode):
        raise Unusable("cache-refused", f"{folder.name} is a link or a file, not a folder.", mend)
    if facts.st_uid != os.geteuid():
        raise Unusable("cache-refused", f"{folder.name} belongs to another user.", mend)
    if facts.st_mode & 0o022:
        raise Unusable("cache-refused", f"Other users may write into {folder.name}.", mend)


def _ignore_itself(path: Path) -> None:
    flags = os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
    handle = os.open(path, flags, 0o600)
    with os.fdopen(handle, "r+b", buffering=0) as file:
        # Empty is what a run leaves that was killed between making and filling it.
        facts = os.fstat(handle)
        # With a second name it may be a file from anywhere.
        held = file.read(64) if stat.S_ISREG(facts.st_mode) and facts.st_nlink == 1 else b"?"
        if not held:
            file.write(_EVERYTHING)
        elif held.strip() != _EVERYTHING.strip():
            mend = "untrack it, or run with --no-cache"
            raise Unusable("cache-refused", f"{path.parent.name} holds files of the repository.", mend)
