"""Plugins that mean harm: the look goes on without them, nothing of them stays, and what they say is believed in nothing."""

import signal
import threading
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

from tests.fakes.plugins import Environment
from tests.fakes.repositories import Repo, make_repository
from tests.hostile.room import Room, notices_of, untouched

FOREVER = "import time\nwhile True: time.sleep(1)"
STUBBORN = """
import os, signal, sys, time
for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
for turn in range(24):
    if not os.fork():
        if turn % 3 == 0: os.setsid()
        if turn % 3 == 1: os.setpgid(0, 0)
        if turn % 2 and os.fork(): os._exit(0)
        while True: time.sleep(1)
"""
READY = "\nopen('ready', 'w').close()\n"


class Shop:
    """A room with an environment to plant plugins in, and a repository of one file."""

    def __init__(self, room: Room, environment: Environment, repo: Repo) -> None:
        self.room, self.environment, self.repo = room, environment, repo

    def plant(self, body: str) -> None:
        self.environment.plant_collector("bad", body)

    def look(self, *words: str) -> dict[str, Any]:
        with untouched(self.repo.path):
            return self.room.look(self.repo.path, "--plugin", "bad", *words, program=self.environment.program)

    def failure(self, body: str, *words: str) -> str:
        """Look with a plugin that must fail; all else is as it is without it. Give what is said of it."""
        self.plant(body)
        report = self.look(*words)
        assert [one["file"]["path"] for one in report["files"]] == ["a.py"]
        assert report["score"]["value"] == 100
        (run,) = report["plugins"]
        assert (run["findings"], run["figures"]) == (0, [])
        assert "plugin-failed" in notices_of(report)
        return str(run["failed"])

    def start(self, *words: str) -> "Popen[bytes]":
        """Start a look and wait until its plugin is at work; the test's time limit is the judge."""
        process = self.room.start(
            "check", "-q", "--plugin", "bad", *words, self.repo.path, program=self.environment.program
        )
        tick = threading.Event()
        while not list(self.room.temp.glob("mainstay-plugin-*/ready")):
            assert process.poll() is None
            tick.wait(0.01)
        return process


@pytest.fixture
def shop(room: Room, tmp_path: Path) -> Shop:
    repo = make_repository(tmp_path / "repo")
    (repo.path / "a.py").write_text("a = 1\n")
    repo.git("add", ".")
    repo.git("commit", "--quiet", "-m", "first")
    return Shop(room, Environment.made(tmp_path / "environment"), repo)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (FOREVER, "longer than the 2 seconds"),
        (STUBBORN + "while True: time.sleep(1)", "longer than the 2 seconds"),
        (STUBBORN + "raise ValueError", "ValueError"),
        (STUBBORN + "os._exit(0)", "its answer is none"),
        ("import os\nwhile True: os.write(1, b'x' * 65536)", "longer than the 2 seconds|SIGXCPU"),
        ("import sys\nwhile True: sys.stderr.write('\\x1b]0;owned\\x07' * 1000)", "2 seconds|SIGXCPU"),
        ("import os\nwhile True: os.write(3, b'[' * 65536)", "answered more than the 16 MiB"),
        ("held = []\nwhile True: held.append(bytes(1 << 20))", "MemoryError"),
        ("import os, signal; os.kill(os.getppid(), signal.SIGKILL)", "Permission"),
        ("import os, signal; os.killpg(os.getpgid(os.getppid()), signal.SIGKILL)", "Permission"),
        ("import os; os.close(3); return []", "Bad file descriptor|without an answer|its answer is none"),
        ("import sys; sys.stderr.write('\\x1b[2J\\u202e'); raise ValueError('\\x1b[2J\\u202e\\n\\r')", "ValueError"),
        ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
    ],
    ids=[
        "never ends", "never ends with many", "many stay behind", "ends at once with many", "floods its output",
        "floods its errors", "floods its answer", "takes all memory", "kills its keeper", "kills its keeper's group",
        "closes its answer", "steers the terminal", "crashes",
    ],
)  # fmt: skip
def test_a_look_goes_on_without_it(shop: Shop, body: str, told: str) -> None:
    failure = shop.failure(body, "--plugin-seconds", "2" if "2 seconds" in told else "30")
    assert any(word in failure for word in told.split("|")), failure


