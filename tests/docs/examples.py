"""Examples in pages: finding them, running them, and judging what came out.

A block marked `console` shows commands after `$ `. Each is run by a shell in a scratch repository, one after the other.
A comment `# exits 2` states another exit code than 0. Lines under a command state its output: each must come, in this
order; `...` stands for any lines between. After `bob$ ` the command is run as the user bob, for whom a stand-in tells the
program so. An id or a hash that a line states stands for the one that came, there and in what follows.
Blocks of other kinds have tests of their own (`test_every_block.py`).
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLAN_OF = "docs/how-to/decide.md"
CARRIED_OUT = "docs/how-to/carry-out.md"
PROGRAMS = Path(sys.executable).parent
_FENCE = re.compile(r"^( *)```(\w*)[^\n]*\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_PROMPT = re.compile(r"([a-z]*)\$ ")
_DIGITS = re.compile(r"\b[0-9a-f]{12,64}\b")
_AS_USER = ROOT / "tests" / "journeys" / "as_user.py"
_EXIT = re.compile(r"\s+# exits (\d+)$")


@dataclass(frozen=True)
class Fence:
    """One fenced block of a page: the kind that it names, "" where it names none, its lines and where it stands."""

    kind: str
    text: str
    line: int


@dataclass(frozen=True)
class Example:
    """One command of a page: where it stands, the line to run, its exit code, the lines it states, and whom it is run as."""

    place: str
    command: str
    code: int
    stated: tuple[str, ...]
    who: str = ""


def pages() -> list[Path]:
    """List the pages whose examples must hold."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def written() -> list[Path]:
    """List the pages that people write; the reference is made by the program, and a test of its own compares it."""
    return [page for page in pages() if not page.is_relative_to(ROOT / "docs" / "reference")]


def fences(text: str) -> list[Fence]:
    """Give the fenced blocks of a page, those in lists without their indentation."""
    return [
        Fence(
            found[2],
            found[3].replace(f"\n{found[1]}", "\n").removeprefix(found[1]),
            text.count("\n", 0, found.start()) + 1,
        )
        for found in _FENCE.finditer(text)
    ]


def fenced(page: str, kind: str) -> list[str]:
    """Give what stands in the blocks of one kind of a page, named from the root."""
    return [fence.text for fence in fences((ROOT / page).read_text()) if fence.kind == kind]


def blocks(text: str, name: str) -> list[list[Example]]:
    """Give the examples of each console block; one without a command is refused."""
    found = [
        _examples(fence.text, f"{name}:{fence.line}") for fence in fences(text) if fence.kind == "console"
    ]
    assert all(found), f"{name}: a console block without a command"
    return found


def _examples(block: str, place: str) -> list[Example]:
    found: list[Example] = []
    for line in block.splitlines():
        prompt = _PROMPT.match(line)
        if prompt:
            code = _EXIT.search(line)
            command = _EXIT.sub("", line[prompt.end() :]).strip()
            found.append(Example(place, command, int(code[1]) if code else 0, (), prompt[1]))
        elif found and line.strip() not in {"", "..."}:
            found[-1] = replace(found[-1], stated=(*found[-1].stated, line.strip()))
    return found


def run(
    example: Example,
    repository: Path,
    home: Path,
    programs: Path = PROGRAMS,
    names: dict[str, str] | None = None,
) -> None:
    """Run one example with `programs`; fails with what it printed when code or stated lines are not as the page says.

    `names` are ids and hashes of the page, each with the one that it stands for; what this example states is added.
    """
    names = {} if names is None else names
    first = f"{_programs_of(example.who, home)}:" if example.who else ""
    command = _named(example.command, names)
    if example.who == "root":
        # What root does to the machine is done in the reader's home; with its real places, users and group it is tried in
        # tests/journeys/test_two_users.py.
        command = command.replace("/etc/mainstay", f"{home}/.config/mainstay").replace(" -g shop", "")
    if example.who:
        command = command.replace("/srv/", f"{home}/srv/")
    environment = {
        "PATH": f"{first}{programs}:{os.environ['PATH']}",
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "120",
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=repository,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
    )
    printed = f"{example.place}: $ {command}\n{done.stdout}"
    assert done.returncode == example.code, f"ended with {done.returncode}, not {example.code}\n{printed}"
    rest = [line.strip() for line in done.stdout.splitlines()]
    for stated in example.stated:
        new = [word for word in _DIGITS.findall(stated) if _actual(word, names) is None]
        wanted = re.compile(_pattern(stated, names))
        came = next((number for number, one in enumerate(rest) if wanted.fullmatch(one)), None)
        assert came is not None, f"does not print this line, or not here: {stated}\n{printed}"
        names |= zip(new, wanted.fullmatch(rest[came]).groups(), strict=True)
        rest = rest[came + 1 :]


