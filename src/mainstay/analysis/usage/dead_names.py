"""Functions, classes, methods and module variables that nothing uses, each with its class of evidence."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mainstay.analysis.usage import registries
from mainstay.analysis.usage.conventions import Conventions
from mainstay.analysis.usage.inheritance import Families
from mainstay.analysis.usage.material import Material, Part
from mainstay.analysis.usage.names import Definition, Kind, Mark
from mainstay.analysis.usage.references import References
from mainstay.analysis.usage.word_index import WordIndex
from mainstay.domain.source_file import FileKind

# A name that so many files define and none uses is an interface that something outside calls.
_AN_INTERFACE = 3
_PRIVATE_FOLDER, _PRIVATE_PART = re.compile(r"(?:^|/)_(?!_)"), re.compile(r"(?:^|\.)_(?!_)")
# As a number: asked for each definition, where the enumeration would take longer than all else.
_MADE_AT_RUN_TIME = int(Mark.GLOBALS | Mark.EXEC | Mark.MODULE_GETATTR)
_LISTED_IF_PRIVATE = frozenset(("no-reference", "only-comments", "only-own-file", "only-same-name"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A definition that may be dead: `why` is the evidence class."""

    path: str
    definition: Definition
    why: str
    evidence: tuple[str, ...] = ()