@pytest.mark.parametrize(
    "document",
    [
        'b\'{"findings": [\' + b\',\'.join([b\'{"code":"odd","path":"a.py","text":"x"}\'] * 1_000_000)',
        "b'[' * 1_000_000",
        "b'{\"failed\": ' * 1_000_000",
        "b'{\"more\": true, \"more\": ' + b'1' * 1_000_000 + b'}'",
        "b'\\x00' * 100",
        'b\'{"reason": "", "status": 0}\\n{}\\n{}\'',
    ],
    ids=["a million findings", "deep arrays", "deep objects", "a long number", "zeros", "two answers"],
)
def test_an_answer_of_its_own_making_is_none(shop: Shop, document: str) -> None:
    data = f"data = {document}\nwhile data: data = data[os.write(3, data):]"
    failure = shop.failure(f"import os\n{data}\nos._exit(0)")
    assert "its answer is none" in failure or "answered more" in failure


def test_a_million_findings_are_cut(shop: Shop) -> None:
    shop.plant("for number in range(1_000_000): yield Finding('odd', 'a.py', 'x', line=number)")
    report = shop.look()
    assert "plugin-cut" in notices_of(report)
    assert report["findings_total"] == 10_000


def test_findings_elsewhere_are_left_out(shop: Shop) -> None:
    paths = ["../../etc/passwd", "/etc/passwd", "a.py\0", ".git/config", "a.py/", "\udcff", "\x1b[31m", ""]
    shop.plant(f"for path in {paths!r}: yield Finding('odd', path, 'x')")
    report = shop.look()
    assert report["findings_total"] == 0
    assert notices_of(report)["plugin-refused"]["count"] == len(paths)


def test_what_steers_is_made_visible_in_every_format(shop: Shop) -> None:
    hostile = "\x1b[31m\u202e\r</script><img src=x onerror=alert(1)>|`$(id)`"
    about = f"{hostile!r}, symbol={hostile!r}, repair={hostile!r}, evidence=({hostile!r},)"
    shop.plant(f"yield Finding('odd', 'a.py', {about}); yield Figure({hostile!r}, 1.0, {hostile!r})")
    with untouched(shop.repo.path):
        for form in ("text", "markdown", "html"):
            words = ("check", "--plugin", "bad", "--format", form, shop.repo.path)
            page = shop.room.run(*words, program=shop.environment.program).stdout.decode()
            assert "<img src=x" not in page or form == "text"
            assert "\\u202e" in page
        listed = shop.room.run("list", "--plugin", "bad", shop.repo.path, program=shop.environment.program)
        assert "bad/odd" in listed.stdout.decode()


def test_a_killed_look_leaves_nothing_of_a_plugin(shop: Shop) -> None:
    shop.room.loose = True
    shop.plant(STUBBORN + READY + FOREVER)
    process = shop.start()
    process.kill()
    process.communicate(timeout=60)
    shop.room.is_tidy()
    assert list(shop.room.temp.glob("mainstay-plugin-*")) == []


@pytest.mark.parametrize(
    ("number", "word"),
    [(signal.SIGINT, b"interrupted\n"), (signal.SIGTERM, b"terminated\n"), (signal.SIGHUP, b"hung up\n")],
)
def test_a_signal_ends_all_in_order(shop: Shop, number: signal.Signals, word: bytes) -> None:
    shop.plant(STUBBORN + READY + FOREVER)
    with untouched(shop.repo.path):
        process = shop.start("--format", "json")
        process.send_signal(number)
        stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stdout, stderr) == (128 + number, b"", word)
    shop.room.is_tidy()


def test_trying_it_by_the_rules_leaves_nothing_either(shop: Shop) -> None:
    shop.plant(STUBBORN + "return []")
    outcome = shop.room.run("plugins", "check", "bad", program=shop.environment.program)
    assert outcome.status == 0


def test_a_broken_plugin_is_told_by_the_doctor(shop: Shop) -> None:
    shop.environment.plant("bad", "raise RuntimeError('\\x1b[31m no')")
    outcome = shop.room.run("doctor", shop.repo.path, program=shop.environment.program)
    assert outcome.status == 0
    assert "limited  plugin bad" in outcome.stdout.decode()
