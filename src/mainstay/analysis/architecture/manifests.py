"""What the manifests of other languages say about names: modules, packages, aliases and roots; read as text."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mainstay.analysis.architecture.places import joined
from mainstay.analysis.usage.declared_text import toml_of

_LARGEST = 1 << 20
_MOST_ENTRIES = 2_000
# Blanks of one line alone: of blank lines the whole rest would be tried again from each.
_MODULE = re.compile(r"^[^\S\n]*+module[^\S\n]++\"?([^\s\"]{1,500})", re.MULTILINE)
# A text that does not end is taken as it is too: else it would be tried again from each of its quotes.
_NOT_JSON = re.compile(r'("(?:\\.|[^"\\\n])*(?:"|\\?))|//[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
_LAST_COMMA = re.compile(r'("(?:\\.|[^"\\\n])*"?)|,(?=\s{0,100}+[}\]])', re.DOTALL)


@dataclass(slots=True)
class Manifests:
    """Names that manifests give to folders.

    `go` maps a module's path to its folder; `packages` the name in a package.json to its folder, `mains` to its main
    file; `aliases` the folder of a tsconfig to its (pattern, targets), `bases` to its baseUrl; `namespaces` a
    namespace of PHP (PSR-4) to its folders; `crates` are the folders of crates by name, `crate_folders` all of them.
    """

    go: dict[str, str] = field(default_factory=dict)
    packages: dict[str, str] = field(default_factory=dict)
    mains: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, list[tuple[str, list[str]]]] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    namespaces: dict[str, list[str]] = field(default_factory=dict)
    crates: dict[str, str] = field(default_factory=dict)
    crate_folders: set[str] = field(default_factory=set)


def names_folders(path: str) -> bool:
    """Tell whether a file is a manifest that read_manifests reads."""
    name = path.rpartition("/")[2]
    return name in _READERS or (name.startswith("tsconfig") and name.endswith(".json"))


def read_manifests(texts: Mapping[str, bytes]) -> Manifests:
    """Read manifests by path; one that is damaged or too large says nothing."""
    found = Manifests()
    for path in sorted(texts, key=lambda path: (path.count("/"), path)):
        folder, _, name = path.rpartition("/")
        reader = _READERS.get(name) or (_tsconfig if names_folders(path) else None)
        if reader is not None and len(texts[path]) <= _LARGEST:
            reader(found, folder, texts[path].decode("utf-8", "replace"))
    return found


def _go(found: Manifests, folder: str, text: str) -> None:
    match = _MODULE.search(text)
    if match is not None:
        found.go.setdefault(match.group(1), folder)


def _package(found: Manifests, folder: str, text: str) -> None:
    data = _json(text)
    name, main = data.get("name"), data.get("source") or data.get("main")
    if isinstance(name, str) and name:
        found.packages.setdefault(name, folder)
        if isinstance(main, str):
            found.mains.setdefault(name, joined(folder, main) or "")


def _tsconfig(found: Manifests, folder: str, text: str) -> None:
    options = _json(text).get("compilerOptions")
    if not isinstance(options, dict):
        return
    base = options.get("baseUrl")
    root = joined(folder, base) if isinstance(base, str) else folder
    if root is None:
        return
    if isinstance(base, str):
        found.bases.setdefault(folder, root)
    paths = options.get("paths")
    for pattern, targets in list(paths.items() if isinstance(paths, dict) else ())[:_MOST_ENTRIES]:
        places = [
            joined(root, one)
            for one in (targets if isinstance(targets, list) else ())[:20]
            if isinstance(one, str)
        ]
        if pattern.count("*") <= 1:
            found.aliases.setdefault(folder, []).append((pattern, [one for one in places if one is not None]))


def _composer(found: Manifests, folder: str, text: str) -> None:
    data = _json(text)
    for section in ("autoload", "autoload-dev"):
        table = data.get(section)
        table = table.get("psr-4") if isinstance(table, dict) else None
        for namespace, folders in list(table.items() if isinstance(table, dict) else ())[:_MOST_ENTRIES]:
            for one in (folders if isinstance(folders, list) else [folders])[:20]:
                place = joined(folder, one) if isinstance(one, str) else None
                if place is not None:
                    found.namespaces.setdefault(namespace.strip("\\"), []).append(place)


def _cargo(found: Manifests, folder: str, text: str) -> None:
    package = (toml_of(text) or {}).get("package")
    name = package.get("name") if isinstance(package, dict) else None
    if isinstance(name, str):
        found.crate_folders.add(folder)
        found.crates.setdefault(name.replace("-", "_"), folder)


def _json(text: str) -> dict[str, Any]:
    """Read JSON, with the comments and last commas that a tsconfig may have."""
    plain = _LAST_COMMA.sub(
        lambda match: match.group(1) or "", _NOT_JSON.sub(lambda match: match.group(1) or " ", text)
    )
    try:
        data = json.loads(plain)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


_READERS = {
    "go.mod": _go,
    "package.json": _package,
    "composer.json": _composer,
    "Cargo.toml": _cargo,
    "jsconfig.json": _tsconfig,
}
