"""What holds for every test: no settings of this machine or its user reach git or Mainstay, and quick tests run first."""

import ctypes
import gc
import os
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.servers.postgresql import PostgreSQL, postgresql
from tests.servers.prometheus import Prometheus, prometheus

ORDER = ("house", "unit", "contract", "docs", "benchmarks", "hostile", "journeys", "packaging")
_LEFT_FREE = 64 << 20
LONG = os.environ.get("MAINSTAY_LONG", "") not in {"", "0"}

# Otherwise each of the thousands of programs that tests start would compile all of its modules anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# How long an example takes is a matter of the machine and of what else runs on it, and no test is about that.
settings.register_profile(
    "untimed", deadline=None, derandomize=not LONG, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent

    def rank(item: pytest.Item) -> int:
        room = item.path.relative_to(here).parts[0]
        return ORDER.index(room) if room in ORDER else len(ORDER)

    items.sort(key=rank)


def pytest_collection_finish() -> None:
    """What was collected stays to the end: let nobody look through it for garbage again and again."""
    gc.collect()
    gc.freeze()


class Memory:
    """What large tests leave free is given back: forks of a process take the longer, the more of it is resident."""

    def __init__(self) -> None:
        self._least = _resident()
        self._trim = getattr(ctypes.CDLL(None), "malloc_trim", None)

    def pytest_runtest_logfinish(self) -> None:
        if self._trim and _resident() > self._least + _LEFT_FREE:
            gc.collect()
            self._trim(0)
            self._least = _resident()


def _resident() -> int:
    """Give the bytes of this process that are resident, 0 where the system does not tell."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    return 0


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Memory())


@pytest.fixture(autouse=True)
def neutral_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put HOME into an empty folder and take every GIT_ variable away."""
    home = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith(("GIT_", "XDG_"))]:
        monkeypatch.delenv(name)
    # What a check sets for its workers must not reach the programs of the next test.
    for name in ("PYTHONSAFEPATH", "OPENBLAS_NUM_THREADS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    # On a dumb terminal nothing is drawn, and who waits for a drawing waits for ever.
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    return home


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgreSQL]:
    """Start a real PostgreSQL, once for each process that runs tests and only where one asks for it."""
    with postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def prometheus_server() -> Iterator[Prometheus]:
    """Start a real Prometheus, once for each process that runs tests and only where one asks for it."""
    with prometheus() as server:
        yield server
