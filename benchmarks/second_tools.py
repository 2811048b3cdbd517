"""What other tools say of single functions: each is asked as its users ask it, and its words become records."""

import importlib
import json
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

_AT_ONCE = 400
_CHECKSTYLE = """<?xml version="1.0"?>
<!DOCTYPE module PUBLIC "-//Checkstyle//DTD Checkstyle Configuration 1.3//EN"
 "https://checkstyle.org/dtds/configuration_1_3.dtd">
<module name="Checker"><property name="haltOnException" value="false"/><module name="TreeWalker">
<module name="CyclomaticComplexity"><property name="max" value="0"/></module></module></module>
"""
_RUBOCOP = """AllCops: {DisabledByDefault: true, SuggestExtensions: false, NewCops: disable, TargetRubyVersion: 3.1}
Metrics/CyclomaticComplexity: {Enabled: true, Max: 0}
"""
_ESLINT = """import parser from "typescript-eslint";
import sonarjs from "eslint-plugin-sonarjs";
export default [{
  files: ["**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}"], plugins: { sonarjs },
  languageOptions: { parser: parser.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
  rules: { complexity: ["error", 0], "sonarjs/cognitive-complexity": ["error", 0] },
}];
"""
_ENDINGS = {".cjs": ".js", ".mjs": ".js", ".mts": ".ts", ".cts": ".ts", ".pyw": ".py"}
_NUMBER = re.compile(r"complexity of (\d+)|Complexity from (\d+)|Complexity is (\d+)|\[(\d+)/0\]")


@dataclass(frozen=True, slots=True)
class Told:
    """One function as another tool sees it; a figure that it does not have is None."""

    path: str
    line: int
    name: str
    cyclomatic: int | None = None
    cognitive: int | None = None


Asked = Callable[[Sequence[Path]], Iterator[Told]]


def _said(*command: str | Path, cwd: Path | None = None) -> str:
    """Give what a tool prints; that it found something is no failure."""
    return subprocess.run(
        command, capture_output=True, check=False, cwd=cwd, text=True, errors="replace"
    ).stdout


def _batches(paths: Sequence[Path]) -> Iterator[tuple[Path, ...]]:
    for start in range(0, len(paths), _AT_ONCE):
        yield tuple(paths[start : start + _AT_ONCE])


def _number(message: str) -> int:
    found = _NUMBER.search(message)
    return 0 if found is None else int(next(filter(None, found.groups())))


def eslint(folder: Path) -> Asked:
    """Ask eslint's rule `complexity` and SonarJS's for cognitive complexity, both installed in `folder` with npm."""

    def ask(paths: Sequence[Path]) -> Iterator[Told]:
        settings = folder / "only-complexity.config.mjs"
        settings.write_text(_ESLINT)
        program = folder / "node_modules/.bin/eslint"
        # Nothing outside of its working folder is read by it.
        root = Path("/")
        for some in _batches(paths):
            options = ("--no-inline-config", "--no-ignore", "-f", "json", "-c", settings)
            for file in json.loads(_said(program, *options, *some, cwd=root) or "[]"):
                yield from _of_eslint(file)

    return ask


def _of_eslint(file: Mapping[str, Any]) -> Iterator[Told]:
    cognitive = {
        (one["line"]): _number(one["message"])
        for one in file["messages"]
        if one["ruleId"] == "sonarjs/cognitive-complexity"
    }
    for one in file["messages"]:
        if one["ruleId"] == "complexity":
            line = one["line"]
            yield Told(
                file["filePath"], line, one["message"], _number(one["message"]), cognitive.get(line, 0)
            )


def pmccabe(paths: Sequence[Path]) -> Iterator[Told]:
    """Ask pmccabe for the traditional figure, in which each `case` counts."""
    for some in _batches(paths):
        for line in _said("pmccabe", *some).splitlines():
            cells = line.split("\t")
            if len(cells) == 6:
                place, _, name = cells[5].rpartition(": ")
                yield Told(place.rpartition("(")[0], int(cells[3]), name, int(cells[1]))


def rubocop(paths: Sequence[Path]) -> Iterator[Told]:
    """Ask rubocop's cop for cyclomatic complexity."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder, "rubocop.yml")
        settings.write_text(_RUBOCOP)
        for some in _batches(paths):
            command = ("rubocop", "--cache", "false", "-c", settings, "--format", "json")
            for file in json.loads(_said(*command, *some, cwd=Path(folder)))["files"]:
                for one in file["offenses"]:
                    if one["cop_name"] == "Metrics/CyclomaticComplexity":
                        at = Path(folder, file["path"]).resolve()
                        yield Told(str(at), one["location"]["line"], one["message"], _number(one["message"]))


def checkstyle(paths: Sequence[Path]) -> Iterator[Told]:
    """Ask checkstyle for cyclomatic complexity; a file with newer Java than it knows is left out by it."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder, "checkstyle.xml")
        settings.write_text(_CHECKSTYLE)
        for some in _batches(paths):
            said = _said("checkstyle", "-c", settings, "-f", "xml", *some)
            for file in ET.fromstring(said.rpartition("</checkstyle>")[0] + "</checkstyle>"):
                for one in file.iter("error"):
                    if "Complexity is" in one.get("message", ""):
                        figure = _number(one.get("message", "").replace(",", ""))
                        yield Told(file.get("name", ""), int(one.get("line", "0")), "", figure)


def pdepend(paths: Sequence[Path]) -> Iterator[Told]:
    """Ask PHP Depend for CCN2, in which boolean operators count."""
    with tempfile.TemporaryDirectory() as folder:
        summary = Path(folder, "summary.xml")
        for path in paths:
            _said("pdepend", f"--summary-xml={summary}", path)
            if not summary.exists():
                continue
            for one in ET.fromstring(summary.read_bytes()).iter():
                if one.tag in {"method", "function"}:
                    yield Told(
                        str(path), int(one.get("start", "0")), one.get("name", ""), int(one.get("ccn2", "0"))
                    )
            summary.unlink()


def rust_code_analysis(paths: Sequence[Path]) -> Iterator[Told]:
    """Ask rust-code-analysis, which must be installed beside us: it is no dependency."""
    peer = importlib.import_module("rust_code_analysis_python")
    for path in paths:
        # It knows fewer endings than there are.
        named = _ENDINGS.get(path.suffix, path.suffix)
        found = peer.compute_metrics(f"a{named}", path.read_text(errors="replace"), False)
        yield from _of_spaces(str(path), found["spaces"])


def _of_spaces(path: str, spaces: Iterable[Mapping[str, Any]]) -> Iterator[Told]:
    for one in spaces:
        if one["kind"] == "function":
            figures = one["metrics"]
            # Its sums reach over what stands in the function, as ours do.
            cyclomatic, cognitive = int(figures["cyclomatic"]["sum"]), int(figures["cognitive"]["sum"])
            functions = int(figures["nom"]["total"])
            yield Told(
                path, one["start_line"], one["name"] or "", cyclomatic - max(functions - 1, 0), cognitive
            )
        else:
            yield from _of_spaces(path, one["spaces"])


def bonsai(paths: Sequence[Path]) -> Iterator[Told]:
    """Ask bonsai-lint for cognitive complexity."""
    for some in _batches(paths):
        for one in json.loads(_said("bonsai-lint", "--all", "--no-toplevel", "--format", "json", *some))[
            "findings"
        ]:
            yield Told(one["path"], one["line"], one["name"], None, one["score"])
