"""The scripts behind make: they say what they do, do nothing twice, and fail loudly."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.packaging.building import ROOT


def run(script: str, *words: str, tools: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one of the scripts with nothing on its PATH but `tools` and what every system has."""
    command = ["/bin/sh", str(ROOT / ".ci" / script), *words]
    variables = {"PATH": str(tools), "HOME": str(tools), **environment}
    return subprocess.run(
        command, env=variables, capture_output=True, text=True, stdin=subprocess.DEVNULL, cwd=tools
    )


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder for PATH that holds no more than any POSIX system."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("cat", "dirname", "env", "mktemp", "rm", "tail"):
        (folder / name).symlink_to(shutil.which(name))
    return folder


def tool(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_no_python_is_told(tools: Path) -> None:
    done = run("environment", "nowhere", "run", tools=tools)
    assert done.returncode == 1
    assert "Python is missing: install python3 and python3-venv" in done.stderr


def test_an_old_python_is_told(tools: Path) -> None:
    tool(tools, "python3", '[ "$1" = -V ] && echo Python 3.9.2 || exit 1')
    done = run("environment", "nowhere", "run", tools=tools)
    assert done.returncode == 1
    assert "Python 3.9.2 is too old: 3.11 or newer is needed" in done.stderr


def test_a_python_without_venv_is_told(tools: Path) -> None:
    tool(tools, "python3", 'case "$*" in -V) echo Python 3.11.2 ;; *venv*) exit 1 ;; esac')
    done = run("environment", "nowhere", "run", tools=tools)
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr


def test_a_failing_install_shows_its_words_and_is_tried_again(tools: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    tool(
        tools,
        "python3",
        'case "$*" in "-m venv"*) echo no room on the device; exit 1 ;; "- "*) echo key ;; *) exit 0 ;; esac',
    )
    for _ in range(2):
        done = run("environment", str(environment), "run", tools=tools)
        assert done.returncode == 1
        assert "no room on the device" in done.stderr
        assert "could not be made" in done.stderr


def test_an_environment_that_stands_is_left_alone(tools: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    environment.mkdir()
    (environment / "ready").write_text("key\n")
    tool(
        tools, "python3", 'case "$*" in "- "*) echo key ;; "-m "*) echo made >&2; exit 1 ;; *) exit 0 ;; esac'
    )
    done = run("environment", str(environment), "run", tools=tools)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_packages_that_are_there_are_left_alone(tools: Path) -> None:
    tool(tools, "dpkg-query", "echo installed")
    tool(tools, "apt-get", "echo called >&2; exit 1")
    done = run("system-packages", "chromium", "tmux", tools=tools)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert run("system-packages", tools=tools).returncode == 0


def test_another_system_than_debian_is_told_what_to_install(tools: Path) -> None:
    done = run("system-packages", "chromium", "tmux", tools=tools)
    assert done.returncode == 1
    assert "this is no Debian: chromium tmux" in done.stderr
    assert "make test SYSTEM_PACKAGES=" in done.stderr


def debian(tools: Path, user: int, apt: str) -> None:
    """A Debian on which a package is there once apt-get installed it."""
    tool(tools, "dpkg-query", 'eval "name=\\${$#}"; [ -e "$HOME/has-$name" ] && echo installed')
    tool(tools, "id", f"echo {user}")
    tool(tools, "touch", f'{shutil.which("touch")} "$@"')
    tool(tools, "apt-get", f'echo "$DEBIAN_FRONTEND apt-get $*" >>"$HOME/calls"\n{apt}')


HAS = 'case "$*" in *install*) touch "$HOME/has-chromium" "$HOME/has-tmux" ;; esac'


def test_root_installs_what_is_missing_and_says_so_before(tools: Path) -> None:
    debian(tools, 0, HAS)
    (tools / "has-tmux").touch()
    done = run("system-packages", "chromium", "tmux", tools=tools)
    assert (done.returncode, done.stdout) == (0, "")
    assert "packages that are missing; installing them: chromium" in done.stderr
    (call,) = (tools / "calls").read_text().splitlines()
    assert call.startswith("noninteractive apt-get ")
    assert call.endswith("install -y --no-install-recommends chromium")


def test_others_install_with_sudo_which_does_not_wait_for_a_password(tools: Path) -> None:
    debian(tools, 1_000, HAS)
    tool(tools, "sudo", 'echo "sudo $1" >>"$HOME/calls"; shift; exec "$@"')
    done = run("system-packages", "chromium", tools=tools)
    assert done.returncode == 0
    assert "installing them with sudo: chromium" in done.stderr
    assert (tools / "calls").read_text().startswith("sudo -n\n")


def test_others_without_sudo_are_told_what_root_should_type(tools: Path) -> None:
    debian(tools, 1_000, HAS)
    done = run("system-packages", "chromium", "tmux", tools=tools)
    assert done.returncode == 1
    assert "As root: apt-get install chromium tmux" in done.stderr
    assert not (tools / "calls").exists()


def test_old_package_lists_are_renewed_once(tools: Path) -> None:
    apt = (
        f'case "$*" in *update) touch "$HOME/fresh"; exit 0 ;; esac; [ -e "$HOME/fresh" ] || exit 100\n{HAS}'
    )
    debian(tools, 0, apt)
    assert run("system-packages", "chromium", tools=tools).returncode == 0
    words = [call.split()[-1] for call in (tools / "calls").read_text().splitlines()]
    assert words == ["chromium", "update", "chromium"]


def test_a_service_that_came_with_a_package_is_ended(tools: Path) -> None:
    debian(tools, 0, HAS)
    tool(tools, "systemctl", 'echo "$*" >>"$HOME/services"\nexit 1')
    done = run("system-packages", "chromium", tools=tools)
    assert done.returncode == 0, done.stderr
    assert (tools / "services").read_text() == "disable --now --quiet chromium\n"


@pytest.mark.parametrize("apt", ["echo no route to the mirror >&2; exit 100", "exit 0"])
def test_what_cannot_be_installed_is_told(tools: Path, apt: str) -> None:
    debian(tools, 0, apt)
    done = run("system-packages", "chromium", tools=tools)
    assert done.returncode == 1
    assert "chromium" in done.stderr.splitlines()[-1]
    assert ("no route to the mirror" in done.stderr) is apt.startswith("echo")


def test_make_alone_lists_the_targets() -> None:
    done = subprocess.run(
        ["make", "-C", ROOT, "--no-print-directory"], capture_output=True, text=True, env=os.environ
    )
    assert done.returncode == 0
    assert {"run", "test", "check", "bench", "lock", "clean"} <= {
        line.split()[0] for line in done.stdout.splitlines()
    }
