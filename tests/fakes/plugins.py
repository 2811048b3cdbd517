"""An environment of its own with Mainstay and planted plugins in it, made without building anything."""

import subprocess
import sys
import sysconfig
import textwrap
from dataclasses import dataclass
from pathlib import Path

import mainstay

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "license-headers"
_BEGINNING = """
import msgspec
from mainstay.plugins.collector import API, Figure, File, Finding, NoOptions, Subject
"""
_SCRIPT = '#!{python}\nfrom mainstay.cli.main import main\n\nif __name__ == "__main__":\n    main()\n'


@dataclass(frozen=True)
class Environment:
    """A virtual environment that sees the packages of this one; `packages` is where its own are."""

    folder: Path

    @staticmethod
    def made(folder: Path, python: str = sys.executable) -> "Environment":
        subprocess.run([python, "-m", "venv", "--without-pip", folder], check=True)
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

    def plant(self, name: str, code: str, *, entry: str = "", of: str = "", version: str = "1.0") -> None:
        """Plant a plugin: its module, and the distribution `of` that declares it."""
        module = f"planted_{(of or name).replace('-', '_').lower()}"
        (self.packages / f"{module}.py").write_text(_BEGINNING + textwrap.dedent(code))
        self.declare(of or name, version, f"{name} = {entry or f'{module}:Plugin'}\n")

    def plant_collector(self, name: str, collect: str, **about: str) -> None:
        """Plant a plugin whose method `collect` has the body given; it may tell findings of the code `odd`."""
        body = textwrap.indent(textwrap.dedent(collect).strip(), " " * 8)
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

    def declare(self, distribution: str, version: str, entries: str, record: str = "some.py,,\n") -> None:
        """Lay down what an installer writes about a distribution."""
        about = self.packages / f"{distribution.replace('-', '_')}-{version}.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n")
        (about / "entry_points.txt").write_text(f"[mainstay.collectors]\n{entries}")
        (about / "RECORD").write_text(record)
