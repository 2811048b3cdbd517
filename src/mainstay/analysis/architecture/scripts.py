"""Which file an import of JavaScript or TypeScript means: relative paths, aliases of a tsconfig, packages of the repository.

Sources: Node.js documentation (modules, packages) and the TypeScript handbook (module resolution, paths, baseUrl).
"""

from collections.abc import Iterable

from mainstay.analysis.architecture.manifests import Manifests
from mainstay.analysis.architecture.places import Places, above, joined

_SUFFIXES = (".ts", ".tsx", ".d.ts", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".json")


class Scripts:
    """Leads specifiers of JavaScript and TypeScript to files."""

    def __init__(self, places: Places, manifests: Manifests) -> None:
        """Take the files of the repository, and what its manifests say."""
        self._places, self._manifests = places, manifests

    def find(self, specifier: str, importer: str) -> str:
        """Give the file that a specifier means in a file, "" for none."""
        folder = importer.rpartition("/")[0]
        if specifier.startswith("."):
            place = joined(folder, specifier)
            return self._at(place) if place is not None else ""
        for around in above(importer):
            for pattern, targets in self._manifests.aliases.get(around, ()):
                found = self._aliased(pattern, targets, specifier)
                if found:
                    return found
            if around in self._manifests.bases:
                found = self._at(joined(self._manifests.bases[around], specifier) or "")
                if found:
                    return found
        return self._workspace(specifier)

    def _aliased(self, pattern: str, targets: Iterable[str], specifier: str) -> str:
        before, star, after = pattern.partition("*")
        if not star:
            return next(filter(None, map(self._at, targets)), "") if specifier == pattern else ""
        if not (specifier.startswith(before) and specifier.endswith(after)) or len(specifier) < len(
            before + after
        ):
            return ""
        inner = specifier[len(before) : len(specifier) - len(after)]
        places = (joined("", target.replace("*", inner, 1)) for target in targets)
        return next(filter(None, (self._at(place) for place in places if place)), "")

    def _workspace(self, specifier: str) -> str:
        """Lead a package of this repository by the name in its package.json, and what follows the name within it."""
        parts = specifier.split("/")
        length = 2 if specifier.startswith("@") else 1
        name, inner = "/".join(parts[:length]), "/".join(parts[length:])
        folder = self._manifests.packages.get(name)
        if folder is None:
            return ""
        if inner:
            candidates = [joined(folder, inner), joined(folder, f"src/{inner}")]
        else:
            candidates = [
                self._manifests.mains.get(name),
                joined(folder, "src/index"),
                joined(folder, "index"),
                joined(folder, "src"),
            ]
        return next(filter(None, (self._at(place) for place in candidates if place)), "")

    def _at(self, place: str) -> str:
        stem = place.rpartition(".")[0] if place.endswith((".js", ".mjs", ".cjs", ".jsx")) else ""
        # TypeScript files are imported by the names of the JavaScript ones that will be made of them.
        made_of = (f"{stem}{suffix}" for suffix in (".ts", ".tsx", ".mts", ".cts") if stem)
        within = (
            (f"{place}/index{suffix}" for suffix in _SUFFIXES)
            if place
            else (f"index{suffix}" for suffix in _SUFFIXES)
        )
        return self._places.first((place, *made_of, *(place + suffix for suffix in _SUFFIXES), *within))
