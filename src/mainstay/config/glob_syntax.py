"""The grammar of globs: a glob's text to its elements, or the reason why it is none."""

import re
from dataclasses import dataclass
from enum import Enum, auto


class GlobError(ValueError):
    """The text is no glob that can be used; the message says why."""


class ElementKind(Enum):
    """What one element of a glob stands for."""

    PLAIN = auto()  # this very character
    CLASS = auto()  # one character of a set
    ANY = auto()  # one character but the slash
    STAR = auto()  # any number of characters but the slash
    FOLDERS = auto()  # any number of whole folders


@dataclass(frozen=True, slots=True)
class Element:
    """One element: `text` is the plain character; `ranges` and `negated` describe a class."""

    kind: ElementKind
    text: str = ""
    ranges: tuple[tuple[str, str], ...] = ()
    negated: bool = False

    def takes(self, character: str) -> bool:
        """Tell whether the class holds a character (never asked for the slash, which no class holds)."""
        return any(low <= character <= high for low, high in self.ranges) != self.negated


@dataclass(frozen=True, slots=True)
class Parsed:
    """A glob's elements in order, and whether it is for folders (and all within) only."""

    elements: tuple[Element, ...]
    folders_only: bool


_STAR = Element(ElementKind.STAR)
_ANY = Element(ElementKind.ANY)
_FOLDERS = Element(ElementKind.FOLDERS)
_SLASH = Element(ElementKind.PLAIN, "/")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_MANY_STARS = re.compile(r"\*{3,}")
_DRIVE = re.compile(r"[A-Za-z]:[/\\]|[A-Za-z]:$")


def parse(glob: str) -> Parsed:
    """Take a glob apart. Raises GlobError when it is empty, leads out of the repository or cannot be understood."""
    _refuse(glob)
    body = glob.removesuffix("/")
    folders_only = body != glob
    anchored = "/" in body
    body = _MANY_STARS.sub("**", body.removeprefix("/"))
    if body.endswith("/**"):
        while body.endswith("/**"):
            body = body.removesuffix("/**")
        # All within a folder is what the folder's own match covers; only the folders within are its entries.
        body, folders_only = (body + "/*" if folders_only else body), True
    if body == "**":
        body, anchored = "*", False
    elements: list[Element] = [] if anchored else [_FOLDERS]
    names = body.split("/")
    for name in names[:-1]:
        if name == "**":
            if elements[-1:] != [_FOLDERS]:
                elements.append(_FOLDERS)
        else:
            elements += [*_name(name), _SLASH]
    elements += _name(names[-1])
    return Parsed(tuple(elements), folders_only)


def _refuse(glob: str) -> None:
    if not glob.strip("/"):
        raise GlobError("names nothing")
    if _CONTROL.search(glob):
        raise GlobError("holds a control character")
    if glob.startswith("!"):
        raise GlobError(
            "begins with `!`, and nothing is taken back in here; write `\\!` for a name that begins so"
        )
    if glob.startswith("~") or _DRIVE.match(glob) or "://" in glob:
        raise GlobError("leads out of the repository")
    parts = glob.strip("/").split("/")
    if ".." in parts:
        raise GlobError("leads out of the repository by `..`")
    if "." in parts or "" in parts or glob.startswith("//") or glob.endswith("//"):
        raise GlobError("holds an empty part or `.`")


def _name(name: str) -> list[Element]:
    """Read the elements of one name, the part of a glob between slashes."""
    elements: list[Element] = []
    at = 0
    while at < len(name):
        character = name[at]
        at += 1
        if character == "*":
            if elements[-1:] != [_STAR]:
                elements.append(_STAR)
        elif character == "?":
            elements.append(_ANY)
        elif character == "[":
            element, at = _class(name, at)
            elements.append(element)
        elif character == "\\":
            if at == len(name):
                raise GlobError("ends a name with a backslash, which must stand before a character")
            elements.append(Element(ElementKind.PLAIN, name[at]))
            at += 1
        else:
            elements.append(Element(ElementKind.PLAIN, character))
    return elements


def _class(name: str, at: int) -> tuple[Element, int]:
    """Read a class whose `[` stands before `at`; give it and where the name goes on."""
    negated = name[at : at + 1] in {"!", "^"}
    if negated:
        at += 1
    ranges: list[tuple[str, str]] = []
    first = True
    while first or name[at : at + 1] != "]":
        first = False
        low, at = _member(name, at)
        high = low
        if name[at : at + 1] == "-" and name[at + 1 : at + 2] not in {"", "]"}:
            high, at = _member(name, at + 1)
        ranges.append((low, high))
    return Element(ElementKind.CLASS, ranges=tuple(ranges), negated=negated), at + 1


def _member(name: str, at: int) -> tuple[str, int]:
    if name.startswith("[:", at):
        raise GlobError("holds a named class such as `[:alpha:]`; write the characters, as in `[a-z]`")
    if name[at : at + 1] == "\\":
        at += 1
    if at >= len(name):
        raise GlobError("opens `[` and never closes it within the name")
    return name[at], at + 1
