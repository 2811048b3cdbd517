"""Each plugin in a process of its own: what it may not do it cannot, and however it ends is told."""

import os
from pathlib import Path

import pytest

from mainstay.adapters.processes.local import LocalProcesses
from mainstay.plugins.asking import Allowed, Asking, PluginFailed
from mainstay.plugins.installed import Plugin, installed
from mainstay.plugins.wire import Answer
from mainstay.ports.plugins import Shown
from tests.fakes.plugins import Environment

SHOWN = [Shown("a.py", "source", "Python"), Shown("b.md", "other", "")]
QUICK = Allowed(seconds=20.0)


class Trying:
    """Plants one plugin after the other and asks it of a small work tree."""

    def __init__(self, environment: Environment, root: Path) -> None:
        self.environment, self.root = environment, root
        (root / "a.py").write_text("a = 1\n")
        (root / "b.md").write_text("b\n")

    def plugin(self, name: str) -> Plugin:
        (found,) = [one for one in installed([str(self.environment.packages)]) if one.name == name]
        return found

    def ask(self, name: str, allowed: Allowed = QUICK, **options: object) -> Answer:
        asking = Asking(LocalProcesses(), allowed, self.environment.python)
        return asking.collect(self.plugin(name), str(self.root), SHOWN, options)

    def collected(self, body: str, allowed: Allowed = QUICK, name: str = "tried") -> Answer:
        self.environment.plant_collector(name, body)
        return self.ask(name, allowed)

    def failure(self, body: str, allowed: Allowed = QUICK) -> str:
        with pytest.raises(PluginFailed) as failed:
            self.collected(body, allowed)
        return str(failed.value)


@pytest.fixture
def trying(environment: Environment, tmp_path: Path) -> Trying:
    root = tmp_path / "work tree"
    root.mkdir()
    return Trying(environment, root)


def test_a_plugin_sees_the_files_and_tells_of_them(trying: Trying) -> None:
    answer = trying.collected(
        """
        for file in subject.files:
            text = subject.read(file).decode()
            yield Finding("odd", file.path, f"{file.kind} {file.language} {file.maintained} {text!r}", line=1)
        yield Figure("files", len(subject.files))
        """
    )
    assert [(one.path, one.text) for one in answer.findings] == [
        ("a.py", "source Python True 'a = 1\\n'"),
        ("b.md", "other  False 'b\\n'"),
    ]
    assert [(one.name, one.value) for one in answer.figures] == [("files", 2.0)]
    assert (answer.api, answer.codes, answer.more) == (1, {"odd": "It is odd."}, False)


def test_what_it_prints_is_no_answer(trying: Trying) -> None:
    answer = trying.collected(
        """
        import os, sys
        print('{"findings": []}')
        os.write(1, b'{"failed": "no"}')
        sys.stderr.write("\\x1b[31m" * 100_000)
        yield Figure("one", 1.0)
        """
    )
    assert [one.name for one in answer.figures] == ["one"]


def test_nothing_of_this_process_reaches_it(trying: Trying, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hidden")
    monkeypatch.setenv("PYTHONSTARTUP", "/x")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/x")
    inherited, other = os.pipe()
    for end in (inherited, other):
        os.set_inheritable(end, True)
    answer = trying.collected(
        """
        import os
        for name in sorted(os.environ):
            yield Figure(name, 1.0)
        yield Figure("descriptors", len(os.listdir("/proc/self/fd")) - 1)
        yield Figure("input", len(os.read(0, 10)))
        yield Figure("in the work tree", float(os.getcwd() == str(subject.root)))
        """
    )
    figures = {one.name: one.value for one in answer.figures}
    assert figures.pop("descriptors") == 4
    assert figures.pop("input") == 0
    assert figures.pop("in the work tree") == 0
    assert figures.keys() <= {
        "HOME",
        "LANG",
        "LC_CTYPE",
        "OPENBLAS_NUM_THREADS",
        "PATH",
        "PYTHONHASHSEED",
        "TMPDIR",
        "TZ",
    }


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("raise ValueError('no \\x1b[31m')", r"ValueError: (planted_tried.py:"),
        ("raise SystemExit(3)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("import os; os._exit(7)", "it ended with the exit status 7 and without an answer"),
        ("import os; os.kill(os.getpid(), 15)", "it was ended by SIGTERM"),
        ("import not_there_at_all", "ModuleNotFoundError"),
        ("return None", "collect gives nothing that can be gone through"),
        ("return ['a']", "it tells a str, and no Finding or Figure"),
        ("return [Finding('odd', 'a.py', object())]", "values of other types"),
        ("return [Finding('odd', 'a.py', 'x', line='1')]", "its answer is none"),
        ("return [Figure('x', float('nan'))]", "its answer is none"),
        ("def deep(n): return deep(n + 1)\nreturn deep(0)", "RecursionError"),
        ("deep = []\nfor _ in range(100_000): deep = [deep]\nreturn [Finding('odd', 'a.py', 'x', evidence=deep)]", ""),
        ("import os; os.write(3, b'garbage'); os._exit(0)", "its answer is none"),
        ("import os; os.write(3, b'['*9999999); os._exit(0)", "its answer is none"),
        ("open(subject.root / 'a.py', 'w')", "Permission"),
        ("(subject.root / 'new').mkdir()", "Permission"),
        ("(subject.root / 'a.py').unlink()", "Permission"),
        ("import socket; socket.create_connection(('127.0.0.1', 9), 2)", "Permission"),
        ("import os; os.kill(os.getppid(), 9)", "Permission"),
    ],
)  # fmt: skip
def test_however_it_fails_is_told(trying: Trying, body: str, told: str) -> None:
    failure = trying.failure(body)
    assert told in failure
    assert failure.isprintable()
    assert len(failure) < 500


