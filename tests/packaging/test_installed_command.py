"""An installed copy, away from the checkout: all of it imports, and the command does its work."""

import json
from pathlib import Path

import mainstay
from tests.docs.examples import scratch_repository
from tests.packaging.building import run, sources

EVERY_MODULE = """
import importlib, json, pkgutil, mainstay
names = [module.name for module in pkgutil.walk_packages(mainstay.__path__, "mainstay.")]
# Alembic runs this one itself, within a migration; it is no module to import.
for name in set(names) - {"mainstay.adapters.store.migrations.env"}:
    importlib.import_module(name)
print(json.dumps({"from": mainstay.__file__, "modules": names}))
"""


def test_every_module_imports(environment: Path, tmp_path: Path) -> None:
    told = json.loads(run(environment / "bin" / "python", "-I", "-c", EVERY_MODULE, cwd=tmp_path))
    assert Path(told["from"]).is_relative_to(environment)
    modules = {name.removesuffix(".py").replace("/", ".") for name in sources() if name.endswith(".py")}
    assert set(told["modules"]) | {"mainstay"} == {name.removesuffix(".__init__") for name in modules}


def test_the_command_tells_its_version(environment: Path, tmp_path: Path) -> None:
    for command in (
        [environment / "bin" / "mainstay"],
        [environment / "bin" / "python", "-I", "-m", "mainstay"],
    ):
        assert mainstay.__version__ in run(*command, "--version", cwd=tmp_path)


def test_the_command_checks_a_repository(environment: Path, tmp_path: Path) -> None:
    repository = scratch_repository(tmp_path)
    report = tmp_path / "report.html"
    command = (environment / "bin" / "mainstay", "check", repository, "--html", report)
    assert run(*command, cwd=tmp_path, XDG_STATE_HOME=tmp_path / "state").strip()
    assert "prices.py" in report.read_text()
