"""The three dialects of XML that coverage is told in: Cobertura, Clover and JaCoCo."""

import re

from mainstay.analysis.coverage.gathering import Gathered, whole

_CONDITIONS = re.compile(r"\((\d{1,9})/(\d{1,9})\)")
_MOST_ROOTS = 100
_MOST_HELD = 200_000  # lines of one class's methods
_LATEST = 1 << 40  # seconds; a later time is one in milliseconds


class Cobertura:
    """`<class filename>` with `<line number hits>`, as coverage.py, Cobertura and many converters write it.

    Lines of methods count only where their class has none of its own: istanbul names there the line in which a function is
    declared, which by its other formats is none that can run.
    """

    name = "Cobertura"

    def __init__(self, gathered: Gathered) -> None:
        """Gather into `gathered`."""
        self.into = gathered
        self.file = ""
        self.in_methods = self.own = False
        self.of_methods: list[dict[str, str]] = []
        self.text: list[str] | None = None

    def begun(self, element: str, given: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if element == "line" and self.file:
            if not self.in_methods:
                self.own = True
                self._line(given)
            elif len(self.of_methods) < _MOST_HELD:
                self.of_methods.append(given)
            else:
                self.into.beyond = True
        elif element == "methods":
            self.in_methods = True
        elif element == "class":
            name = given.get("filename", "")
            self.file = name if self.into.file(name) else ""
            self.own, self.of_methods = False, []
        elif element == "source":
            self.text = []
        elif element == "coverage":
            self.into.at = _seconds(given.get("timestamp"))

    def ended(self, element: str) -> None:
        """Take the end of an element."""
        if element == "class":
            for given in self.of_methods if not self.own else ():
                self._line(given)
            self.file, self.of_methods = "", []
        elif element == "methods":
            self.in_methods = False
        elif element == "source" and self.text is not None:
            root = "".join(self.text).strip()
            if root and len(self.into.roots) < _MOST_ROOTS:
                self.into.roots.append(root[:1_000])
            self.text = None

    def said(self, text: str) -> None:
        """Take text, of which only that of a source counts."""
        if self.text is not None and len(self.text) < 100:
            self.text.append(text)

    def _line(self, given: dict[str, str]) -> None:
        number, hits = whole(given.get("number")), whole(given.get("hits"))
        self.into.line(self.file, number, ran=hits > 0)
        if found := _CONDITIONS.search(given.get("condition-coverage", "")[:60]):
            self.into.branch(self.file, number, int(found.group(1)), int(found.group(2)))


class Clover:
    """`<file path>` with `<line num count type>`, as OpenClover, PHPUnit and istanbul write it.

    A condition's `truecount` and `falsecount` are by OpenClover how often it was true and false; by istanbul, which gives the
    line's `count` beside them, how many branches were taken and how many were not. Lines of methods are no statements.
    """

    name = "Clover"

    def __init__(self, gathered: Gathered) -> None:
        """Gather into `gathered`."""
        self.into = gathered
        self.file = ""

    def begun(self, element: str, given: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if element == "line" and self.file:
            number = whole(given.get("num"))
            ways = [max(whole(given.get(way)), 0) for way in ("truecount", "falsecount")]
            if given.get("type") == "method":
                return
            if "count" in given:
                self.into.line(self.file, number, ran=whole(given["count"]) > 0)
                self.into.branch(self.file, number, ways[0], sum(ways))
            else:
                self.into.line(self.file, number, ran=any(ways))
                self.into.branch(self.file, number, sum(way > 0 for way in ways), 2)
        elif element == "file":
            name = given.get("path") or given.get("name", "")
            self.file = name if self.into.file(name) else ""
        elif element == "coverage":
            self.into.at = _seconds(given.get("generated"))

    def ended(self, element: str) -> None:
        """Take the end of an element."""
        if element == "file":
            self.file = ""

    def said(self, text: str) -> None:
        """Take text, which says nothing here."""


class Jacoco:
    """`<package name>` with `<sourcefile name>` and `<line nr mi ci mb cb>`: instructions and branches missed, covered.

    gcovr 8 writes lines without `mi` and `ci`, which tell nothing.
    """

    name = "JaCoCo"

    def __init__(self, gathered: Gathered) -> None:
        """Gather into `gathered`."""
        self.into = gathered
        self.file = self.package = ""

    def begun(self, element: str, given: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if element == "line" and self.file:
            number = whole(given.get("nr"))
            if "ci" not in given:
                self.into.untold = True
                return
            self.into.line(self.file, number, ran=whole(given["ci"]) > 0)
            missed, taken = whole(given.get("mb")), whole(given.get("cb"))
            if missed >= 0 and taken >= 0 and missed + taken:
                self.into.branch(self.file, number, taken, missed + taken)
        elif element == "sourcefile":
            name = f"{self.package}/{given.get('name', '')}".strip("/")
            self.file = name if self.into.file(name) else ""
        elif element == "package":
            self.package = given.get("name", "")
        elif element == "sessioninfo":
            self.into.at = max(self.into.at, _seconds(given.get("dump")))

    def ended(self, element: str) -> None:
        """Take the end of an element."""
        if element == "sourcefile":
            self.file = ""

    def said(self, text: str) -> None:
        """Take text, which says nothing here."""


Dialect = Cobertura | Clover | Jacoco
# The first element that only one of them has.
_TELLING: dict[str, type[Cobertura] | type[Clover] | type[Jacoco]] = {
    "sources": Cobertura,
    "packages": Cobertura,
    "class": Cobertura,
    "project": Clover,
    "testproject": Clover,
    "report": Jacoco,
}


class AnyDialect:
    """Reads whichever of the dialects a document turns out to be written in."""

    def __init__(self, gathered: Gathered) -> None:
        """Gather into `gathered`."""
        self.into = gathered
        self.chosen: Dialect | None = None
        self._before: list[tuple[str, dict[str, str]]] = []

    @property
    def name(self) -> str:
        """The dialect's name, "" while it is none that is known."""
        return self.chosen.name if self.chosen is not None else ""

    def begun(self, element: str, given: dict[str, str]) -> None:
        """Take the beginning of an element."""
        if self.chosen is None:
            dialect = _TELLING.get(element)
            if dialect is None:
                if len(self._before) < 10:
                    self._before.append((element, given))
                return
            self.chosen = dialect(self.into)
            for earlier in self._before:
                self.chosen.begun(*earlier)
        self.chosen.begun(element, given)

    def ended(self, element: str) -> None:
        """Take the end of an element."""
        if self.chosen is not None:
            self.chosen.ended(element)

    def said(self, text: str) -> None:
        """Take text."""
        if self.chosen is not None:
            self.chosen.said(text)


def _seconds(text: str | None) -> int:
    """Give a time that is told in seconds or milliseconds, 0 for none."""
    number = whole(text)
    if number > _LATEST // 100:
        number //= 1_000
    return number if 0 < number < _LATEST else 0
