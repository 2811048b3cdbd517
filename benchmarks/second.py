"""How far our figures of single functions agree with a second tool's, language by language, beside lizard.

`python -m benchmarks.second --repo PATH [--repo PATH ...] [--eslint FOLDER] [--only TOOL] [--show N]`. Tools that are not
installed are named and left out; eslint is looked for in FOLDER/node_modules. A pair are two functions that begin within
three lines of each other in one file, those of one name first, then the nearest. What the tool has beyond that within a
function of ours is added to it, for functions without a name are part of what is around them here: its cyclomatic
complexity less one. Cognitive complexity, which weighs nesting, is compared where nothing was added.
"""

import argparse
import importlib.util
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import second_tools as tools
from benchmarks.languages import last_part, texts
from benchmarks.second_tools import Asked, Told
from mainstay.analysis.classify import languages
from mainstay.analysis.syntax.measure import measure
from mainstay.domain.source_file import MODULE, Function

_NEAR = 3
_HEAD = (
    "language",
    "tool",
    "files",
    "ours",
    "pairs",
    "cyclomatic equal",
    "within 1",
    "cognitive equal",
    "within 1",
    "only ours",
    "only theirs",
)
_SCRIPT = (languages.JAVASCRIPT, languages.TYPESCRIPT, languages.TSX)


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool, the languages that it is asked about, and how; `needs` is a program or a module."""

    name: str
    languages: tuple[str, ...]
    ask: Asked
    needs: str


TOOLS = (
    Tool("pmccabe", (languages.C, languages.CPP), tools.pmccabe, "pmccabe"),
    Tool("rubocop", (languages.RUBY,), tools.rubocop, "rubocop"),
    Tool("checkstyle", (languages.JAVA,), tools.checkstyle, "checkstyle"),
    Tool("pdepend", (languages.PHP,), tools.pdepend, "pdepend"),
    Tool(
        "bonsai-lint",
        (languages.GO, languages.JAVA, languages.PHP, languages.TYPESCRIPT),
        tools.bonsai,
        "bonsai-lint",
    ),
    Tool(
        "rust-code-analysis",
        (languages.RUST, languages.CPP, *_SCRIPT),
        tools.rust_code_analysis,
        "rust_code_analysis_python",
    ),
)


@dataclass(slots=True)
class Agreement:
    """What one tool's figures of one language came to beside ours; a pair is (ours, theirs, where)."""

    files: int = 0
    ours: int = 0
    pairs: int = 0
    cyclomatic: list[tuple[int, int, str]] = field(default_factory=list)
    cognitive: list[tuple[int, int, str]] = field(default_factory=list)
    only_theirs: int = 0

    def add(self, path: str, own: Sequence[Function], theirs: Sequence[Told]) -> None:
        """Compare the functions of one file."""
        own = [one for one in own if one.name != MODULE]
        self.files += 1
        self.ours += len(own)
        pairs, left = _paired(own, theirs)
        folded: Counter[int] = Counter()
        for other in left:
            holds = [place for place, one in enumerate(own) if one.line <= other.line <= one.end_line]
            if holds and holds[-1] in pairs:
                folded[max(holds, key=lambda place: own[place].line)] += (other.cyclomatic or 1) - 1
            else:
                self.only_theirs += 1
        self.pairs += len(pairs)
        for place, other in pairs.items():
            one = own[place]
            where = f"{path}:{one.line} {one.name}"
            if other.cyclomatic is not None:
                self.cyclomatic.append((one.cyclomatic, other.cyclomatic + folded[place], where))
            if other.cognitive is not None and place not in folded:
                self.cognitive.append((one.cognitive, other.cognitive, where))

    def cells(self) -> list[str]:
        """Give the row of the table, from the files on."""
        shares = [_share(of, most) for of in (self.cyclomatic, self.cognitive) for most in (0, 1)]
        counts = [f"{each:,}" for each in (self.files, self.ours, self.pairs)]
        return [*counts, *shares, f"{self.ours - self.pairs:,}", f"{self.only_theirs:,}"]


