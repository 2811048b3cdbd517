"""The table that a benchmark prints."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from benchmarks.measuring import Row

HEAD = ("", "runs", "wall s", "from - to", "CPU s", "largest MB")


def machine() -> str:
    """Tell what all figures were measured on."""
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} cores (load {load:.1f} before), Python {platform.python_version()}, {git}"


def show(groups: Mapping[str, Sequence[Row]]) -> None:
    """Print each group of rows under its title, the columns aligned over all groups."""
    lines = {title: [_cells(row) for row in rows] for title, rows in groups.items()}
    cells = [HEAD, *(line for group in lines.values() for line in group)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEAD))]
    print(_line(HEAD, widths))
    for title, group in lines.items():
        print(f"\n{title}")
        for line, row in zip(group, groups[title], strict=True):
            remark = f"failed: {row.failure}" if row.failure else row.note
            print(f"{_line(line, widths)}  {remark}".rstrip())


def as_json(about: Mapping[str, object], groups: Mapping[str, Sequence[Row]]) -> str:
    """Give the same as a document, every run apart."""
    rows = {title: [asdict(row) for row in rows] for title, rows in groups.items()}
    return json.dumps({"about": about, "command": sys.argv, "machine": machine(), "groups": rows}, indent=1)


def _cells(row: Row) -> tuple[str, ...]:
    if row.failure or not row.runs:
        return (row.name, "", "-", "", "-", "-")
    walls = [run.wall for run in row.runs]
    spread = f"{min(walls):.2f} - {max(walls):.2f}" if len(walls) > 1 else ""
    return (row.name, str(len(walls)), f"{row.wall:.2f}", spread, f"{row.cpu:.2f}", f"{row.memory / 1e6:.0f}")


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    name, *figures = cells
    return "  ".join(
        [name.ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(figures, widths[1:], strict=True))]
    )
