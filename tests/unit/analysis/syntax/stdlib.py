"""The running interpreter's own library as real code to measure."""

import sysconfig
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random

from mainstay.analysis.classify.contents import text_of

FOLDER = Path(sysconfig.get_paths()["stdlib"])


@cache
def stdlib_files() -> Sequence[Path]:
    """List all modules, its test suite included."""
    found = FOLDER.rglob("*.py")
    return sorted(path for path in found if "site-packages" not in path.parts and path.is_file())


def some_stdlib_files(number: int, seed: int = 1) -> Sequence[Path]:
    """Choose some, always the same ones for one version of Python."""
    return Random(seed).sample(stdlib_files(), number)


def read(path: Path) -> bytes:
    """Read one as it is measured."""
    return text_of(path.read_bytes())
