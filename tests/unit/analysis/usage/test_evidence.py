"""One small repository for each evidence class and each way in which a framework uses what nobody calls."""

import pytest

from mainstay.analysis.usage.sentences import SENTENCES
from tests.unit.analysis.usage.repository import every, surveyed, why

APPLICATION = {
    "app/__init__.py": "",
    "app/main.py": "from app import part\nif __name__ == '__main__':\n    part.run()\n",
}
LIBRARY = {"pyproject.toml": "[build-system]\nrequires = []\n[project]\nname = 'app'\n"}
RUN = "def run(): pass\n"


def judged(text, symbol="gone", more=None, *, library=False, **given):
    texts = {**APPLICATION, **(LIBRARY if library else {}), "app/part.py": RUN + text, **(more or {})}
    return why(texts, symbol, **given)


FUNCTION = "def gone(): pass\n"


@pytest.mark.parametrize(
    ("more", "library", "expected"),
    [
        ({}, False, "no-reference"),
        ({}, True, "public-no-reference"),
        ({"app/x.py": "# see gone()\n"}, False, "only-comments"),
        ({"README.md": "Call gone.\n"}, False, "only-docs"),
        ({"app/page.html": "{{ gone }}"}, False, "only-strings"),
        ({"app/x.py": "x = 'gone'\n"}, False, "only-strings"),
        ({"tests/test_x.py": "from app.part import gone\ngone()\n"}, False, "only-tests"),
        ({"app/x.py": '"""\n>>> gone()\n"""\n'}, False, "only-tests"),
        ({"app/sub/__init__.py": "from app.part import gone\n"}, False, "only-exported"),
        ({"app/x.py": "from app.part import gone as gone\n"}, False, "only-exported"),
        ({"app/x.py": "y.gone = 1\n"}, False, "only-attribute-of-same-name"),
        ({"app/x.py": "def f(gone): return gone\n"}, False, "only-same-name"),
        ({"app/x.py": "from app.part import gone\ngone()\n"}, False, ""),
        ({"app/x.py": "from .part import gone as here\nhere()\n"}, False, ""),
        ({"app/x.py": "from .part import *\ngone()\n"}, False, ""),
        ({"app/x.py": "import app.part\napp.part.gone()\n"}, False, ""),
        ({"app/x.py": "import app.part as p\np.gone()\n"}, False, ""),
        ({"app/sub/__init__.py": "from ..part import gone\n", "app/x.py": "from app.sub import gone\ngone()\n"}, False, ""),
        ({"app/sub/__init__.py": "from .. import part\n", "app/x.py": "from app import sub\nsub.part.gone()\n"}, False, ""),
        ({"docs/api.rst": ".. automodule:: app.part\n"}, True, "only-docs"),
    ],
)  # fmt: skip
def test_evidence_of_a_function(more, library, expected):
    assert judged(FUNCTION, more=more, library=library) == expected


def test_what_another_program_asks_a_module_for_by_its_folder_is_not_dead():
    texts = {
        "app/__init__.py": "",
        "app/main.py": "import tool_handlers.cxx\nimport tool_other.cxx\n",
        "tool_handlers/cxx/__init__.py": FUNCTION + "def _kept(): pass\n",
        "tool_other/cxx/__init__.py": FUNCTION.replace("gone", "lost"),
    }
    names_of_dead = {one.symbol for one in every(texts)}
    assert "lost" in names_of_dead
    assert "_kept" in names_of_dead
    assert "gone" not in names_of_dead


def test_a_private_name_is_not_kept_alive_by_others_of_its_name():
    more = {"app/x.py": "def _gone(): pass\nx = '_gone', _gone\n"}
    assert judged("def _gone(): pass\n", "_gone", more) == "only-own-file"


def test_what_a_module_exports_is_only_exported():
    assert judged("__all__ = ['gone']\n" + FUNCTION) == "only-exported"


