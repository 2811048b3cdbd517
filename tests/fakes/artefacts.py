"""Files of test runs in memory, behind the port `Artefacts`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mainstay.domain.errors import RunFailed, UsageError
from mainstay.ports.artefacts import Artefact, Found


@dataclass
class MemoryArtefacts:
    """Holds files by path below one place, the work tree; people name them by their path there."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    place: str = "/elsewhere"

    def known(self, names: Sequence[str], suffixes: Sequence[str]) -> Found:
        """Find names, and what lies below them with one of the suffixes."""
        taken = [
            path
            for path in self.files
            if any(
                path == name or (path.startswith(f"{name}/") and path.endswith(tuple(suffixes)))
                for name in names
            )
        ]
        return Found(tuple(self._artefact(path) for path in sorted(taken)))

    def named(self, paths: Sequence[str], suffixes: Sequence[str]) -> Found:
        """Find what a person named, absolute or below the place."""
        names = [path.removeprefix(f"{self.place}/") for path in paths]
        for name in names:
            if not any(path == name or path.startswith(f"{name}/") for path in self.files):
                raise UsageError("a file of test results cannot be read", where=name)
        return self.known(names, suffixes)

    def read(self, artefact: Artefact) -> Iterator[bytes]:
        """Give the content."""
        if artefact.path not in self.files:
            raise RunFailed("a file of test results could not be read", where=artefact.name)
        content = self.files[artefact.path]
        for start in range(0, len(content), 1 << 20):
            yield content[start : start + (1 << 20)]

    def _artefact(self, path: str) -> Artefact:
        content = self.files[path]
        return Artefact(self.place, path, path, len(content), f"{hash(content)}")
