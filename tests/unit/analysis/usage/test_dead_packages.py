"""Packages that nothing uses are told as one; what is loaded, named, started or installed by its folder is not."""

import pytest

from tests.unit.analysis.usage.repository import every, surveyed

LIVING = {
    "shop/__init__.py": "",
    "shop/__main__.py": "from shop.cart import total\n\nprint(total([]))\n",
    "shop/cart.py": "def total(prices):\n    return sum(prices)\n",
}
NAMES = ("views", "models", "forms", "charts", "export")
BODY = """def show_{0}(rows):
    return [row for row in rows if row]


class {0}Page:
    def drawn(self):
        return 1
"""
PLAIN = {f"legacy_dashboard_v1/{name}.py": BODY.format(name) for name in NAMES}
CHAINED = {
    path: f"from legacy_dashboard_v1 import {NAMES[number - 1]}\n\n\n{text}"
    for number, (path, text) in enumerate(PLAIN.items())
}
RELATIVE = {path: f"from . import forms\n\n\n{text}" for path, text in PLAIN.items() if "forms" not in path}
INIT = "legacy_dashboard_v1/__init__.py"
FORMS = {
    "an empty init": {INIT: "", **PLAIN},
    "code in its init": {INIT: "def begin():\n    return 1\n", **PLAIN},
    "an init that imports": {INIT: "from .views import show_views\n", **PLAIN},
    "imports in a circle": {INIT: "", **CHAINED},
    "relative imports": {INIT: "", "legacy_dashboard_v1/forms.py": "A = 1\n", **RELATIVE},
    "folders within": {
        INIT: "",
        **PLAIN,
        "legacy_dashboard_v1/management/__init__.py": "",
        "legacy_dashboard_v1/management/commands/__init__.py": "",
        "legacy_dashboard_v1/management/commands/fill.py": "class Command:\n    pass\n",
    },
    "all code in its init": {INIT: BODY.format("all")},
}


def dead(texts):
    return [(one.code, one.path) for one in surveyed(texts).unused]


@pytest.mark.parametrize("form", FORMS)
def test_a_dead_package_is_one_finding(form):
    package = FORMS[form]
    (one,) = surveyed({**LIVING, **package}).unused
    size = sum(text.count("\n") for text in package.values())
    assert (one.code, one.path, one.symbol) == ("dead-module", INIT, "legacy_dashboard_v1")
    assert (one.why, one.lines) == ("module-no-reference", size)
    modules = "1 module" if len(package) == 1 else f"{len(package)} modules"
    assert one.text == f"package legacy_dashboard_v1: 0 imports, no entry point, {modules}, {size} lines"
    assert set(one.paths) == set(package)
    assert not [
        other for other in every({**LIVING, **package}) if other.path in package and other.code != one.code
    ]


def test_one_that_only_a_dead_package_imports_is_dead_with_it():
    package = {"old_charts/__init__.py": "", "old_charts/draw.py": BODY.format("draw")}
    user = {INIT: "import old_charts.draw\n"}
    assert dead({**LIVING, **package, **user}) == [
        ("dead-module", "old_charts/__init__.py"),
        ("dead-module", INIT),
    ]
    module = {"shop/old.py": "def old():\n    return 1\n", INIT: "from shop.old import old\n"}
    assert dead({**LIVING, **module}) == [("dead-module", "shop/old.py"), ("dead-module", INIT)]


