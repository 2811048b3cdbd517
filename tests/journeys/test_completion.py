"""The completion scripts, in the shells themselves."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.fakes.command_line import ARGV, environment
from tests.fakes.terminal import Terminal


@pytest.fixture
def installed(tmp_path) -> dict[str, str]:
    """Put `mainstay` on the path and its scripts into files; give the environment."""
    for shell in ("bash", "zsh", "fish"):
        assert shutil.which(shell), f"{shell} is missing: apt-get install {shell} (make test does it)"
    program = tmp_path / "bin" / "mainstay"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {" ".join(ARGV)} "$@"\n')
    program.chmod(0o755)
    env = environment(HOME=str(tmp_path), ZDOTDIR=str(tmp_path), TERM="dumb")
    env["PATH"] = f"{program.parent}:{env['PATH']}"
    for shell in ("bash", "zsh", "fish"):
        made = subprocess.run(
            [program, "completion", shell], env=env, capture_output=True, text=True, check=True
        )
        (tmp_path / f"script.{shell}").write_text(made.stdout)
    return env


CASES = [
    ("mainstay ch", ["check"]),
    ("mainstay co", ["collect", "config", "completion"]),
    ("mainstay config ", ["show", "explain", "validate", "schema"]),
    ("mainstay check --no-", ["--no-trend", "--no-history", "--no-tests", "--no-cache", "--no-input"]),
    ("mainstay check --format m", ["markdown"]),
    ("mainstay explain comp", ["complex-function", "complexity"]),
    ("mainstay config explain thresholds.n", ["thresholds.nesting"]),
    ("mainstay completion z", ["zsh"]),
]


@pytest.mark.parametrize(("line", "offered"), CASES, ids=[line for line, _ in CASES])
def test_bash_offers(installed, tmp_path, line: str, offered: list[str]) -> None:
    words = line.split(" ")
    program = f"""
        source script.bash
        COMP_WORDS=({" ".join(word or "''" for word in words)}) COMP_CWORD={len(words) - 1}
        $(complete -p mainstay | sed 's/.*-F \\([^ ]*\\).*/\\1/') mainstay
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    told = subprocess.run(
        ["bash", "--norc", "-c", program], cwd=tmp_path, env=installed, capture_output=True, text=True
    )
    # The function's name has to be found in this shell, so that `complete -p` runs in a subshell of it.
    assert told.stderr == ""
    assert sorted(told.stdout.split()) == sorted(offered)


@pytest.mark.parametrize(("line", "offered"), CASES, ids=[line for line, _ in CASES])
def test_fish_offers(installed, tmp_path, line: str, offered: list[str]) -> None:
    told = subprocess.run(
        ["fish", "--no-config", "-c", f"source script.fish; complete -C '{line}'"],
        cwd=tmp_path,
        env=installed,
        capture_output=True,
        text=True,
    )
    assert told.stderr == ""
    assert sorted(row.split("\t")[0] for row in told.stdout.splitlines()) == sorted(offered)


@pytest.mark.parametrize(
    ("begun", "completed"),
    [
        ("mainstay che", "mainstay check "),
        ("mainstay config va", "mainstay config validate "),
        ("mainstay check --forma", "mainstay check --format "),
        ("mainstay explain long", "mainstay explain long-function "),
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_the_tab_key_completes(installed, tmp_path: Path, shell: str, begun: str, completed: str) -> None:
    start = {
        "bash": (
            ["bash", "--norc", "--noprofile", "-i"],
            "bind 'set enable-bracketed-paste off'; source script.bash",
        ),
        "zsh": (
            ["zsh", "-f", "-i"],
            "unsetopt zle_bracketed_paste; autoload -U compinit; compinit -u; source ./script.zsh",
        ),
    }[shell]
    with Terminal(start[0], installed, tmp_path, columns=200) as terminal:
        terminal.type(f"{start[1]}; PS1='ready'; echo set''up\n")
        terminal.read_until("setup\r\n")
        terminal.read_until("ready")
        terminal.type(begun + "\t")
        terminal.read_until(completed)
