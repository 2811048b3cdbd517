"""The user's key, which lives outside every repository and tells our own cache entries from planted ones."""

import os
import secrets
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path

from mainstay.adapters.cache.unusable import Unusable, from_os
from mainstay.adapters.secrets.private_file import make_private_folder

KEY_BYTES = 32


def state_folder(environment: Mapping[str, str]) -> Path | None:
    """Tell where the user's state of this program lives; None without a home.

    XDG Base Directory Specification 0.8: `$XDG_STATE_HOME`, by default `~/.local/state`; a relative value
    counts as unset.
    """
    for variable, below in (("XDG_STATE_HOME", "mainstay"), ("HOME", ".local/state/mainstay")):
        value = environment.get(variable, "")
        if Path(value).is_absolute():
            return Path(value, below)
    return None


def user_key(state: Path) -> bytes:
    """Read the key in the folder `state`, making folder and key at first use; gives 32 bytes.

    Raises Unusable when the key cannot be made or read, or when somebody else could know or replace it.
    """
    path = state / "key"
    try:
        make_private_folder(state)
        _refuse_shared(state.stat(), "the folder of the cache's key", f"chmod go-w {state}", 0o022)
        if not os.path.lexists(path):
            _make(path)
        return _read(path)
    except OSError as error:
        raise from_os("the cache's key", error) from error


def _make(path: Path) -> None:
    # A hard link appears whole or not at all, and fails where a run beside this one was first.
    handle, draft = tempfile.mkstemp(prefix=".key-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()


def _read(path: Path) -> bytes:
    if path.is_symlink():
        raise Unusable("cache-refused", "The cache's key is a symbolic link.", f"remove {path}")
    # Without O_NONBLOCK a pipe in the key's place would hold the program for ever.
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        facts = os.fstat(handle)
        _refuse_shared(facts, "the cache's key", f"remove {path}", 0o077)
        key = file.read(KEY_BYTES + 1) if stat.S_ISREG(facts.st_mode) else b""
    if len(key) != KEY_BYTES:
        raise Unusable("cache-refused", "The cache's key is not a file of 32 bytes.", f"remove {path}")
    return key


def _refuse_shared(facts: os.stat_result, what: str, mend: str, others: int) -> None:
    if facts.st_uid != os.geteuid():
        raise Unusable("cache-refused", f"{what.capitalize()} belongs to another user.", mend)
    if facts.st_mode & others:
        raise Unusable("cache-refused", f"Other users have access to {what}.", mend)