@pytest.mark.parametrize(
    ("body", "allowed", "told"),
    [
        ("while True: pass", Allowed(seconds=1.0), "longer than the 1 seconds|SIGXCPU"),
        ("import time; time.sleep(600)", Allowed(seconds=0.5), "longer than the 0.5 seconds"),
        ("return [b'x' * (400 << 20)]", Allowed(memory=200 << 20), "MemoryError"),
        ("return [Figure('x' * (17 << 20), 1.0)]", QUICK, "answered more than the 16 MiB"),
        (
            "with open('x', 'wb') as f: f.write(b'x' * 2_000_000)",
            Allowed(file=1 << 20),
            "SIGXFSZ|File too large",
        ),
        ("return [open('/dev/null') for _ in range(100)]", Allowed(files=50), "Too many open files"),
    ],
    ids=["time of the processor", "time", "memory", "answer", "file", "open files"],
)
def test_each_limit_holds(trying: Trying, body: str, allowed: Allowed, told: str) -> None:
    with pytest.raises(PluginFailed, match=told):
        trying.collected(body, allowed)


def test_it_may_write_to_a_folder_that_is_gone_afterwards(trying: Trying) -> None:
    answer = trying.collected(
        """
        import os, tempfile
        with tempfile.NamedTemporaryFile(delete=False) as file:
            file.write(b"x")
        yield Figure(os.path.dirname(file.name), 1.0)
        yield Figure("at home", float(os.path.expanduser("~") == os.getcwd()))
        """
    )
    folder, home = answer.figures
    assert "mainstay-plugin-" in folder.name
    assert home.value == 1
    assert not Path(folder.name).exists()


def test_a_stream_without_end_is_cut(trying: Trying) -> None:
    answer = trying.collected("while True: yield Finding('odd', 'a.py', 'x')")
    assert answer.more
    assert len(answer.findings) == 10_000


GOOD = """
class Options(msgspec.Struct, frozen=True):
    word: str = "x"
    most: int = 3

class Plugin:
    name = "{name}"
    api = {api}
    codes = {codes}
    options = {options}
    def collect(self, subject):
        yield Figure(subject.options.word, subject.options.most)
"""
USUAL = {"name": "tried", "api": "API", "codes": "{'odd': 'Odd.'}", "options": "Options"}


def test_options_reach_it_with_their_types(trying: Trying) -> None:
    trying.environment.plant("tried", GOOD.format(**USUAL))
    assert [(one.name, one.value) for one in trying.ask("tried").figures] == [("x", 3.0)]
    assert [(one.name, one.value) for one in trying.ask("tried", word="y", most=4).figures] == [("y", 4.0)]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"wrod": "y"}, "it has no option 'wrod': there are word, most"),
        ({"most": "4"}, "an option cannot be used: Expected `int`, got `str`"),
    ],
)
def test_options_that_it_has_not_are_refused(trying: Trying, options: dict[str, object], told: str) -> None:
    trying.environment.plant("tried", GOOD.format(**USUAL))
    with pytest.raises(PluginFailed, match=told):
        trying.ask("tried", **options)


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ({"api": "2"}, "it was written for version 2 of the interface, and this Mainstay has 1"),
        ({"api": "None"}, "version None"),
        ({"name": "other"}, "it calls itself 'other', and its entry point 'tried'"),
        ({"codes": "None"}, "its codes are no mapping"),
        ({"codes": "{1: 2}"}, "its codes are no mapping"),
        ({"codes": "{f'c{n}': 'x' for n in range(101)}"}, "more than 100 codes"),
        ({"options": "dict"}, "no class made of msgspec.Struct"),
        ({"options": "Options()"}, "no class made of msgspec.Struct"),
        ({"options": "type('O', (msgspec.Struct,), {'__annotations__': {'a': int}})"}, "no default for a"),
    ],
)
def test_what_does_not_keep_to_the_agreement_is_not_asked(
    trying: Trying, about: dict[str, str], told: str
) -> None:
    trying.environment.plant("tried", GOOD.format(**USUAL | about))
    with pytest.raises(PluginFailed, match=told):
        trying.ask("tried")


def test_a_module_that_ends_while_it_loads_is_told(trying: Trying) -> None:
    trying.environment.plant("tried", "raise SystemExit('bye')\n")
    with pytest.raises(PluginFailed, match=r"SystemExit: \(.*\) bye"):
        trying.ask("tried")


def test_what_is_wrong_with_its_entry_point_is_told_without_asking(trying: Trying) -> None:
    with pytest.raises(PluginFailed, match="why not"):
        Asking(LocalProcesses()).describe(Plugin("p", "a:b", "d", "1", "", wrong="why not"))


def test_a_python_without_mainstay_is_told(trying: Trying) -> None:
    trying.environment.plant_collector("tried", "return []")
    (trying.environment.packages / "seen.pth").unlink()
    with pytest.raises(PluginFailed, match=r"its process could not begin: .*No module named 'mainstay'"):
        trying.ask("tried")
