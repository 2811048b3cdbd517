"""Which file a path of Rust means: modules of this crate, of the module itself and those above, other crates of the repository.

Source: the Rust reference (modules, paths). Names within a module lead to the module's file.
"""

from mainstay.analysis.architecture.manifests import Manifests
from mainstay.analysis.architecture.places import MOST_PARTS, Places, above, joined


class Crates:
    """Leads paths of Rust to files."""

    def __init__(self, places: Places, manifests: Manifests) -> None:
        """Take the files of the repository, and what its manifests say."""
        self._places, self._manifests = places, manifests

    def find(self, specifier: str, importer: str) -> str:
        """Give the file that a path, or `mod x`, means in a file, "" for none."""
        if specifier.startswith("mod "):
            return self._module(_folder(importer), [specifier[4:].strip()])
        parts = specifier.split("::")
        if len(parts) > MOST_PARTS:
            return ""
        folder, crate = _folder(importer), self._crate(importer)
        if parts[0] == "crate":
            return self._module(crate, parts[1:], root=True) if crate else ""
        if parts[0] == "self":
            return self._module(folder, parts[1:])
        if parts[0] == "super":
            while parts and parts[0] == "super":
                folder = folder.rpartition("/")[0]
                parts = parts[1:]
            return self._module(folder, parts) or self._file(folder)
        place = self._manifests.crates.get(parts[0])
        if place is not None:
            return self._module(f"{place}/src" if place else "src", parts[1:], root=True)
        return self._module(folder, parts) if len(parts) > 1 else ""

    def _crate(self, importer: str) -> str:
        """Give the folder of the crate's sources."""
        for around in above(importer):
            if around in self._manifests.crate_folders:
                return f"{around}/src" if around else "src"
        return next((around for around in above(importer) if self._root_of(around)), "")

    def _root_of(self, folder: str) -> str:
        return self._places.first(f"{folder}/{name}".lstrip("/") for name in ("lib.rs", "main.rs"))

    def _module(self, folder: str, parts: list[str], *, root: bool = False) -> str:
        """Give the file of the longest part of a path that is a module; what follows are names within it."""
        for length in range(len(parts), 0, -1):
            place = joined(folder, "/".join(parts[:length]))
            found = self._places.first((f"{place}.rs", f"{place}/mod.rs")) if place is not None else ""
            if found:
                return found
        return self._root_of(folder) if root else ""

    def _file(self, folder: str) -> str:
        return self._places.first((f"{folder}.rs", f"{folder}/mod.rs".lstrip("/"))) or self._root_of(folder)


def _folder(path: str) -> str:
    """Give the folder in which the modules of a file lie: that of its name, but for the roots of crates and folders."""
    folder, _, name = path.rpartition("/")
    if name in {"mod.rs", "lib.rs", "main.rs", "build.rs"}:
        return folder
    return f"{folder}/{name.removesuffix('.rs')}" if folder else name.removesuffix(".rs")
