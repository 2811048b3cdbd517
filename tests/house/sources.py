"""The program's own modules, read for the checks of this folder."""

import ast
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "src" / "mainstay"


@dataclass(frozen=True)
class Module:
    """One module: its path from the root of the repository, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module


@cache
def modules() -> tuple[Module, ...]:
    found = sorted(PROGRAM.rglob("*.py"))
    texts = [path.read_text(encoding="utf-8") for path in found]
    return tuple(
        Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text))
        for path, text in zip(found, texts, strict=True)
    )


@cache
def constants() -> dict[str, ast.expr]:
    """Give what names of capitals stand for at the top of some module."""
    return {
        name.id: node.value
        for module in modules()
        for node in module.tree.body
        if isinstance(node, ast.Assign)
        for name in node.targets
        if isinstance(name, ast.Name) and name.id.isupper()
    }


@cache
def tracked() -> tuple[Path, ...]:
    """List the files that git keeps or would keep."""
    command = ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
    return tuple(ROOT / name for name in names if name and (ROOT / name).is_file())