def test_a_name_that_many_define_and_none_calls_is_an_interface():
    more = {f"app/m{number}.py": FUNCTION for number in range(3)}
    assert judged(FUNCTION, more=more) == "shared-interface"


def test_a_module_that_runs_text_may_reach_its_names():
    assert judged(FUNCTION + "exec(text)\n") == "reached-at-run-time"


def test_a_subclass_may_be_found_where_subclasses_are_looked_for():
    more = {"app/x.py": "from app.part import Base\nBase.__subclasses__()\n"}
    assert judged("class Base: pass\nclass Gone(Base): pass\n", "Gone", more) == "reached-at-run-time"


@pytest.mark.parametrize(
    "text",
    [
        "@app.route('/')\ndef gone(): pass\n",
        "@router.get('/')\nasync def gone(): pass\n",
        "@click.command()\ndef gone(): pass\n",
        "@shared_task\ndef gone(): pass\n",
        "@pytest.fixture\ndef gone(): pass\n",
        "@receiver(post_save)\ndef gone(): pass\n",
        "@admin.register(Model)\nclass gone: pass\n",
        "@event.listens_for(Engine, 'connect')\ndef gone(): pass\n",
        "@singledispatch_function.register\ndef gone(): pass\n",
        "@overload\ndef gone(): ...\n",
        "class gone(models.Model): pass\n",
        "class gone(Base, metaclass=Registry): pass\n",
        "def _(): pass\ndef gone(): ...\n",
    ],
)
def test_what_is_registered_is_used(text):
    assert judged(text) == ""


@pytest.mark.parametrize(
    ("head", "method"),
    [
        ("class C:", "def __enter__(self): pass"),
        ("class C(ast.NodeVisitor):", "def visit_Name(self, node): pass"),
        ("class C(unittest.TestCase):", "def setUp(self): pass"),
        ("class C(unittest.TestCase):", "def helper_of_base(self): pass"),
        ("class C(BaseHTTPRequestHandler):", "def do_GET(self): pass"),
        ("class C:", "@validator('x')\n    def check_x(self): pass"),
        ("class C:", "@abstractmethod\n    def gone(self): raise NotImplementedError"),
        ("class C(Protocol):", "def gone(self) -> int: ..."),
        ("class C:", "def write(self, text): pass"),
        ("class C(dict):", "def setdefault(self, key): pass"),
        ("@implementer(IThing)\nclass C:", "def gone(self): pass"),
        ("class C:", "@value.setter\n    def value(self, new): pass"),
    ],
)
def test_methods_that_something_else_calls_are_used(head, method):
    text = f"{head}\n    {method}\nC()\n"
    assert [one.symbol for one in every({**APPLICATION, "app/part.py": RUN + text})] == []


def test_members_and_fields_of_classes_are_no_candidates():
    text = "class E(Enum):\n    RED = 1\n@dataclass\nclass D:\n    field: int = 0\nE, D\n"
    assert [one.symbol for one in every({**APPLICATION, "app/part.py": RUN + text})] == []


def test_a_method_of_a_class_mixed_into_a_foreign_one_may_be_called():
    text = "class Mixin:\n    def gone(self): pass\nclass View(Mixin, foreign.View): pass\nView\n"
    assert judged(text, "Mixin.gone") == ""
    assert judged("class Plain:\n    def gone(self): pass\nPlain\n", "Plain.gone") == "no-reference"


def test_a_name_put_together_at_run_time_is_used():
    more = {"app/x.py": "getattr(part, 'cmd_' + word)()\n"}
    assert judged("def cmd_stop(): pass\n", "cmd_stop", more) == ""