def _share(pairs: Sequence[tuple[int, int, str]], most: int) -> str:
    near = sum(abs(ours - theirs) <= most for ours, theirs, _ in pairs)
    return f"{100 * near / len(pairs):.1f} %" if pairs else "-"


def _paired(own: Sequence[Function], theirs: Sequence[Told]) -> tuple[dict[int, Told], list[Told]]:
    """Pair functions by place, the nearest first; give the pairs by our place, and what of theirs is left."""
    near = sorted(
        (last_part(one.name) != last_part(other.name), abs(one.line - other.line), place, number)
        for number, other in enumerate(theirs)
        for place, one in enumerate(own)
        if abs(one.line - other.line) <= _NEAR
    )
    pairs: dict[int, Told] = {}
    taken: set[int] = set()
    for _, _, place, number in near:
        if place not in pairs and number not in taken:
            pairs[place] = theirs[number]
            taken.add(number)
    return pairs, [other for number, other in enumerate(theirs) if number not in taken]


def agreements(found: Mapping[str, Mapping[str, Sequence[Function]]], tool: Tool) -> dict[str, Agreement]:
    """Ask a tool about the files of each of its languages, whose functions are given by path."""
    told = {}
    for language in tool.languages:
        files = found.get(language, {})
        if not files:
            continue
        by_path: dict[str, list[Told]] = {}
        for one in tool.ask([Path(path) for path in files]):
            by_path.setdefault(one.path, []).append(one)
        told[language] = Agreement()
        for path, own in files.items():
            # A file that the tool gives nothing of is one that it could not read, or without a function.
            if path in by_path:
                told[language].add(path, own, by_path[path])
    return told


def _functions(repositories: Iterable[Path]) -> dict[str, dict[str, tuple[Function, ...]]]:
    """Read all repositories; give the functions of each file by language and path."""
    found: dict[str, dict[str, tuple[Function, ...]]] = {}
    for repository in repositories:
        for name, text, grammar in texts(repository):
            found.setdefault(grammar.language, {})[str(repository / name)] = measure(text, grammar).functions
    return found


def _is_there(tool: Tool) -> bool:
    return (
        shutil.which(tool.needs) is not None
        or importlib.util.find_spec(tool.needs.replace("-", "_")) is not None
    )


def main() -> None:
    """Print one line a language and tool."""
    asked = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.second")
    asked.add_argument("--repo", type=Path, action="append", required=True, metavar="PATH")
    asked.add_argument(
        "--eslint", type=Path, metavar="FOLDER", help="where npm installed eslint and its plugins"
    )
    asked.add_argument("--only", metavar="TOOL", help="ask this tool alone")
    asked.add_argument(
        "--show", type=int, default=0, metavar="N", help="name the N widest differences of each"
    )
    given = asked.parse_args()
    known = list(TOOLS)
    if given.eslint is not None:
        known.append(Tool("eslint", _SCRIPT, tools.eslint(given.eslint.resolve()), "node"))
    found = _functions([one.resolve() for one in given.repo])
    rows = [list(_HEAD)]
    differences = []
    for tool in known:
        if given.only not in {None, tool.name}:
            continue
        if not _is_there(tool):
            print(f"{tool.name} is not installed")
            continue
        for language, one in agreements(found, tool).items():
            rows.append([language, tool.name, *one.cells()])
            for what, pairs in (("cyclomatic", one.cyclomatic), ("cognitive", one.cognitive)):
                unlike = [pair for pair in pairs if pair[0] != pair[1]]
                widest = sorted(unlike, key=lambda pair: -abs(pair[0] - pair[1]))[: given.show]
                differences += [
                    f"{language}, {tool.name}: {what} {ours} here, {theirs} there: {where}"
                    for ours, theirs, where in widest
                ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    for row in rows:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
    print("\n".join(differences))


if __name__ == "__main__":
    main()
