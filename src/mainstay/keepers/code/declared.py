"""The declarations of a repository that are read for what they say of dependencies, packages and imports, within bounds."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing

from mainstay.analysis.architecture.declared_contracts import FILES, declares_contracts
from mainstay.analysis.architecture.manifests import names_folders
from mainstay.keepers.code.listing import Listed
from mainstay.keepers.code.reading import Contents
from mainstay.ports.source import Source

_LARGEST_DECLARATION = 1 << 20
_MOST_DECLARED = 16 << 20


def speaks_of_imports(path: str) -> bool:
    """Tell whether a file declares contracts on imports, or names folders that imports lead to."""
    return declares_contracts(path) or names_folders(path)


def may_hold_contracts(path: str) -> bool:
    """Tell whether a file may declare contracts for import-linter."""
    return path.rpartition("/")[2] in FILES


def contracts_of(source: Source, contents: Contents, files: Sequence[Listed]) -> dict[str, bytes]:
    """Read what may declare contracts among files, by path."""
    return declarations(source, contents, declared(contents, files, may_hold_contracts)[0])


def declared(
    contents: Contents, files: Sequence[Listed], speaks: Callable[[str], bool]
) -> tuple[dict[str, str], list[str]]:
    """Give the objects of the declarations to read, by path, and the paths that are too many; the root's come first."""
    found: dict[str, str] = {}
    left_out: list[str] = []
    left = _MOST_DECLARED
    declaring = [listed for listed in files if speaks(listed.path) and contents.sizes.get(listed.oid)]
    for listed in sorted(declaring, key=lambda listed: (listed.path.count("/"), listed.path)):
        # One content under many names is read as many times.
        size = contents.sizes[listed.oid]
        if size > min(_LARGEST_DECLARATION, left):
            left_out.append(listed.path)
        else:
            found[listed.path] = listed.oid
            left -= size
    return found, left_out


def declarations(source: Source, contents: Contents, objects: Mapping[str, str]) -> dict[str, bytes]:
    """Read declarations by path; what cannot be read is left out."""
    read = {oid: contents.given[oid] for oid in objects.values() if oid in contents.given}
    wanted = {oid: None for oid in objects.values() if oid not in read}
    if wanted:
        with closing(source.blobs()) as blobs:
            read |= {oid: content for oid, content in blobs.read(list(wanted)) if content is not None}
    return {path: read[oid] for path, oid in objects.items() if oid in read}