class Judge:
    """What is known of the whole repository, asked for one definition after the other."""

    def __init__(
        self,
        files: Sequence[Material],
        references: References,
        words: WordIndex,
        foreign_names: Mapping[str, set[str]],
        conventions: Conventions,
        *,
        library: bool,
        executed: Mapping[str, frozenset[int]],
    ) -> None:
        """`library` tells whether others install this; `executed` are the lines known to have run, by path."""
        self._files = files
        self._references = references
        self._words = words
        self._conventions = conventions
        self._families = Families(files, foreign_names)
        self._library = library
        self._executed = executed
        self._defined = Counter(
            (one.kind, _last(one.name)) for file in files if file.python for one in file.names.definitions
        )

        self._public_names = frozenset(
            _last(one.name)
            for file in files
            if file.python
            for one in file.names.definitions
            if one.kind == Kind.METHOD and not is_private(file.path, one.name)
        )
        self._subclasses_are_sought = any(
            file.names.marks & Mark.SUBCLASSES for file in files if file.part is Part.CODE
        )

    def candidates(self) -> list[Candidate]:
        """Give every definition that nothing surely uses; a method that overrides such a one is told with it."""
        found = list(self._all())
        methods = {
            (*one.definition.name.split(".")[-2:], one.why): one
            for one in found
            if one.definition.kind == Kind.METHOD
        }
        with_it: dict[int, list[Candidate]] = {}
        left = []
        for one in found:
            owner, name = ("", *one.definition.name.split("."))[-2:]
            above = self._families.ancestors(owner) if one.definition.kind == Kind.METHOD else ()
            overridden = [methods[base, name, one.why] for base in above if (base, name, one.why) in methods]
            # With classes that descend from each other there is no first one.
            if overridden and all(owner not in self._families.ancestors(base) for base in above):
                for other in overridden:
                    with_it.setdefault(id(other), []).append(one)
            else:
                left.append(one)
        return [
            replace(one, evidence=(*one.evidence, *map(_goes_too, with_it[id(one)])))
            if id(one) in with_it
            else one
            for one in left
        ]

    def _all(self) -> Iterator[Candidate]:
        for file in self._files:
            if (
                not file.python
                or file.kind is not FileKind.SOURCE
                or file.part is not Part.CODE
                or file.shown
            ):
                continue
            dead_owners: set[str] = set()
            for one in file.names.definitions:
                # What stands in a dead class is told with it.
                if one.name.rpartition(".")[0] in dead_owners:
                    if one.kind == Kind.CLASS:
                        dead_owners.add(one.name)
                    continue
                found = self._judge(file, one)
                if found is not None:
                    if one.kind == Kind.CLASS:
                        dead_owners.add(one.name)
                    yield found

    def _judge(self, file: Material, one: Definition) -> Candidate | None:
        name = _last(one.name)
        if one.used or self._called_from_outside(file, one, name):
            return None
        why = (
            self._by_name(name)
            if one.kind == Kind.METHOD or "." in one.name
            else self._by_imports(file, name)
        )
        if why in {"", "used"}:
            return None
        return self._weighed(file, one, name, why)

    def _called_from_outside(self, file: Material, one: Definition, name: str) -> bool:
        if any(decorator not in registries.HARMLESS_DECORATORS for decorator in one.decorators):
            return True
        if name.startswith(registries.LOOKED_FOR_PREFIXES) or set(name) <= {"_"} or self._words.served(name):
            return True
        lines = self._executed.get(file.path)
        if lines and not lines.isdisjoint(range(one.line + 1, one.end_line + 1)):
            return True
        if one.kind == Kind.METHOD:
            return self._method_from_outside(one, name)
        if one.kind == Kind.CLASS:
            return any(self._families.foreign_descent(part) for part in one.name.split("."))
        if "." in one.name or name in registries.LOOKED_FOR:
            return True
        if not name.startswith("_") and self._conventions.asked_for_names(file.path):
            return True
        return one.kind == Kind.VARIABLE and (
            bool(file.names.marks & _MADE_AT_RUN_TIME)
            or self._conventions.found_by_name(file.path)
            or len(name) == 1
        )

    def _method_from_outside(self, one: Definition, name: str) -> bool:
        if name in registries.METHODS_OF_BASES or name in registries.FIXTURE_METHODS:
            return True
        owners = one.name.split(".")[:-1]
        return any(self._families.foreign_family(owner) for owner in owners)

    def _by_name(self, name: str) -> str:
        """Judge what is reached through objects, whose class is not known: any like name is a use."""
        words = self._words
        if words.code[name] or words.attributes[name] or name in words.imported:
            return "used"
        return self._mentioned(name)

    def _mentioned(self, name: str) -> str:
        words = self._words
        if words.strings[name] or words.other[name]:
            return "only-strings"
        if words.tests[name]:
            return "only-tests"
        if words.documents[name]:
            return "only-docs"
        return "only-comments" if words.comments[name] else "no-reference"

    def _by_imports(self, file: Material, name: str) -> str:
        """Judge what a module gives: followed through imports, and then by like names."""
        user = self._references.used_by(file.path, name)
        if user is Part.CODE:
            return "used"
        mentioned = self._mentioned(name)
        if user is Part.TEST:
            return "only-strings" if mentioned == "only-strings" else "only-tests"
        if name in file.names.exports or self._references.importers(file.path, name):
            return "only-exported"
        words = self._words
        if words.attributes[name]:
            return "only-attribute-of-same-name"
        if name.startswith("_") and name not in file.names.strings.split():
            return "only-own-file" if mentioned in {"only-strings", "only-tests", "only-docs"} else mentioned
        if mentioned in {"no-reference", "only-comments"} and (words.code[name] or name in words.imported):
            return "only-same-name"
        return mentioned

    def _documented(self, file: Material, one: Definition) -> bool:
        """Tell whether documents are generated from its module, or name its class."""
        owner = one.name.partition(".")[0]
        return self._references.module_name(file.path) in self._words.documented or (
            owner != one.name and bool(self._words.documents[owner])
        )

    def _weighed(self, file: Material, one: Definition, name: str, why: str) -> Candidate | None:
        private = is_private(file.path, one.name)
        if one.kind == Kind.METHOD and name in self._public_names:
            private = False
        if why in _LISTED_IF_PRIVATE:
            if one.kind == Kind.CLASS and self._subclasses_are_sought and not _is_error(one):
                return Candidate(file.path, one, "reached-at-run-time")
            if self._defined[one.kind, name] >= _AN_INTERFACE:
                return Candidate(file.path, one, "shared-interface")
            if file.names.marks & (Mark.GLOBALS | Mark.EXEC):
                return Candidate(file.path, one, "reached-at-run-time")
            if self._library and not private:
                if self._documented(file, one):
                    return Candidate(file.path, one, "only-docs")
                why = "public-" + why
        return Candidate(file.path, one, why)


def _goes_too(one: Candidate) -> str:
    return f"{one.definition.name} at {one.path}:{one.definition.line} overrides it, and nothing uses that either."


def is_private(path: str, name: str) -> bool:
    """Tell whether a name, or a folder or module that it stands in, begins with an underscore."""
    return bool(_PRIVATE_FOLDER.search(path) or _PRIVATE_PART.search(name))


def _is_error(one: Definition) -> bool:
    return not one.bases or one.name.endswith(("Error", "Exception", "Warning"))


def _last(dotted: str) -> str:
    return dotted.rpartition(".")[2]
