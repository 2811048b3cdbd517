"""What a path says of a file: a test, somebody else's code, or a program's output."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from mainstay.domain.source_file import FileKind

# Folders whose content comes from elsewhere, as GitHub's linguist, SonarQube and the ecosystems' own tools name them.
_VENDORED_FOLDERS = frozenset(
    "vendor vendored _vendor _vendored third_party third-party thirdparty 3rdparty extern node_modules "
    "bower_components jspm_packages site-packages .yarn pods carthage godeps".split()
)
_GENERATED_FOLDERS = frozenset("__generated__ generated _generated .next .nuxt".split())
_TEST_FOLDERS = frozenset("test tests __tests__ spec specs testdata test_data fixtures e2e".split())
_TEST_NAME = re.compile(r"(^test_|_test\.|^tests?\.|\.test\.|\.spec\.|_spec\.|^conftest\.py$)")
_TEST_CLASS = re.compile(r"[a-z0-9](Test|Tests|TestCase|IT|Spec)\.(java|kt|cs|scala|groovy|php|swift)$")
_GENERATED_NAME = re.compile(
    r"(_pb2(_grpc)?\.pyi?$|\.pb\.(go|cc|h)$|_generated\.\w+$|\.generated\.\w+$|\.g\.(dart|cs)$|\.designer\.cs$"
    r"|^parsetab\.py$|^lextab\.py$|_versioneer\.py$|^versioneer\.py$|^moc_\w+\.cpp$|^ui_\w+\.py$|^bindata\.go$"
    r"|^(package-lock|npm-shrinkwrap)\.json$|^(yarn|poetry|uv|cargo|composer|gemfile|pipfile)\.lock$|^pnpm-lock\.yaml$"
    r"|^go\.sum$)"
)
_MINIFIED_NAME = re.compile(r"([.-]min\.(js|css|mjs)$|\.bundle\.js$|\.chunk\.js$|\.map$)")

Matches = Callable[[str], bool]


def _never(_path: str) -> bool:
    return False


class Places:
    """The built-in recognition with a repository's own globs on top, which win."""

    def __init__(self, *, tests: Matches = _never, generated: Matches = _never, vendored: Matches = _never) -> None:
        """Take what the settings add; each tells whether a path is of its kind."""
        self._added = ((FileKind.VENDORED, vendored), (FileKind.GENERATED, generated), (FileKind.TEST, tests))

    def kind_of(self, path: str) -> FileKind:
        """Tell a path's kind from its name alone: SOURCE when nothing speaks against it."""
        for kind, matches in self._added:
            if matches(path):
                return kind
        return _built_in(path)


def _built_in(path: str) -> FileKind:
    place = PurePosixPath(path)
    name = place.name
    lowered = name.lower()
    folders = {part.lower() for part in place.parts[:-1]}
    if folders & _VENDORED_FOLDERS:
        return FileKind.VENDORED
    if folders & _GENERATED_FOLDERS or _GENERATED_NAME.search(lowered):
        return FileKind.GENERATED
    if _MINIFIED_NAME.search(lowered):
        return FileKind.MINIFIED
    if folders & _TEST_FOLDERS or _TEST_NAME.search(lowered) or _TEST_CLASS.search(name):
        return FileKind.TEST
    return FileKind.SOURCE
