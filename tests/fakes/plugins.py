"""An environment of its own with Mainstay and planted plugins in it, made without building anything."""

import atexit
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import mainstay

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "license-headers"
_BEGINNING = """
import msgspec
from mainstay.plugins.collector import API, Figure, File, Finding, NoOptions, Subject
"""
_BEGINNINGS = {
    "collector": _BEGINNING,
    "action": "import msgspec\nfrom mainstay.plugins.action import API, Mark, NoParameters, Occasion, Result, WaitFor\n",
}
_SCRIPT = '#!{python}\nfrom mainstay.cli.main import main\n\nif __name__ == "__main__":\n    main()\n'


@dataclass(frozen=True)
class Environment:
    """A virtual environment that sees the packages of this one; `packages` is where its own are."""

    folder: Path

    @staticmethod
    def made(folder: Path, python: str = sys.executable) -> "Environment":
        shutil.copytree(_bare(python), folder, symlinks=True)
        environment = Environment(folder)
        seen = (Path(mainstay.__file__).parents[1], sysconfig.get_path("purelib"))
        (environment.packages / "seen.pth").write_text("".join(f"{place}\n" for place in seen))
        command = folder / "bin" / "mainstay"
        command.write_text(_SCRIPT.format(python=environment.python))
        command.chmod(0o755)
        return environment

    @property
    def python(self) -> str:
        return str(self.folder / "bin" / "python")

    @property
    def program(self) -> tuple[str, ...]:
        return self.python, "-P", "-m", "mainstay"

    @property
    def packages(self) -> Path:
        (found,) = self.folder.glob("lib/python3*/site-packages")
        return found

    def plant(
        self,
        name: str,
        code: str,
        *,
        entry: str = "",
        of: str = "",
        version: str = "1.0",
        kind: str = "collector",
    ) -> None:
        """Plant a plugin: its module, and the distribution `of` that declares it."""
        module = f"planted_{(of or name).replace('-', '_').lower()}"
        (self.packages / f"{module}.py").write_text(_BEGINNINGS[kind] + textwrap.dedent(code))
        self.declare(of or name, version, f"{name} = {entry or f'{module}:Plugin'}\n", kind=kind)

    def plant_action(self, name: str, act: str, *, foresee: str = "", **about: str) -> None:
        """Plant an action with the body of its method `act`; its one parameter is the path `to`."""
        said = {"looks": "False", "example": '{"to": "${folder}/made"}'} | about
        foresee = foresee or 'return Result(Mark.DONE, "it would write " + parameters.to)'
        self.plant(
            name,
            "class Parameters(msgspec.Struct, frozen=True):\n    to: str\n\n"
            f'class Plugin:\n    name = "{name}"\n    api = API\n    looks = {said["looks"]}\n'
            f"    parameters = Parameters\n    example = {said['example']}\n"
            f"    def foresee(self, parameters, occasion):\n{_body(foresee)}\n"
            f"    def act(self, parameters, occasion):\n{_body(act)}\n",
            kind="action",
        )

    def plant_collector(self, name: str, collect: str, **about: str) -> None:
        """Plant a plugin whose method `collect` has the body given; it may tell findings of the code `odd`."""
        body = _body(collect)
        head = f'class Plugin:\n    name = "{name}"\n    api = API\n    codes = {{"odd": "It is odd."}}\n'
        code = f"{head}    options = NoOptions\n    def collect(self, subject):\n{body}\n"
        self.plant(name, code, **about)

    def plant_example(self) -> None:
        """Plant the example as an installer would lay it out."""
        package = self.packages / "mainstay_license_headers"
        package.mkdir()
        source = EXAMPLE / "src" / package.name / "__init__.py"
        (package / source.name).write_bytes(source.read_bytes())
        self.declare(
            "mainstay-license-headers",
            "1.0.0",
            "license-headers = mainstay_license_headers:LicenseHeaders\n",
        )

    def declare(
        self,
        distribution: str,
        version: str,
        entries: str,
        record: str = "some.py,,\n",
        kind: str = "collector",
    ) -> None:
        """Lay down what an installer writes about a distribution."""
        about = self.packages / f"{distribution.replace('-', '_')}-{version}.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n")
        (about / "entry_points.txt").write_text(f"[mainstay.{kind}s]\n{entries}")
        (about / "RECORD").write_text(record)


@cache
def _bare(python: str) -> Path:
    """Make an environment with nothing in it, to be copied: once for each process that runs tests."""
    folder = Path(tempfile.mkdtemp(prefix="bare-environment-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    subprocess.run([python, "-m", "venv", "--without-pip", folder], check=True)
    return folder


def _body(code: str) -> str:
    return textwrap.indent(textwrap.dedent(code).strip(), " " * 8)
