"""The cache port on SQLite: one file a user and version, each entry under the user's own key."""

from mainstay.adapters.cache.opening import open_cache
from mainstay.adapters.cache.secret import state_folder

__all__ = ["open_cache", "state_folder"]
