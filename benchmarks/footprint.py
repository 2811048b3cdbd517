"""What the program costs before it does anything: the start, the distributions, the room on disk."""

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from benchmarks.measuring import Command, Row, repeat

ROOT = Path(__file__).parents[1]
STARTS = 15
SIZES = """
import importlib.metadata, json, sys
size = count = 0
for name in sys.argv[1:]:
    try:
        files = importlib.metadata.distribution(name).files or ()
    except importlib.metadata.PackageNotFoundError:
        continue  # for another platform
    count += 1
    places = [file.locate() for file in files if file.suffix != ".pyc"]
    size += sum(place.stat().st_size for place in places if place.is_file())
print(json.dumps([count, size]))
"""


def starts(program: Path, python: Path, environment: Mapping[str, str]) -> list[Row]:
    """Measure `--help` beside the least that a program on the same library takes."""
    bare = repeat("import click", Command((python, "-c", "import click"), ROOT, environment), STARTS)
    ours = repeat("mainstay --help", Command((program, "--help"), ROOT, environment), STARTS)
    if bare.failure or ours.failure:
        return [ours, bare]
    return [Row(ours.name, ours.runs, note=f"{ours.wall / bare.wall:.1f} times `import click`"), bare]


def installed(python: Path) -> str:
    """Tell how many distributions an install takes and their size without byte-code."""
    lock = (ROOT / "requirements" / "run.lock").read_text()
    names = sorted(set(re.findall(r"^([a-z0-9._-]+)==", lock, re.MULTILINE)))
    done = subprocess.run([python, "-c", SIZES, *names], capture_output=True, text=True, check=True)
    count, size = json.loads(done.stdout)
    own = sum(
        path.stat().st_size for path in (ROOT / "src").rglob("*") if path.is_file() and path.suffix != ".pyc"
    )
    return f"{count + 1} distributions, {(size + own) / 1e6:.1f} MB without byte-code"
