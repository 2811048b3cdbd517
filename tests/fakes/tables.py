"""Tables in memory, by the names of their files."""

from dataclasses import dataclass, field
from pathlib import Path

from mainstay.domain.errors import UsageError
from mainstay.domain.signal import Samples, Signal
from mainstay.ports.tables import Shape, Table


@dataclass
class MemoryTables:
    """Gives the series of `told`: by path, by key."""

    told: dict[Path, dict[str, Samples]] = field(default_factory=dict)

    def read(self, path: Path, subject: str, shape: Shape | None = None) -> Table:
        if path not in self.told or (shape and shape.time == "not there"):
            raise UsageError("there is no such file or column", where=str(path), mend="look at its name")
        return Table(
            tuple(
                (Signal(str(path.resolve()), key, subject, key, "metric"), samples)
                for key, samples in self.told[path].items()
            )
        )
