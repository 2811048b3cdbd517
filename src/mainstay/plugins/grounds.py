"""Work trees to try a plugin on: a usual one, an empty one, and such as only a hostile or broken repository has."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mainstay.ports.plugins import Shown

_HUGE = 400 << 20
_PYTHON = b"# SPDX-License-Identifier: Apache-2.0\n\n\ndef add(a, b):\n    return a + b\n"
_FILES: Mapping[str, tuple[str, str, bytes]] = {
    "README.md": ("other", "", b"# A sample\n\nTODO: write it.\n"),
    "bin/run.sh": ("source", "Shell", b"#!/bin/sh\nrm -rf $1/*\n"),
    "data/table.json": ("other", "", b'{"rows": [1, 2, 3]}\n'),
    "migrations/0001_first.py": ("source", "Python", b"def upgrade(db):\n    db.run('create table t')\n"),
    "setup.cfg": ("other", "", b"[metadata]\nname = sample\n"),
    "src/app.js": ("source", "JavaScript", b"// eslint-disable\nexport const f = a => a && 1;\n"),
    "src/sample/__init__.py": ("source", "Python", b""),
    "src/sample/adding.py": ("source", "Python", _PYTHON),
    "src/sample/long.py": (
        "source",
        "Python",
        b"def f(a):\n" + b"    if a:\n        a += 1  # FIXME\n" * 300,
    ),
    "tests/test_adding.py": ("test", "Python", b"from sample.adding import add\n\n\ndef test_it():\n    assert add(1, 1)\n"),
    "vendor/lib.c": ("vendored", "C", b"int main(void) { return 0; }\n"),
}  # fmt: skip
_ODD_NAMES = (
    "-rf",
    " ",
    "a\nb.py",
    "\x1b[31mred.py",
    "quote\"'`$(touch x).py",
    "back\\slash\\x41.py",
    "%s%n{0}.py",
    "\u202egpj.py",
    "ü/ö\u0308.py",
    "n" * 200 + ".py",
    "...py",
    "#hash?.py",
)
_ODD_CONTENTS = {
    "empty.py": b"",
    "zeros.py": b"\0" * 5_000,
    "latin.py": b"# caf\xe9\nx = '\xff\xfe'\n",
    "utf16.py": "x = 1\n".encode("utf-16"),
    "one-line.py": b"x = '" + b"y" * 1_000_000 + b"'\n",
    "returns.py": b"a = 1\r\rb = 2\r\n",
    "deep.py": b"(" * 5_000 + b")" * 5_000 + b"\n",
    "broken.py": b"def f(:\n",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """A work tree: its folder and the files that a plugin is shown of it."""

    root: Path
    files: tuple[Shown, ...]


def usual(root: Path) -> Ground:
    """Make a small repository as there are many."""
    for path, (_, _, content) in _FILES.items():
        _write(root / path, content)
    return Ground(root, tuple(Shown(path, kind, language) for path, (kind, language, _) in _FILES.items()))


def empty(root: Path) -> Ground:
    """Make one without a file."""
    return Ground(root, ())


def with_odd_names(root: Path) -> Ground:
    """Make one whose names would break a line, a terminal, a shell or a format."""
    for name in _ODD_NAMES:
        _write(root / name, _PYTHON)
    return _all_python(root, _ODD_NAMES)


def with_odd_contents(root: Path) -> Ground:
    """Make one whose contents are no text, or none that parses."""
    for name, content in _ODD_CONTENTS.items():
        _write(root / name, content)
    return _all_python(root, tuple(_ODD_CONTENTS))


def with_a_huge_file(root: Path) -> Ground:
    """Make one with a file of 400 MiB, which takes no room on the disk, beside a small one."""
    _write(root / "small.py", _PYTHON)
    with (root / "huge.py").open("wb") as file:
        file.truncate(_HUGE)
    return _all_python(root, ("huge.py", "small.py"))


def with_unreadable_files(root: Path) -> Ground:
    """Make one in which what is shown is gone, is something else by now, or may not be read."""
    _write(root / "small.py", _PYTHON)
    _write(root / "locked.py", _PYTHON)
    (root / "locked.py").chmod(0)
    (root / "folder.py").mkdir()
    os.mkfifo(root / "pipe.py")
    (root / "loop.py").symlink_to("loop.py")
    (root / "dangling.py").symlink_to("nowhere")
    return _all_python(
        root, ("small.py", "locked.py", "folder.py", "pipe.py", "loop.py", "dangling.py", "gone.py")
    )


def picture(root: Path) -> dict[str, tuple[int, int, int, bytes]]:
    """Take a picture of all that lies below a folder: kind and mode, size, time of change, and what small files hold."""
    taken = {}
    for place in sorted(root.rglob("*")):
        facts = place.lstat()
        plain = place.is_file() and not place.is_symlink() and facts.st_size < 1 << 20
        content = place.read_bytes() if plain else b""
        taken[str(place.relative_to(root))] = (facts.st_mode, facts.st_size, facts.st_mtime_ns, content)
    return taken


def _all_python(root: Path, names: tuple[str, ...]) -> Ground:
    return Ground(root, tuple(Shown(name, "source", "Python") for name in sorted(names)))


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
