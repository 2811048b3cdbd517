import pytest

from mainstay.analysis.usage.modules import Modules
from tests.unit.analysis.usage.repository import graph

PATHS = (
    "src/shop/__init__.py", "src/shop/api.py", "src/shop/deep/part.py", "lib/other/__init__.py", "lib/other/x.py",
    "tools/one.py", "tools/two.py", "space/inner/m.py", "service/app/__init__.py", "service/app/shop.py",
)  # fmt: skip


@pytest.mark.parametrize(
    ("dotted", "importer", "expected"),
    [
        ("shop", "x.py", ["src/shop/__init__.py"]),
        ("shop.api", "x.py", ["src/shop/api.py"]),
        ("shop.deep.part", "x.py", ["src/shop/deep/part.py"]),
        ("other.x", "x.py", ["lib/other/x.py"]),
        ("two", "tools/one.py", ["tools/two.py"]),
        ("two", "src/shop/api.py", []),
        ("space.inner.m", "x.py", ["space/inner/m.py"]),
        ("app.shop", "service/app/__init__.py", ["service/app/shop.py"]),
        ("os.path", "x.py", []),
        ("shop.nowhere", "x.py", []),
    ],
)
def test_absolute_names(dotted, importer, expected):
    assert [one.path for one in Modules(PATHS).absolute(dotted, importer)] == expected


@pytest.mark.parametrize(
    ("dotted", "level", "importer", "expected"),
    [
        ("api", 1, "src/shop/other.py", ["src/shop/api.py"]),
        ("", 1, "src/shop/api.py", ["src/shop/__init__.py"]),
        ("api", 2, "src/shop/deep/part.py", ["src/shop/api.py"]),
        ("api", 99, "src/shop/deep/part.py", []),
    ],
)
def test_relative_names(dotted, level, importer, expected):
    assert [one.path for one in Modules(PATHS).relative(dotted, level, importer)] == expected


def test_of_two_meanings_the_nearest_stands_first():
    paths = ("a/src/p/__init__.py", "a/src/p/m.py", "b/src/p/__init__.py", "b/src/p/m.py", "b/run.py")
    assert [one.path for one in Modules(paths).absolute("p.m", "b/run.py")] == [
        "b/src/p/m.py",
        "a/src/p/m.py",
    ]


def test_names_count_from_above_the_outermost_package():
    modules = Modules(PATHS)
    assert modules.name_of("src/shop/api.py") == "shop.api"
    assert modules.name_of("src/shop/__init__.py") == "shop"


def test_a_package_at_the_root_is_no_endless_way_up():
    assert Modules(("__init__.py", "a.py")).name_of("a.py") == "a"


def test_imports_lead_to_files_and_to_what_is_foreign():
    found = graph(
        {
            "p/__init__.py": "from .a import f as g\n",
            "p/a.py": "import os\nfrom google import protobuf\n",
            "p/b.py": "from p import a\nfrom p.a import f\nimport p.a as x\n",
        }
    )
    assert [(one.importer, one.imported, one.name, one.bound) for one in found.edges] == [
        ("p/__init__.py", "p/a.py", "f", "g"),
        ("p/b.py", "p/a.py", "", "a"),
        ("p/b.py", "p/a.py", "f", "f"),
        ("p/b.py", "p/a.py", "", "x"),
    ]
    assert [one.module for one in found.foreign] == ["os", "google.protobuf"]
