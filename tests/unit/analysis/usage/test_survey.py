"""A package with planted dead code and planted code that only looks dead; each must be told right."""

from tests.unit.analysis.usage.repository import every, surveyed

PACKAGE = {
    "pyproject.toml": """
[build-system]
requires = ["hatchling"]
[project]
name = "shop"
dependencies = ["requests", "PyYAML", "unused-one"]
[project.scripts]
shop = "shop.cli:run"
[project.entry-points."shop.plugins"]
extra = "shop.extra:Extra"
""",
    "src/shop/__init__.py": "from shop.api import order as order\n__all__ = ['order', 'listed']\ndef listed(): pass\n",
    "src/shop/api.py": "import requests\nimport yaml\nfrom shop import _inner\ndef order(): return _inner._used()\n",
    "src/shop/_inner.py": """
REGISTRY = {}
def _used(): return _helper(), Visitor().visit({}), globals_free()
def _helper(): return getattr(Plain(), 'by_string')
def _dead_function():
    return _dead_function()
class _DeadClass:
    def its_method(self): pass
class Plain:
    def by_string(self): pass
    def _dead_method(self): pass
    def overridden(self): pass
class Visitor:
    def visit(self, node): return getattr(self, 'handle_' + node)
    def handle_node(self): pass
def globals_free(): return Plain
_dead_variable = 1
""",
    "src/shop/cli.py": "import click\nfrom shop import api\n@click.command()\ndef run(): api.order()\n"
    "@app.route('/')\ndef page(): pass\n",
    "src/shop/extra.py": "class Extra:\n    pass\n",
    "src/shop/legacy_dashboard_v1.py": "import shop.legacy_part\ndef show(): pass\n",
    "src/shop/legacy_part.py": "def part(): pass\n",
    "src/shop/by_name.py": "def loaded(): pass\n",
    "src/shop/views.py": "def shown_in_template(): pass\n",
    "src/shop/filters.py": "def plain(): pass\n",
    "src/shop/loader.py": "import importlib\ndef _load(): return importlib.import_module('shop.by_name')\n"
    "if __name__ == '__main__':\n    _load()\n",
    "src/shop/templates/page.html": "{{ shown_in_template }} {% load filters %}",
    "tests/conftest.py": "import pytest, django\n@pytest.fixture\ndef basket(): pass\n",
    "tests/test_api.py": "from shop.api import order\ndef test_order(): order()\n",
    "docs/conf.py": "extensions = []\ndef setup(app): pass\n",
    "examples/use.py": "def example(): pass\n",
}


def test_what_is_dead_is_listed_and_what_only_looks_dead_is_not():
    usage = surveyed(PACKAGE)
    assert {(one.path.rpartition("/")[2], one.symbol) for one in usage.unused} == {
        ("_inner.py", "_dead_function"),
        ("_inner.py", "_DeadClass"),
        ("_inner.py", "Plain._dead_method"),
        ("_inner.py", "Plain.overridden"),
        ("_inner.py", "_dead_variable"),
        ("_inner.py", "REGISTRY"),
        ("legacy_dashboard_v1.py", "shop.legacy_dashboard_v1"),
        ("legacy_part.py", "shop.legacy_part"),
    }


def test_a_module_is_told_with_its_size_and_what_alone_imports_it():
    found = {one.symbol: one for one in surveyed(PACKAGE).unused}
    module = found["shop.legacy_dashboard_v1"]
    assert (module.code, module.text) == ("dead-module", "0 imports, no entry point, 2 lines")
    part = found["shop.legacy_part"]
    assert part.evidence[2] == ("imported only by src/shop/legacy_dashboard_v1.py, which nothing uses")


def test_what_is_not_listed_is_counted():
    counted = dict(surveyed(PACKAGE).unlisted)
    assert counted == {"only-exported": 1, "only-strings": 4}
    assert {(one.symbol, one.why) for one in every(PACKAGE) if one.why == "only-strings"} == {
        ("shop.by_name", "only-strings"),
        ("shop.filters", "only-strings"),
        ("Plain.by_string", "only-strings"),
        ("shown_in_template", "only-strings"),
    }


def test_the_same_files_in_any_order_give_the_same():
    assert surveyed(dict(reversed(PACKAGE.items()))) == surveyed(PACKAGE)


def test_dependencies_of_the_package():
    found = {(one.code, one.name) for one in surveyed(PACKAGE).dependencies}
    assert found == {("unused-dependency", "unused-one"), ("missing-dependency", "click")}


def test_an_empty_repository_gives_nothing():
    usage = surveyed({})
    assert (usage.unused, usage.cycles, usage.dependencies, usage.unlisted) == ((), (), (), ())
