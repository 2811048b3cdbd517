"""Opening the cache of one repository, whatever state its folder, its key or its disk is in."""

from pathlib import Path

from mainstay.adapters.cache.file import CacheFile
from mainstay.adapters.cache.folder import forget_others, prepare_folder
from mainstay.adapters.cache.memory import FileCache, NoCache
from mainstay.adapters.cache.seal import Seal
from mainstay.adapters.cache.secret import user_key
from mainstay.adapters.cache.unusable import Unusable
from mainstay.domain.notice import Notice
from mainstay.ports.cache import Cache

BOUND = 256 << 20


def open_cache(folder: Path, *, version: str, state: Path | None, enabled: bool, bound: int = BOUND) -> Cache:
    """Open the cache in `folder`: `.mainstay` in the work tree, or in the git directory of a bare repository.

    `version` is that of the program: entries of another one count as absent. `state` is the user's state
    folder (see `state_folder`), which holds the key; above `bound` bytes the oldest entries go.
    Never raises for a bad folder, key, file or disk: the cache then keeps nothing and its notices say why.
    """
    if not enabled:
        return NoCache()
    if state is None:
        text = "Nothing is kept for the next run: there is no home folder for the cache's key."
        return NoCache(Notice("cache-unavailable", text, mend="set HOME or XDG_STATE_HOME"))
    try:
        seal = Seal(user_key(state), version)
        prepare_folder(folder)
        name = f"{seal.user}-{seal.edition}.sqlite3"
        forget_others(folder, name)
        return FileCache(CacheFile(folder.absolute() / name, bound), seal)
    except Unusable as failure:
        return NoCache(failure.notice)
