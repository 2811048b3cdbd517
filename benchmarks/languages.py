"""What reading each language takes beside its grammar's bare parse, and how far the figures agree with other tools.

`python -m benchmarks.languages --repo PATH [--repo PATH ...] [--peers] [--show N]`. Lizard is asked with `--peers`; `--show`
prints the functions on which the two differ most. A pair is two functions of one name that begin within three lines
of each other in one file; both are asked for cyclomatic complexity.
"""

import argparse
import importlib
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.table import machine
from mainstay.analysis.classify.contents import kind_of_content, text_of
from mainstay.analysis.classify.languages import language_of
from mainstay.analysis.syntax.grammar import Grammar
from mainstay.analysis.syntax.grammars.table import grammar_of
from mainstay.analysis.syntax.measure import Measured, measure, tools
from mainstay.domain.source_file import MODULE, Function
from mainstay.keepers.code.content import LARGEST_PARSED

_NEAR = 3
_HEAD = ("language", "files", "lines", "functions", "in part", "CPU s", "parse s", "ratio")
_PEER = ("pairs", "equal", "within 1", "only ours", "only lizard's", "lizard crashed")


@dataclass(slots=True)
class Tally:
    """What one language came to; CPU times in seconds."""

    files: int = 0
    lines: int = 0
    functions: int = 0
    in_part: int = 0
    taken: float = 0.0
    parsed: float = 0.0
    pairs: list[tuple[int, int, str]] = field(default_factory=list)
    only_ours: int = 0
    only_theirs: int = 0
    crashes: int = 0

    def add(self, name: str, text: bytes, grammar: Grammar, *, peers: bool) -> None:
        """Read one file, once bare and once in full."""
        parser, _ = tools(grammar)
        begun = time.process_time()
        parser.parse(text)
        between = time.process_time()
        measured = measure(text, grammar)
        self.taken += time.process_time() - between
        self.parsed += between - begun
        self.files += 1
        self.lines += measured.lines
        self.in_part += bool(measured.error)
        self.functions += sum(one.name != MODULE for one in measured.functions)
        if peers:
            self._compare(name, text, measured)

    def _compare(self, name: str, text: bytes, measured: Measured) -> None:
        try:
            found = (
                _lizard()
                .analyze_file.analyze_source_code(name, text.decode("utf-8", "replace"))
                .function_list
            )
        except (IndexError, RecursionError):
            self.crashes += 1
            return
        theirs = [(last_part(one.name), one.start_line, one.cyclomatic_complexity) for one in found]
        for one in measured.functions:
            if one.name == MODULE:
                continue
            pair = _nearest(one, theirs)
            if pair is None:
                self.only_ours += 1
            else:
                theirs.remove(pair)
                self.pairs.append((one.cyclomatic, pair[2], f"{name}:{one.line} {one.name}"))
        self.only_theirs += len(theirs)


def last_part(name: str) -> str:
    """Give what a name ends in, whatever parts it."""
    return name.replace("::", ".").replace(")", "").rpartition(".")[2].strip()


def _nearest(one: Function, theirs: list[tuple[str, int, int]]) -> tuple[str, int, int] | None:
    own = last_part(one.name)
    near = [other for other in theirs if other[0] == own and abs(other[1] - one.line) <= _NEAR]
    return min(near, key=lambda other: abs(other[1] - one.line), default=None)


def texts(repository: Path) -> Iterator[tuple[str, bytes, Grammar]]:
    """Give the files of a work tree whose language is parsed: those that a check would parse too."""
    listed = subprocess.run(
        ["git", "-C", repository, "ls-files", "-z"], capture_output=True, check=True
    ).stdout
    for name in listed.decode("utf-8", "surrogateescape").split("\0"):
        path = repository / name
        if not language_of(name) or path.is_symlink() or not path.is_file():
            continue
        content = path.read_bytes()
        text = text_of(content)
        grammar = grammar_of(language_of(name), text)
        if grammar is not None and kind_of_content(content) is None and len(text) <= LARGEST_PARSED:
            yield name, text, grammar


def tallies(repositories: list[Path], *, peers: bool) -> dict[str, Tally]:
    """Read all repositories; give what each language came to."""
    found: dict[str, Tally] = {}
    for repository in repositories:
        for name, text, grammar in texts(repository):
            found.setdefault(grammar.language, Tally()).add(name, text, grammar, peers=peers)
    return found


def _cells(language: str, one: Tally, *, peers: bool) -> list[str]:
    cells = [language, f"{one.files:,}", f"{one.lines:,}", f"{one.functions:,}", f"{one.in_part:,}"]
    cells += [f"{one.taken:.2f}", f"{one.parsed:.2f}", f"{one.taken / max(one.parsed, 1e-9):.2f}"]
    if peers:
        pairs = max(len(one.pairs), 1)
        equal = sum(ours == theirs for ours, theirs, _ in one.pairs)
        close = sum(abs(ours - theirs) <= 1 for ours, theirs, _ in one.pairs)
        cells += [f"{len(one.pairs):,}", f"{100 * equal / pairs:.1f} %", f"{100 * close / pairs:.1f} %"]
        cells += [f"{one.only_ours:,}", f"{one.only_theirs:,}", f"{one.crashes:,}"]
    return cells


def _lizard() -> Any:  # it has no types
    """Load the peer, which must be installed beside us: it is no dependency."""
    return importlib.import_module("lizard")


def main() -> None:
    """Print one line a language."""
    asked = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.languages")
    asked.add_argument("--repo", type=Path, action="append", required=True, metavar="PATH")
    asked.add_argument("--peers", action="store_true", help="compare each function with lizard's")
    asked.add_argument(
        "--show", type=int, default=0, metavar="N", help="name the N widest differences of each language"
    )
    given = asked.parse_args()
    found = tallies(given.repo, peers=given.peers)
    print(machine())
    rows = [list(_HEAD + (_PEER if given.peers else ()))]
    rows += [_cells(language, one, peers=given.peers) for language, one in sorted(found.items())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
    for language, one in sorted(found.items()):
        for ours, theirs, where in sorted(one.pairs, key=lambda pair: -abs(pair[0] - pair[1]))[: given.show]:
            print(f"{language}: {ours} here, {theirs} there: {where}")


if __name__ == "__main__":
    main()
