"""Which files a plugin needs: the repository without its git folder, Python and its packages, and the system's programs."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import mainstay
from mainstay.plugins.host.landlock import Reach

_PROGRAMS = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/nix/store", "/gnu/store")
# Of /etc, /proc, /dev and /sys only what programs of every kind ask for: elsewhere there are keys, and the environment and
# the memory of other processes.
_ASKED_FOR = (
    *("/etc/" + name for name in ("alternatives", "fonts", "group", "host.conf", "hosts", "java", "ld.so.cache")),
    *("/etc/" + name for name in ("ld.so.conf", "ld.so.conf.d", "locale.alias", "localtime", "magic", "mime.types")),
    *("/etc/" + name for name in ("nsswitch.conf", "os-release", "passwd", "protocols", "services", "ssl/certs")),
    *("/etc/" + name for name in ("ssl/openssl.cnf", "pki/tls/certs", "pki/java", "terminfo", "timezone")),
    *("/proc/" + name for name in ("cpuinfo", "filesystems", "loadavg", "meminfo", "stat", "sys", "uptime", "version")),
    *("/dev/" + name for name in ("full", "random", "urandom", "zero")),
    "/sys/devices/system",
    "/sys/fs/cgroup",
)  # fmt: skip
_NOT_FOR_PLUGINS = frozenset(
    {b".git", b".mainstay"}
)  # both may hold what others may not know: a token, a key's work


def needed(root: str, entry: str, written: Sequence[Path]) -> Reach:
    """Give what the plugin of the entry point `entry` needs to look at the work tree `root`, "" for none, and to write.

    Raises OSError when the work tree cannot be listed.
    """
    return Reach(
        written=written,
        started=[Path(place) for place in (*_PROGRAMS, *_python(), *_places_of(entry))],
        read=[Path(f"/proc/{os.getpid()}"), *map(Path, _ASKED_FOR), *_shown(root)],
        listed=[Path(root)] if root else [],
    )


def _python() -> list[str]:
    prefixes = (sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix)
    return [*prefixes, *filter(os.path.isabs, sys.path), str(Path(mainstay.__file__).parent)]


def _places_of(entry: str) -> list[str]:
    """Give where the plugin's package lies, which for an editable installation is on no path."""
    with suppress(ImportError, ValueError, AttributeError):
        found = find_spec(entry.partition(":")[0].partition(".")[0])
        if found is not None:
            return [*(found.submodule_search_locations or ()), *filter(None, [found.origin])]
    return []


def _shown(root: str) -> list[Path]:
    if not root:
        return []
    with os.scandir(os.fsencode(root)) as entries:
        return [
            Path(os.fsdecode(entry.path))
            for entry in entries
            if entry.name not in _NOT_FOR_PLUGINS and not entry.is_symlink()
        ]
