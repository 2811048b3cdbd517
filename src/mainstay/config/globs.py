"""Matching of gitignore-like globs against many paths, in time linear in the paths whatever the globs are.

All globs of a list run together as one automaton that is built while it is used, as in RE2 (Cox, "Regular Expression
Matching in the Wild", 2010): a state is the set of places that all globs have reached, and each step from a state by
a character is worked out once and remembered. Nothing is ever tried twice, so no glob can make it slow.
"""

from collections.abc import Iterable, Sequence

from mainstay.config.glob_syntax import Element, ElementKind, parse

# What is remembered may be thrown away at any time; these bound it (a state's set can be 2 KiB).
_STATES = 4_096
_STEPS = 200_000
_FOLDERS = 20_000
# Git cannot check out a longer path on Linux (PATH_MAX); such a path is walked without remembering its folders.
_LONG_PATH = 4_096


class _State:
    """A set of places in the globs, and the states that characters lead to from it."""

    __slots__ = ("accepts", "accepts_folder", "places", "steps")

    def __init__(self, places: int, *, accepts: bool, accepts_folder: bool) -> None:
        self.places = places
        self.accepts = accepts
        self.accepts_folder = accepts_folder
        self.steps: dict[str, _State] = {}


class Globs:
    """A list of globs, made ready once for any number of paths.

    `*` and `?` stand for any characters within a name, `[a-z]` and `[!a-z]` for one, `**` for any folders; a glob with a
    slash at its start or middle counts from the repository's root, any other at every depth; a trailing slash means
    folders only; a folder's match covers all within. A backslash makes the next character plain.
    """

    def __init__(self, globs: Sequence[str]) -> None:
        """Take globs. Raises GlobError when one cannot be understood."""
        self._empty = not globs
        self._plain: dict[str, int] = {}
        self._classes: list[tuple[Element, int]] = []
        self._any = self._stars = self._deep = self._entries = 0
        self._ends = self._folder_ends = 0
        self._initial = 0
        place = 0
        for glob in globs:
            place = self._lay(glob, place)
        self._takes: dict[str, int] = {}
        self._inside = _State(0, accepts=True, accepts_folder=True)
        self._forget()

    def match(self, path: str) -> bool:
        """Tell whether a file's path (relative to the root, parts separated by `/`) is matched by any of the globs."""
        if self._empty:
            return False
        if len(path) > _LONG_PATH:
            return self._walk(self._start, path).accepts
        folder, slash, name = path.rpartition("/")
        state = self._folder(folder) if slash else self._start
        return self._walk(state, name).accepts

    def matching(self, paths: Iterable[str]) -> set[str]:
        """Give those of the paths that are matched."""
        return {path for path in paths if self.match(path)}

    def _lay(self, glob: str, place: int) -> int:
        """Lay one glob's elements on the places from `place` on; give the first place that is free after it."""
        parsed = parse(glob)
        self._initial |= 1 << place
        for element in parsed.elements:
            bit = 1 << place
            match element.kind:
                case ElementKind.PLAIN:
                    self._plain[element.text] = self._plain.get(element.text, 0) | bit
                case ElementKind.CLASS:
                    self._classes.append((element, bit))
                case ElementKind.ANY:
                    self._any |= bit
                case ElementKind.STAR:
                    self._stars |= bit
                case ElementKind.FOLDERS:
                    # Two places: the first is left at once, to beyond both or into the second, which
                    # stays for whatever comes and lets go after a slash.
                    self._entries |= bit
                    place += 1
                    self._deep |= 1 << place
            place += 1
        self._folder_ends |= 1 << place
        if not parsed.folders_only:
            self._ends |= 1 << place
        return place + 1

    def _forget(self) -> None:
        self._states: dict[int, _State] = {}
        self._steps = 0
        self._start = self._state(self._at_once(self._initial))
        self._folders: dict[str, _State] = {"": self._start}

    def _state(self, places: int) -> _State:
        known = self._states.get(places)
        if known is None:
            known = _State(
                places,
                accepts=bool(places & self._ends),
                accepts_folder=bool(places & self._folder_ends),
            )
            self._states[places] = known
        return known

    def _folder(self, folder: str) -> _State:
        """Give the state after a folder's path and its slash, walking only what no earlier path has walked."""
        deeper = []
        while (state := self._folders.get(folder)) is None:
            deeper.append(folder)
            folder = folder.rpartition("/")[0]
        for path in reversed(deeper):
            state = self._walk(state, path.rpartition("/")[2] + "/")
            if len(self._folders) >= _FOLDERS:
                self._folders = {"": self._start}
            self._folders[path] = state
        return state

    def _walk(self, state: _State, text: str) -> _State:
        if state is self._inside:
            return state
        for character in text:
            following = state.steps.get(character)
            state = self._follow(state, character) if following is None else following
        return state

    def _follow(self, state: _State, character: str) -> _State:
        if state is self._inside or (character == "/" and state.accepts_folder):
            return self._inside
        moved = (state.places & self._taking(character)) << 1 | state.places & self._deep
        if character != "/":
            moved |= state.places & self._stars
        if len(self._states) >= _STATES or self._steps >= _STEPS:
            self._forget()
            return self._state(self._at_once(moved))
        following = state.steps[character] = self._state(self._at_once(moved))
        self._steps += 1
        return following

    def _taking(self, character: str) -> int:
        """Give the places that take this character and move on by one."""
        known = self._takes.get(character)
        if known is None:
            known = self._plain.get(character, 0)
            if character == "/":
                known |= self._deep
            else:
                known |= self._any
                for element, bit in self._classes:
                    if element.takes(character):
                        known |= bit
            if len(self._takes) < _STATES:
                self._takes[character] = known
        return known

    def _at_once(self, places: int) -> int:
        """Add the places that are reached without a character: past an entry to folders, then past a star."""
        entered = places & self._entries
        places |= entered << 1 | entered << 2
        return places | (places & self._stars) << 1
