"""Asking one plugin in a process of its own, with nothing of this one's environment, within limits."""

import math
import os
import site
import sys
import sysconfig
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from signal import Signals
from typing import Any

from mainstay.domain.errors import RunFailed
from mainstay.domain.plan import Value
from mainstay.plugins.hiding import hidden
from mainstay.plugins.installed import Plugin
from mainstay.plugins.wire import (
    ACT,
    COLLECT,
    DESCRIBE,
    FORESEE,
    LARGEST,
    Answer,
    Ended,
    WrongAnswer,
    read_answer,
    request,
)
from mainstay.ports.action import Occasion
from mainstay.ports.plugins import Shown
from mainstay.ports.process import Limits, Processes, Running
from mainstay.present.visible import visible

_HOST = "mainstay.plugins.host"
_SYSTEM = "/usr/local/bin:/usr/bin:/bin"
_GLANCE = 0.1  # seconds after which it is asked again whether it is to stop
_GRACE = 10.0  # seconds that the keeper of a plugin has beyond the plugin's own time
_WORDS = 200
_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a plugin may use: `seconds` of time, bytes of `memory` and of one `file` for each of its processes, open `files`.

    `output` are the bytes of its answer. It can write nowhere but in a folder that is removed after it, and below
    `writable` if that is not "", and read nothing but the work tree, Python and the system's programs, as far as the
    system knows how to; `seed` orders its sets.
    """

    seconds: float = 60.0
    memory: int = 1024 * _MIB
    file: int = 64 * _MIB
    files: int = 256
    output: int = LARGEST
    writable: str = ""
    seed: int = 0

    @property
    def told(self) -> dict[str, float]:
        """The limits as the plugin's process is told them."""
        return {
            "seconds": self.seconds,
            "memory": self.memory,
            "file": self.file,
            "files": self.files,
            "output": self.output,
        }


class PluginFailed(Exception):
    """A plugin gave no answer; says why in one clause that may be shown."""


class NotCalled(PluginFailed):
    """An action gave no answer, and surely was not called."""