def _actual(word: str, names: dict[str, str]) -> str | None:
    """Give what stands for an id or a hash of the page, or for a beginning of one; None where nothing does yet."""
    return next((real[: len(word)] for stated, real in names.items() if stated.startswith(word)), None)


def _named(text: str, names: dict[str, str]) -> str:
    return _DIGITS.sub(lambda word: _actual(word[0], names) or word[0], text)


def _pattern(stated: str, names: dict[str, str]) -> str:
    """Give the pattern of the line that a page states: ids and hashes that are met for the first time may be any."""

    def word(found: re.Match[str]) -> str:
        return _actual(found[0], names) or f"([0-9a-f]{{{len(found[0])}}})"

    return _DIGITS.sub(word, re.escape(stated))


def _programs_of(who: str, home: Path) -> Path:
    """Give a folder in which `mainstay` is the real program, run by a user of this name."""
    folder = home / "as" / who
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mainstay").write_text(f'#!/bin/sh\nexec {sys.executable} {_AS_USER} {who} "$@"\n')
    (folder / "mainstay").chmod(0o755)
    return folder


def scratch_repository(folder: Path) -> Path:
    """Make a small repository with half a year of history to run examples in."""
    repository = folder / "repository"
    (repository / "src").mkdir(parents=True)
    git(repository, "init", "--quiet", "--initial-branch=main")
    for month in range(1, 7):
        body = "".join(f"    if value > {step}:\n        value -= {month}\n" for step in range(month * 3))
        (repository / "src" / "prices.py").write_text(f"def price(value):\n{body}    return value\n")
        (repository / "src" / f"part{month}.py").write_text(f"PART = {month}\n")
        git(repository, "add", ".")
        git(
            repository,
            "commit",
            "--quiet",
            "-m",
            f"{'Fix' if month % 2 else 'Add'} part {month}",
            month=month,
        )
    git(repository, "tag", "v1.0", "HEAD~3")
    _leave_test_results(repository)
    return repository


def _leave_test_results(repository: Path) -> None:
    """Leave coverage data, results of some runs, what an analyser found, and a plan, ignored as such files are as a rule."""
    (repository / ".git" / "info" / "exclude").write_text(
        "coverage.xml\nold/\nresults/\nruff.sarif\nplan.yaml\ncarry-out.yaml\n"
    )
    (repository / "plan.yaml").write_text(fenced(PLAN_OF, "yaml")[0])
    served = f"{repository.parent}/home/srv/"
    (repository / "carry-out.yaml").write_text(fenced(CARRIED_OUT, "yaml")[0].replace("/srv/", served))
    (repository / "coverage.xml").write_text(_cobertura(3))
    (repository / "old").mkdir()
    (repository / "old" / "coverage.xml").write_text(_cobertura(2))
    result = {
        "ruleId": "F401",
        "level": "warning",
        "message": {"text": "`os` imported but unused"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "src/prices.py"},
                    "region": {"startLine": 1},
                }
            }
        ],
    }
    runs = [{"tool": {"driver": {"name": "ruff"}}, "results": [result]}]
    (repository / "ruff.sarif").write_text(json.dumps({"version": "2.1.0", "runs": runs}))
    (repository / "results").mkdir()
    for number in range(24):
        fails = "<failure/>" if number == 7 else ""
        (repository / "results" / f"{number // 2:06}abc-{number}.xml").write_text(
            f'<testsuite><testcase classname="prices" name="cheap" time="0.2">{fails}</testcase></testsuite>'
        )


def _cobertura(run: int) -> str:
    lines = "".join(f'<line number="{number}" hits="{int(number < run)}"/>' for number in range(1, 38))
    return f'<coverage><packages><class filename="src/prices.py"><lines>{lines}</lines></class></packages></coverage>'


def git(repository: Path, *words: str, month: int = 1) -> None:
    moment = f"2026-{month:02}-01T12:00:00Z"
    who = {"NAME": "Somebody", "EMAIL": "somebody@invalid", "DATE": moment}
    named = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}
    environment = {"PATH": os.environ["PATH"], "HOME": str(repository), "GIT_CONFIG_NOSYSTEM": "1", **named}
    subprocess.run(["git", *words], cwd=repository, env=environment, check=True)