def test_without_an_init_a_folder_is_a_package_when_its_modules_import_each_other():
    for package in (CHAINED, RELATIVE):
        (one,) = surveyed({**LIVING, **package}).unused
        assert (one.path, one.symbol) == (min(package), "legacy_dashboard_v1")
        assert one.text.startswith(
            f"package legacy_dashboard_v1: 0 imports, no entry point, {len(package)} modules"
        )
    assert "dead-module" not in dict(dead({**LIVING, **PLAIN}))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("shop/tax.py", "import legacy_dashboard_v1.views\nlegacy_dashboard_v1.views.show_views([])\n"),
        ("shop/tax.py", "from legacy_dashboard_v1 import views\nviews.show_views([])\n"),
        ("shop/tax.py", "APPS = ['legacy_dashboard_v1']\n"),
        ("shop/tax.py", "PLACE = 'shop/legacy_dashboard_v1/page.html'\n"),
        ("tests/test_views.py", "from legacy_dashboard_v1.views import show_views\n"),
        ("deploy.yaml", "run: python -m legacy_dashboard_v1\n"),
        ("templates/page.html", "{% load legacy_dashboard_v1 %}\n"),
        ("docs/index.md", "See `legacy_dashboard_v1.views`.\n"),
        ("pyproject.toml", "[project]\nname='x'\n[project.scripts]\na = 'legacy_dashboard_v1.views:show_views'\n"),
        ("load.py", "import importlib, sys\nimportlib.import_module(sys.argv[1])\n"),
        ("legacy_dashboard_v1/run.py", "if __name__ == '__main__':\n    print(1)\n"),
        ("legacy_dashboard_v1/run.py", "#!/usr/bin/env python\nprint(1)\n"),
        ("legacy_dashboard_v1/run.py", "def lambda_handler(event, context):\n    return 1\n"),
        ("legacy_dashboard_v1/Dockerfile", "FROM python\n"),
        ("legacy_dashboard_v1/manifest.json", "{}\n"),
    ],
)  # fmt: skip
def test_a_package_that_something_leads_to_is_not_told(path, text):
    texts = {**LIVING, **FORMS["an empty init"], path: text}
    assert ("dead-module", INIT) not in dead(texts)


@pytest.mark.parametrize(
    "loader",
    [
        "import pkgutil\nimport shop\nfor one in pkgutil.walk_packages(shop.__path__): print(one)\n",
        "import importlib\ndef load(name): return importlib.import_module(name)\n",
        "import os\nFOUND = os.listdir(os.path.dirname(__file__))\nprint(FOUND)\n",
        "from pathlib import Path\nprint(list(Path(__file__).parent.glob('*/*.py')))\n",
    ],
)
def test_a_package_that_code_above_it_may_load_is_not_told(loader):
    package = {f"shop/{path}": text for path, text in FORMS["an empty init"].items()}
    assert dead({**LIVING, **package}) == [("dead-module", f"shop/{INIT}")]
    assert ("dead-module", f"shop/{INIT}") not in dead({**LIVING, **package, "shop/loader.py": loader})


@pytest.mark.parametrize("folder", ["tests", "examples", "tools", "shop/plugins", "shop/extensions"])
def test_tests_examples_tools_and_folders_of_plugins_are_not_told(folder):
    package = {f"{folder}/{path}": text for path, text in FORMS["an empty init"].items()}
    assert "dead-module" not in dict(dead({**LIVING, **package}))


def test_where_nothing_else_is_left_nothing_is_dead():
    assert ("dead-module", INIT) not in dead(FORMS["an empty init"])
    assert ("dead-module", INIT) not in dead({**FORMS["an empty init"], "setup.py": "from x import y\ny()\n"})


def test_those_who_install_a_library_are_told_of():
    head = {"pyproject.toml": "[build-system]\nrequires=[]\n[project]\nname='shop'\n"}
    (one,) = surveyed({**LIVING, **head, **FORMS["an empty init"]}).unused
    assert one.evidence[1] == "Those who install this library can import it."
    assert "no whole package was judged" in one.evidence[-1]


@pytest.mark.parametrize(
    ("path", "framework"),
    [
        ("shop/views.py", "from django.db import models\n"),
        ("shop/models.py", "import rest_framework, django\n"),
        ("shop/management/commands/fill.py", "import django\n"),
        ("shop/tasks.py", "import celery\n"),
        ("shop/migrations/m0001.py", "import alembic\n"),
    ],
)
def test_names_of_a_framework_count_where_it_is_used(path, framework):
    texts = {
        **LIVING,
        "shop/management/__init__.py": "",
        f"{path.rpartition('/')[0]}/__init__.py": "",
        path: "def fill():\n    return 1\n",
    }
    within = {one.path for one in every(texts) if one.code == "dead-module"}
    assert within & {path, "shop/management/__init__.py", "shop/migrations/__init__.py"}
    texts["shop/cart.py"] = f"{framework}{LIVING['shop/cart.py']}"
    assert path not in {one.path for one in every(texts) if one.code == "dead-module"}