class OptionRefused(PluginFailed):
    """A plugin gave no answer, for it has no such option or takes another type for it."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks plugins through `processes`, each run by the interpreter `python`, where they are installed."""

    processes: Processes
    allowed: Allowed = field(default_factory=Allowed)
    python: str = sys.executable

    def describe(self, plugin: Plugin) -> Answer:
        """Ask a plugin what it is. Raises PluginFailed."""
        return self._asked(plugin, DESCRIBE)

    def collect(
        self, plugin: Plugin, root: str, files: Sequence[Shown], options: Mapping[str, Any]
    ) -> Answer:
        """Ask a plugin of the work tree at `root` that holds these files. Raises PluginFailed."""
        return self._asked(plugin, COLLECT, root=root, files=files, options=options)

    def foresee(self, plugin: Plugin, parameters: Mapping[str, Value], occasion: Occasion) -> Answer:
        """Ask an action what it would do, where it can do nothing. Raises PluginFailed."""
        return self._asked(plugin, FORESEE, occasion.stopped, parameters=parameters, occasion=occasion)

    def act(
        self, plugin: Plugin, parameters: Mapping[str, Value], occasion: Occasion, *, confined: bool = False
    ) -> Answer:
        """Let an action act; `confined` as foreseeing is, to try it. Raises NotCalled where it surely did not, PluginFailed."""
        return self._asked(
            plugin, ACT, occasion.stopped, parameters=parameters, occasion=occasion, confined=confined
        )

    def _asked(
        self,
        plugin: Plugin,
        action: str,
        stopped: Callable[[], bool] | None = None,
        **about: Any,  # noqa: ANN401  # as `request` takes it
    ) -> Answer:
        if plugin.wrong:
            raise NotCalled(plugin.wrong)
        asked = request(
            action,
            name=plugin.name,
            entry=plugin.entry,
            kind=plugin.kind,
            limits=self.allowed.told,
            writable=self.allowed.writable,
            **about,
        )
        try:
            # What it is given holds nothing of this process's; nor may it be read from here while it runs.
            with hidden():
                answered = self._run(asked, stopped)
            ended, answer = read_answer(answered)
        except RunFailed as error:
            raise PluginFailed(error.what) from None
        except WrongAnswer as error:
            raise PluginFailed(visible(str(error), _WORDS)) from None
        if answer is None:
            raise PluginFailed(self._why(ended))
        if answer.failed:
            kind = OptionRefused if answer.option else PluginFailed if answer.begun else NotCalled
            raise kind(visible(answer.failed, 2 * _WORDS))
        return answer

    def _run(self, asked: bytes, stopped: Callable[[], bool] | None) -> bytes:
        limits = Limits(
            seconds=self.allowed.seconds + _GRACE if math.isfinite(self.allowed.seconds) else 0.0,
            output=self.allowed.output + 4096,
        )
        try:
            started = self.processes.start(_argv(self.python), _environment(self.allowed.seed), limits=limits)
        except RunFailed as error:
            raise NotCalled(error.what) from None
        with started as running:
            try:
                running.stdin.write(asked)
                running.stdin.flush()
                with _ended_when(stopped, running):
                    answered = running.stdout.read()
                if answered:
                    return answered
            except BrokenPipeError:
                pass
            finally:
                # The keeper takes that for the word to end, and ends all that the plugin started before it does.
                with suppress(BrokenPipeError, ValueError):
                    running.stdin.close()
                _drained(running)
            raise PluginFailed(_last_words(running.finish().stderr))

    def _why(self, ended: Ended) -> str:
        if ended.reason == "time":
            return f"it ran longer than the {self.allowed.seconds:g} seconds it may"
        if ended.reason == "output":
            return f"it answered more than the {self.allowed.output // _MIB} MiB it may"
        if ended.reason:
            return "it was ended from outside"
        if ended.status < 0:
            return f"it was ended by {_signal(-ended.status)}"
        return f"it ended with the exit status {ended.status} and without an answer"


@contextmanager
def _ended_when(stopped: Callable[[], bool] | None, running: Running) -> Iterator[None]:
    """Have the keeper end the plugin as soon as it is to stop: its input ends then."""
    if stopped is None:
        yield
        return
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_GLANCE):
            if stopped():
                with suppress(BrokenPipeError, ValueError):
                    running.stdin.close()
                return

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()


def _drained(running: Running) -> None:
    with suppress(RunFailed, ValueError):
        running.stdout.read()


def _last_words(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().splitlines() or ["it said nothing"]
    return f"its process could not begin: {visible(lines[-1], _WORDS)}"


def _signal(number: int) -> str:
    try:
        name = Signals(number).name
    except ValueError:
        name = f"signal {number}"
    more = {
        "SIGKILL": ", which the system sends when memory runs out",
        "SIGXCPU": ", for it used more time of the processor than it may",
        "SIGXFSZ": ", for it wrote a larger file than it may",
    }
    return name + more.get(name, "")


def _argv(python: str) -> list[str]:
    # Without the folder it is started in, and with that of the user only where this process has it too.
    return [python, "-P", "-B", *([] if site.ENABLE_USER_SITE else ["-s"]), "-X", "utf8", "-m", _HOST]


def _environment(seed: int) -> dict[str, str]:
    """Give the environment of a plugin: nothing of this process's but where Python and temporary files lie."""
    given = {
        "PATH": os.pathsep.join((sysconfig.get_path("scripts"), _SYSTEM)),
        "HOME": "/nonexistent",
        "TMPDIR": tempfile.gettempdir(),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": str(seed),
        "OPENBLAS_NUM_THREADS": "1",
    }
    if site.ENABLE_USER_SITE:
        given["PYTHONUSERBASE"] = site.getuserbase()
    return given
