"""Which plugins are installed, read from what their distributions declare: nothing of a plugin is imported here."""

import hashlib
import re
import site
import sysconfig
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.metadata import Distribution, distributions
from pathlib import Path

from mainstay.domain.action_kinds import KINDS

COLLECTOR, ACTION = "collector", "action"
GROUPS = {"mainstay.collectors": COLLECTOR, "mainstay.actions": ACTION}
"""Groups of entry points, and what stands in each."""
NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_ENTRY = re.compile(r"[A-Za-z_][\w.]{0,200}:[A-Za-z_][\w.]{0,200}", re.ASCII)
_EDITABLE = re.compile(r'"editable"\s*:\s*true')


@dataclass(frozen=True, slots=True)
class Plugin:
    """One entry point: the plugin's `name`, its `entry` ("package.module:object"), whose it is, and of which `kind`.

    `stamp` changes whenever another build of the distribution is installed; it is "" where the code may change without
    that, as in an editable install. `wrong` says why the entry point cannot be used, "" when it can.
    """

    name: str
    entry: str
    distribution: str
    version: str
    stamp: str
    wrong: str = ""
    kind: str = COLLECTOR


def places() -> tuple[str, ...]:
    """Give the folders that installers put distributions into.

    Not all of `sys.path`: its other folders, such as the one that a command is typed in, may be those of a scanned
    repository.
    """
    found = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages()]
    if site.ENABLE_USER_SITE:
        found.append(site.getusersitepackages())
    return tuple(dict.fromkeys(place for place in found if Path(place).is_dir()))


def installed(folders: Sequence[str], kind: str = "") -> tuple[Plugin, ...]:
    """Name the plugins (of a `kind` where one is given) of all distributions in these folders, in the order of their names."""
    found: dict[tuple[str, str, str], Plugin] = {}
    for distribution in distributions(path=list(folders)):
        for plugin in _plugins(distribution):
            # What two folders on the way hold of one distribution counts once, as it does for an import.
            found.setdefault((plugin.distribution, plugin.kind, plugin.name), plugin)
    told = _told_apart(sorted(found.values(), key=lambda plugin: (plugin.name, plugin.distribution)))
    return tuple(plugin for plugin in told if kind in {"", plugin.kind})


def _plugins(distribution: Distribution) -> Iterator[Plugin]:
    entries = list(_entries(_text(distribution, "entry_points.txt")))
    if not entries:
        return
    about = _text(distribution, "METADATA") or _text(distribution, "PKG-INFO")
    stamp = _stamp(distribution)
    for kind, name, value in entries:
        wrong = ""
        if not NAME.fullmatch(name):
            wrong = "its name is none: a-z, 0-9 and -, at most 40, beginning with a letter"
        elif not _ENTRY.fullmatch(value):
            wrong = "its entry point names no object: package.module:object"
        elif kind == ACTION and name in KINDS:
            wrong = "an action of that name comes along with Mainstay"
        yield Plugin(name, value, _field(about, "Name"), _field(about, "Version"), stamp, wrong, kind)


def _entries(text: str) -> Iterator[tuple[str, str, str]]:
    """Read the lines of our groups; the library's own reader raises whatever a broken file brings it to."""
    kind = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            kind = GROUPS.get(line[1:-1], "") if line.endswith("]") else ""
        elif kind and line and not line.startswith(("#", ";")):
            name, _, value = line.partition("=")
            yield kind, name.strip(), value.strip()


def _text(distribution: Distribution, file: str) -> str:
    with suppress(OSError, UnicodeDecodeError):
        return distribution.read_text(file) or ""
    return ""


def _field(about: str, name: str) -> str:
    found = re.search(rf"^{name}:[ \t]*(\S[^\r\n]{{0,200}})", about, re.MULTILINE)
    return found[1].strip() if found else "?"


def _stamp(distribution: Distribution) -> str:
    if _EDITABLE.search(_text(distribution, "direct_url.json")):
        return ""
    record = _text(distribution, "RECORD")
    return hashlib.sha256(record.encode()).hexdigest() if record else ""


def _told_apart(found: Sequence[Plugin]) -> tuple[Plugin, ...]:
    names = Counter(plugin.name for plugin in found)
    return tuple(
        replace(plugin, wrong=_namesakes(plugin, found)) if names[plugin.name] > 1 else plugin
        for plugin in found
    )


def _namesakes(plugin: Plugin, found: Sequence[Plugin]) -> str:
    theirs = dict.fromkeys(one.distribution for one in found if one.name == plugin.name)
    if len(theirs) == 1:
        return "its distribution has two plugins of that name"
    return f"several distributions have a plugin of that name: {' and '.join(theirs)}"
