"""Which file of the repository an import means, language by language; what a language cannot tell leads nowhere.

Sources: Go modules reference, Java Language Specification 7, PSR-4; those of JavaScript and Rust stand with their own. A
folder, which ends in "/", stands for all files right within it.
"""

from collections.abc import Callable, Iterable, Mapping

from mainstay.analysis.architecture.crates import Crates
from mainstay.analysis.architecture.manifests import Manifests
from mainstay.analysis.architecture.places import LONGEST, MOST_PARTS, Places, above, joined
from mainstay.analysis.architecture.scripts import Scripts

_HEADERS = ("", "include/", "src/", "inc/", "lib/")


LANGUAGES = frozenset(
    ("JavaScript", "TypeScript", "Vue", "Go", "Java", "Rust", "C", "C++", "C#", "Ruby", "PHP", "Python")
)
"""Those whose imports can be led to files; Python's are led by `usage.graph`."""


class Resolver:
    """Leads specifiers to files; each is looked up once for each folder that it is asked from."""

    def __init__(self, places: Places, manifests: Manifests) -> None:
        """Take the files of the repository, and what its manifests say."""
        self._places, self._manifests = places, manifests
        self._known: dict[tuple[str, str, str], str] = {}
        scripts, crates = Scripts(places, manifests), Crates(places, manifests)
        self._languages: Mapping[str, Callable[[str, str], str]] = {
            "JavaScript": scripts.find,
            "TypeScript": scripts.find,
            "Vue": scripts.find,
            "Go": self._go,
            "Java": self._java,
            "Rust": crates.find,
            "C": self._c,
            "C++": self._c,
            "C#": self._c_sharp,
            "Ruby": self._ruby,
            "PHP": self._php,
        }

    def resolves(self, language: str) -> bool:
        """Tell whether imports of a language can be led to files."""
        return language in self._languages

    def resolve(self, language: str, specifier: str, importer: str) -> str:
        """Give the file, or the folder with a slash at its end, that a specifier means in a file; "" for others' code."""
        if not specifier or len(specifier) > LONGEST or specifier.count("/") > MOST_PARTS:
            return ""
        # What `mod x` and `self::x` mean depends on the file itself, all else on its folder.
        place = importer if language == "Rust" else importer.rpartition("/")[0]
        key = (language, specifier, place)
        if key not in self._known:
            find = self._languages.get(language)
            self._known[key] = find(specifier, importer) if find is not None else ""
        return self._known[key]

    def _go(self, specifier: str, importer: str) -> str:
        del importer
        parts = specifier.split("/")
        for length in range(len(parts), 0, -1):
            folder = self._manifests.go.get("/".join(parts[:length]))
            if folder is not None:
                place = joined(folder, "/".join(parts[length:]))
                return _as_folder(place) if place is not None and place in self._places.folders else ""
        return ""

    def _java(self, specifier: str, importer: str) -> str:
        parts = specifier.split(".")
        if len(parts) > MOST_PARTS:
            return ""
        if parts[-1] == "*":
            inner = "/".join(parts[:-1])
            found = self._under_own_root(inner, importer, self._places.folders) or self._places.folder_ending(
                inner
            )
            return _as_folder(found) if found else self._java(".".join(parts[:-1]), importer)
        # A class within a class, or a static member, stands in the file of the class around it.
        for length in range(len(parts), max(len(parts) - 3, 1), -1):
            tail = "/".join(parts[:length]) + ".java"
            found = self._under_own_root(tail, importer, self._places.paths) or self._places.ending(tail)
            if found:
                return found
        return ""

    @staticmethod
    def _under_own_root(tail: str, importer: str, there: frozenset[str]) -> str:
        """Look beside the importer first: under the folder that its own packages count from."""
        for around in above(importer):
            place = f"{around}/{tail}" if around else tail
            if place in there:
                return place
        return ""

    def _c(self, specifier: str, importer: str) -> str:
        name = specifier.strip('<>"')
        if specifier.startswith('"'):
            beside = joined(importer.rpartition("/")[0], name)
            if beside in self._places.paths:
                return beside or ""
        for around in above(importer):
            found = self._places.first(
                place for folder in _HEADERS if (place := joined(around, folder + name)) is not None
            )
            if found:
                return found
        # What stands in angle brackets is as a rule the system's; only a path of several parts says that it is ours.
        plain = joined("", name) or ""
        return self._places.ending(plain) if specifier.startswith('"') or "/" in plain else ""

    def _c_sharp(self, specifier: str, importer: str) -> str:
        del importer
        parts = specifier.split(".")[:MOST_PARTS]
        # Without the company's and the product's name, which folders seldom bear; only what is unique counts.
        tails = ["/".join(parts[start:]) for start in range(max(len(parts) - 1, 1))]
        dotted = [
            ".".join(parts[: len(parts) - rest]) + "/" + "/".join(parts[len(parts) - rest :])
            for rest in range(1, len(parts))
        ]
        for tail in (specifier, *dotted, *tails):
            found = self._places.folder_ending(tail)
            if found:
                return _as_folder(found)
        return ""

    def _ruby(self, specifier: str, importer: str) -> str:
        relative = specifier.startswith("relative ")
        name = specifier.removeprefix("relative ").removesuffix(".rb") + ".rb"
        if relative or name.startswith("."):
            place = joined(importer.rpartition("/")[0], name)
            return place if place is not None and place in self._places.paths else ""
        for around in above(importer):
            found = self._places.first(f"{around}/{root}{name}".lstrip("/") for root in ("lib/", "app/", ""))
            if found:
                return found
        return self._places.ending(f"lib/{name}")

    def _php(self, specifier: str, importer: str) -> str:
        if "/" in specifier or specifier.endswith((".php", ".inc")):
            place = joined(importer.rpartition("/")[0], specifier)
            return place if place is not None and place in self._places.paths else ""
        parts = specifier.strip("\\").split("\\")
        if len(parts) > MOST_PARTS:
            return ""
        for namespace, folder in self._psr4(parts):
            inner = parts[len(namespace.split("\\")) :] if namespace else parts
            place = joined(folder, "/".join(inner) + ".php")
            if place is not None and place in self._places.paths:
                return place
        return ""

    def _psr4(self, parts: list[str]) -> Iterable[tuple[str, str]]:
        for length in range(len(parts), -1, -1):
            prefix = "\\".join(parts[:length])
            yield from ((prefix, folder) for folder in self._manifests.namespaces.get(prefix, ()))


def _as_folder(place: str) -> str:
    return f"{place}/" if place else "./"