def test_a_line_that_ran_is_not_dead():
    text = "def gone():\n    return 1\n"
    assert judged(text) == "no-reference"
    assert judged(text, executed={"app/part.py": frozenset({3})}) == ""
    assert judged(text, executed={"app/part.py": frozenset({2})}) == "no-reference"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("app/old.py", FUNCTION, "module-no-reference"),
        ("app/old.py", "from app.part import run as run\n", "only-exported"),
        ("app/old.py", "#!/usr/bin/env python\n" + FUNCTION, ""),
        ("app/urls.py", FUNCTION, ""),
        ("app/migrations/m0001.py", FUNCTION, ""),
        ("app/management/commands/old.py", FUNCTION, ""),
        ("scripts/old.py", FUNCTION, ""),
        (".hidden/old.py", FUNCTION, ""),
        ("app/0001-old.py", FUNCTION, ""),
        ("old.py", FUNCTION, ""),
    ],
)
def test_modules_that_nothing_imports(path, text, expected):
    found = every({**APPLICATION, "app/part.py": f"import django\n{RUN}", path: text})
    assert next((one.why for one in found if one.code == "dead-module"), "") == expected


def test_modules_that_are_loaded_by_their_folder_are_told_apart():
    texts = {**APPLICATION, "app/part.py": RUN, "app/kinds/__init__.py": ""}
    texts |= {f"app/kinds/kind{letter}.py": FUNCTION for letter in "abc"}
    assert [one.path for one in every(texts) if one.code == "dead-module"] == ["app/kinds/__init__.py"]
    texts["app/load.py"] = "import importlib\ndef run(kind): return importlib.import_module(kind)\nrun('a')\n"
    found = {one.path: one.why for one in every(texts) if one.code == "dead-module"}
    assert set(found.items()) >= {(f"app/kinds/kind{letter}.py", "loaded-by-folder") for letter in "abc"}


def test_a_module_named_in_configuration_is_only_in_strings():
    texts = {**APPLICATION, "app/part.py": RUN, "app/old.py": FUNCTION, "deploy.yaml": "use: app.old\n"}
    assert [one.why for one in every(texts) if one.code == "dead-module"] == ["only-strings"]


def test_what_stands_in_a_dead_class_or_module_is_told_with_it():
    texts = {
        **APPLICATION,
        "app/part.py": RUN + "class Gone:\n    def its(self): pass\n",
        "app/old.py": FUNCTION,
    }
    assert [one.symbol for one in every(texts)] == ["app.old", "Gone"]


def test_a_method_and_what_overrides_it_are_told_once():
    text = RUN + (
        "class First:\n    def gone(self): pass\n    def other(self): pass\n"
        "class Second(First):\n    def gone(self): pass\n"
        "class Third(Second):\n    def gone(self): pass\n    def third(self): pass\n"
        "USED = First, Second, Third\nprint(USED)\n"
    )
    found = every({**APPLICATION, "app/part.py": text})
    assert [one.symbol for one in found] == ["First.gone", "First.other", "Third.third"]
    assert [sentence.partition(" at ")[0] for sentence in found[0].evidence[1:]] == [
        "Second.gone",
        "Third.gone",
    ]
    assert found[1].evidence == found[2].evidence == (SENTENCES["no-reference"],)


def test_classes_that_descend_from_each_other_do_no_harm():
    text = RUN + "class A(B):\n    def gone(self): pass\nclass B(A):\n    def gone(self): pass\nprint(A, B)\n"
    assert [one.symbol for one in every({**APPLICATION, "app/part.py": text})] == ["A.gone", "B.gone"]


def test_hostile_names_do_no_harm():
    texts = {
        "a\x1b[31m/__init__.py": "", "a\x1b[31m/b.py": FUNCTION,
        "../x.py": FUNCTION, "/": "x", "": "y", "x/" * 3_000 + "y.py": FUNCTION,
        "__init__.py": "from . import x\nfrom .... import y\n" + FUNCTION,
        "app/c.py": "from ........ import " + "a." * 5_000 + "b\n",
        "pyproject.toml": "[project\n",
        "setup.py": "setup(" * 3_000, "setup.cfg": "[", "requirements.txt": "\0-r x\n==\n",
    }  # fmt: skip
    surveyed(texts)
