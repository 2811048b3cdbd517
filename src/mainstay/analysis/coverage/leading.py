"""The names of coverage data led to the files of a repository: by how they end, and by what the others tell."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

_LONGEST_PATH = 1_000
_MOST_FOLDERS = 60
_MOST_FITTING = 20
_MOST_ROOTS = 5


@dataclass(frozen=True, slots=True)
class Led:
    """Names with the path that each was led to; `unknown` fit no file, `unclear` several."""

    paths: Mapping[str, str]
    unknown: tuple[str, ...]
    unclear: tuple[str, ...]


def led(names: Iterable[str], paths: Set[str], roots: Sequence[str] = ()) -> Led:
    """Lead each name to the one path of which it is an end, or that ends it (a folder of another machine before it).

    With `roots` a name is first taken to start from one of them. Where a name fits several paths, that one is taken
    which adds or removes the same beginning as most of the names that fit only one; where these do not tell, it is left.
    Each name and path is looked up by its last 60 folders at most, so that the time is linear in their number.
    """
    plain = {name: _plain(name) for name in names}
    # By their hashes: with the roots before them, names may be many times what was read of them.
    wanted = {hash(way) for name in plain.values() for way in _ways(name, roots)}
    ending = _ending(wanted, paths)
    fitting = {name: _fits(_ways(one, roots), ending, paths) for name, one in plain.items()}
    votes = Counter(
        change for fits in fitting.values() if len({path for path, _ in fits}) == 1 for _, change in fits
    )
    found: dict[str, str] = {}
    unknown: list[str] = []
    unclear: list[str] = []
    for name, fits in fitting.items():
        path = _chosen(fits, votes)
        if path:
            found[name] = path
        else:
            (unclear if fits else unknown).append(name)
    return Led(found, tuple(unknown), tuple(unclear))


def _plain(name: str) -> str:
    """Give a name with slashes, without a drive or what says "here"."""
    text = name[: _LONGEST_PATH + 1].removeprefix("file://").replace("\\", "/")
    if text[1:3] == ":/":
        text = text[2:]
    while text.startswith("./"):
        text = text[2:]
    return text if len(text) <= _LONGEST_PATH else ""


def _ways(name: str, roots: Sequence[str]) -> list[str]:
    if not name or name.startswith("/"):
        return [name] if name else []
    rooted = (f"{_plain(root).rstrip('/')}/{name}" for root in roots[:_MOST_ROOTS])
    return [*(way for way in rooted if len(way) <= _LONGEST_PATH), name]


def _ending(wanted: Set[int], paths: Set[str]) -> dict[str, list[str]]:
    """Give the paths that end with each name of these hashes, of many only some."""
    found: dict[str, list[str]] = {}
    for path in paths:
        for end in _ends(path):
            if hash(end) in wanted and len(found.setdefault(end, [])) < _MOST_FITTING:
                found[end].append(path)
    return found


def _fits(
    ways: Sequence[str], ending: Mapping[str, Sequence[str]], paths: Set[str]
) -> list[tuple[str, tuple[str, str]]]:
    """Give the paths that a name fits, each with the beginning that was removed and added; a root's go before others."""
    for way in ways:
        fits = [(end, (way[: len(way) - len(end)], "")) for end in _ends(way) if end in paths]
        fits += [(path, ("", path[: len(path) - len(way)])) for path in ending.get(way, ()) if path != way]
        if fits:
            return fits
    return []


def _chosen(fits: Sequence[tuple[str, tuple[str, str]]], votes: Mapping[tuple[str, str], int]) -> str:
    if len({path for path, _ in fits}) == 1:
        return fits[0][0]
    best = sorted(((votes.get(change, 0), path) for path, change in fits), reverse=True)
    if best and best[0][0] and best[0][0] > best[1][0]:
        return best[0][1]
    return ""


def _ends(path: str) -> Iterator[str]:
    """Give a path itself and what is left of it without its first folders."""
    yield path
    start = len(path)
    for _ in range(_MOST_FOLDERS):
        start = path.rfind("/", 0, start)
        if start < 0:
            return
        yield path[start + 1 :]
