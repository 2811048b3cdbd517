"""The wheel and the source distribution, built once, and new environments with each of them."""

import fcntl
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.packaging.building import ROOT, run

LOCKS = ROOT / "requirements"
Installer = Callable[..., Path]
Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(autouse=True)
def neutral_home() -> Path:
    """Leave HOME as it is, other than for all other tests: pip installs as this machine's user has set it up."""
    return Path.home()


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Give a way to make a folder once for all processes that run tests; the others wait until it is made."""
    alone = tmp_path_factory.getbasetemp()
    # Processes that run tests side by side have folders of their own in one that they share.
    shared = (alone.parent if alone.name.startswith("popen-") else alone) / "packaging"

    def made(name: str, make: Callable[[Path], object]) -> Path:
        shared.mkdir(exist_ok=True)
        folder, ready = shared / name, shared / f"{name}.ready"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not ready.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                make(folder)
                ready.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def sdist(once: Once) -> Path:
    def build(folder: Path) -> None:
        run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, cwd=ROOT)

    (built,) = once("sdist", build).iterdir()
    return built


@pytest.fixture(scope="session")
def wheel(sdist: Path, once: Once) -> Path:
    """The wheel as others build it: from the unpacked source distribution, away from this checkout."""

    def build(folder: Path) -> None:
        run("tar", "-xzf", sdist, "-C", folder)
        (sources,) = folder.iterdir()
        run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "dist", cwd=sources)

    (built,) = (once("wheel", build) / "dist").iterdir()
    return built


@pytest.fixture(scope="session")
def install(once: Once) -> Installer:
    """Give a way to make a new environment of a name with what a run needs, further locks and files; gives its folder.

    What a run needs is installed from its lock once, and lies in each environment as a link to the same file.
    """

    def bare(environment: Path) -> None:
        run(sys.executable, "-m", "venv", "--without-pip", environment)

    def from_locks(environment: Path, *locks: str) -> None:
        files = [word for lock in locks for word in ("-r", LOCKS / f"{lock}.lock")]
        pip(environment, "--require-hashes", *files)

    def needed(environment: Path) -> None:
        bare(environment)
        from_locks(environment, "run")

    def into_new_environment(name: str, *files: Path, locks: tuple[str, ...] = ()) -> Path:
        origin = packages_of(once("needed", needed))

        def make(environment: Path) -> None:
            bare(environment)
            shutil.copytree(origin, packages_of(environment), dirs_exist_ok=True, copy_function=os.link)
            if locks:
                from_locks(environment, *locks)
            for file in files:
                pip(environment, "--no-deps", "--no-build-isolation", "--no-index", file)

        return once(name, make)

    return into_new_environment


def pip(environment: Path, *words: object) -> None:
    """Install into an environment that has no pip of its own."""
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        environment / "bin" / "python",
        "install",
        "--no-compile",
        *words,
    )


def packages_of(environment: Path) -> Path:
    """Give the folder that an environment's distributions lie in."""
    (packages,) = environment.glob("lib/python3*/site-packages")
    return packages


@pytest.fixture(scope="session")
def from_wheel(wheel: Path, install: Installer) -> Path:
    return install("from-wheel", wheel)


@pytest.fixture(scope="session")
def from_sdist(sdist: Path, install: Installer) -> Path:
    return install("from-sdist", sdist, locks=("build",))


@pytest.fixture(params=["wheel", "sdist"])
def environment(request: pytest.FixtureRequest) -> Path:
    return request.getfixturevalue(f"from_{request.param}")
