"""The map of the code: a treemap of folders and files by code lines, coloured by one of five figures."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from mainstay.domain.code_report import FileReport
from mainstay.present.charts.squarify import Node
from mainstay.present.charts.treemap import Tile, treemap
from mainstay.present.html.anchors import Links
from mainstay.present.html.folders import folders_above
from mainstay.present.html.map_figures import FIGURES, Figure, Sample, sample, together
from mainstay.present.numbers import count, plural
from mainstay.present.visible import visible

_DEEPEST = 4  # levels of folders drawn; what lies deeper is drawn in the folder above
_JOINED = "\0"  # ends the key of a tile of joined small files; no path can hold it


@dataclass(frozen=True, slots=True)
class LegendStep:
    """One class of colour and what falls into it."""

    level: str
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One figure to colour by: letter, title, a sentence, legend; `first` is the one shown at first."""

    letter: str
    title: str
    about: str
    steps: Sequence[LegendStep]
    first: bool


@dataclass(frozen=True, slots=True)
class CodeMap:
    """The drawing, what it may be coloured by, and how many files it shows alone and joined."""

    drawing: Markup
    choices: Sequence[Choice]
    alone: int
    joined: int


@dataclass(slots=True)
class _Folder:
    path: str
    folders: dict[str, "_Folder"] = field(default_factory=dict)
    files: list[tuple[str, Sample]] = field(default_factory=list)
    code_lines: int = 0


def code_map(files: Sequence[FileReport], links: Links, most_tiles: int) -> CodeMap | None:
    """Draw the maintained files with at most about `most_tiles` tiles; None when none of them holds code."""
    known = [
        (one.file.path, sample(one)) for one in files if one.file.kind.maintained and one.file.code_lines > 0
    ]
    if not known:
        return None
    top = _tree(known)
    smallest = 0 if len(known) <= most_tiles else top.code_lines // (4 * most_tiles) + 1
    while len(leaves := _leaves(top, smallest)) > most_tiles:
        smallest = max(2 * smallest, 1)
    figures = [figure.graded(leaves.values()) for figure in FIGURES]
    tiles = {key: _tile(key, one, figures, links) for key, one in leaves.items()}
    drawing = treemap(
        "map",
        "Map of the code",
        "Files as tiles in their folders, as large as their code lines; the same figures stand in a table.",
        _node(top, smallest),
        tiles,
        deepest=_DEEPEST + 1,
    )
    alone = sum(not key.endswith(_JOINED) for key in leaves)
    telling = next((figure for figure in figures if figure.tells(leaves.values())), figures[0])
    choices = [
        Choice(
            figure.letter,
            figure.title,
            figure.about,
            [LegendStep(*step) for step in figure.legend()],
            figure is telling,
        )
        for figure in figures
    ]
    return CodeMap(drawing, choices, alone, len(known) - alone)


def _tree(known: Sequence[tuple[str, Sample]]) -> _Folder:
    top = _Folder("")
    for path, one in known:
        at = top
        top.code_lines += one.code_lines
        for folder in folders_above(path)[:_DEEPEST]:
            at = at.folders.setdefault(folder, _Folder(folder))
            at.code_lines += one.code_lines
        at.files.append((path, one))
    return _without_chains(top)


def _without_chains(folder: _Folder) -> _Folder:
    """Let a folder that holds nothing but one folder be that folder, so that no level is spent on it."""
    while len(folder.folders) == 1 and not folder.files:
        folder = next(iter(folder.folders.values()))
    folder.folders = {path: _without_chains(one) for path, one in folder.folders.items()}
    return folder


def _split(folder: _Folder, smallest: int) -> tuple[list[_Folder], list[tuple[str, Sample]], list[Sample]]:
    """Part a folder's content: folders and files large enough to be drawn, and all that is not."""
    folders = [one for one in folder.folders.values() if one.code_lines >= 2 * smallest]
    files = [(path, one) for path, one in folder.files if one.code_lines >= smallest]
    small = [one for _, one in folder.files if one.code_lines < smallest]
    for one in folder.folders.values():
        if one.code_lines < 2 * smallest:
            small += _all_samples(one)
    return folders, files, small


def _all_samples(folder: _Folder) -> list[Sample]:
    found = [one for _, one in folder.files]
    for one in folder.folders.values():
        found += _all_samples(one)
    return found


def _leaves(folder: _Folder, smallest: int) -> dict[str, Sample]:
    folders, files, small = _split(folder, smallest)
    found = dict(files)
    if small:
        found[folder.path + _JOINED] = together(small)
    for one in folders:
        found |= _leaves(one, smallest)
    return found


def _node(folder: _Folder, smallest: int, above: str = "") -> Node:
    folders, files, small = _split(folder, smallest)
    children = [_node(one, smallest, folder.path) for one in folders]
    children += [Node(path, path.removeprefix(folder.path), one.code_lines) for path, one in files]
    if small:
        children.append(Node(folder.path + _JOINED, "", together(small).code_lines))
    size = sum(child.size for child in children)
    return Node(folder.path, visible(folder.path.removeprefix(above), 60), size, tuple(children))


def _tile(key: str, one: Sample, figures: Sequence[Figure], links: Links) -> Tile:
    several = key.endswith(_JOINED)
    folder = key[: -len(_JOINED)]
    name = plural(one.files, "small file") if several else visible(key.rpartition("/")[2], 60)
    place = f"{name} in {visible(folder, 100) or 'the top folder'}" if several else visible(key, 140)
    told = [
        f"{count(one.code_lines)} code lines",
        *(text for figure in figures if (text := figure.told(one))),
    ]
    return Tile(
        name,
        f"{place}: {', '.join(told)}",
        links.address(folder if several else key),
        " ".join(f"{figure.letter}{figure.level(one)}" for figure in figures),
        {figure.letter: figure.short(one) for figure in figures},
    )
