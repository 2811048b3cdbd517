"""What a path says of a file: a test, an example, somebody else's code, or a program's output."""

import re
from collections.abc import Callable

from mainstay.domain.source_file import FileKind

# Folders whose content comes from elsewhere, as GitHub's linguist, SonarQube and the ecosystems' own tools name them.
_VENDORED_FOLDERS = frozenset(
    "vendor vendored _vendor _vendored third_party third-party thirdparty 3rdparty extern node_modules "
    "bower_components jspm_packages site-packages .yarn pods carthage godeps".split()
)
# Folders that mean this at the root alone.
_VENDORED_ROOTS = frozenset({"deps", "dependencies"})
# Code that shows how other code is used; below what a program is made of such a name is one of its parts, as in com/example.
_EXAMPLE_FOLDERS = frozenset({"example", "examples", "sample", "samples"})
_PROGRAM_FOLDERS = frozenset("src lib main app java com org net io internal".split())
_GENERATED_FOLDERS = frozenset("__generated__ generated _generated .next .nuxt".split())
_GENERATED_NAME = re.compile(
    r"(_pb2(_grpc)?\.pyi?$|\.pb\.(go|cc|h)$|_generated\.\w+$|\.generated\.\w+$|\.g\.(dart|cs)$|\.designer\.cs$"
    r"|^parsetab\.py$|^lextab\.py$|_versioneer\.py$|^versioneer\.py$|^moc_\w+\.cpp$|^ui_\w+\.py$|^bindata\.go$"
    r"|^(package-lock|npm-shrinkwrap)\.json$|^(yarn|poetry|uv|cargo|composer|gemfile|pipfile)\.lock$|^pnpm-lock\.yaml$"
    r"|^go\.sum$|_pb\.(js|d\.ts)$|_grpc_pb\.js$|^zz_generated[._]\w+\.go$|\.g\.i\.cs$)"
)
# What a build leaves there. `build`, `target`, `bin` and `obj` are left out of git, or hold what people write.
_BUILT = re.compile(r"(^|/)dist/(.*/)?[^/]+\.([cm]?js|css|map|d\.[cm]?ts)$")
_MINIFIED_NAME = re.compile(r"([.-]min\.(js|css|mjs)$|\.bundle\.js$|\.chunk\.js$|\.map$)")

Matches = Callable[[str], bool]


class Places:
    """What the settings say of paths, and behind it the built-in recognition."""

    def __init__(self, *, tests: Matches, generated: Matches, vendored: Matches) -> None:
        """Take the settings' globs; each tells whether a path is of its kind."""
        self._said = ((FileKind.VENDORED, vendored), (FileKind.GENERATED, generated))
        self._tests = tests

    def kind_of(self, path: str) -> FileKind:
        """Tell a path's kind from its name alone: SOURCE when nothing speaks against it."""
        for kind, matches in self._said:
            if matches(path):
                return kind
        kind = _built_in(path)
        if kind is not FileKind.SOURCE:
            return kind
        if self._tests(path):
            return FileKind.TEST
        return FileKind.EXAMPLE if _is_example(path) else kind


def _built_in(path: str) -> FileKind:
    *folders, name = path.lower().split("/")
    if not _VENDORED_FOLDERS.isdisjoint(folders) or (folders and folders[0] in _VENDORED_ROOTS):
        return FileKind.VENDORED
    if (
        not _GENERATED_FOLDERS.isdisjoint(folders)
        or _GENERATED_NAME.search(name)
        or _BUILT.search(path.lower())
    ):
        return FileKind.GENERATED
    if _MINIFIED_NAME.search(name):
        return FileKind.MINIFIED
    return FileKind.SOURCE


def _is_example(path: str) -> bool:
    for folder in path.lower().split("/")[:-1]:
        if folder in _PROGRAM_FOLDERS:
            return False
        if folder in _EXAMPLE_FOLDERS:
            return True
    return False
