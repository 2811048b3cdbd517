import pytest

from mainstay.analysis.usage.project import declares, normal, read_project
from tests.unit.analysis.usage.repository import surveyed


def found(code, declared="", more=None):
    texts = {"app/__init__.py": "", "app/x.py": code, "requirements.txt": declared, **(more or {})}
    return {(one.code, one.name) for one in surveyed(texts).dependencies}


@pytest.mark.parametrize(
    ("code", "declared", "expected"),
    [
        ("import requests\n", "requests>=2\n", set()),
        ("import yaml, PIL.Image\n", "PyYAML\npillow\n", set()),
        ("from google.protobuf import x\n", "protobuf\n", set()),
        ("from google import protobuf\n", "protobuf\n", set()),
        ("import os\n", "leftover==1\n", {("unused-dependency", "leftover")}),
        ("import os\n", "gunicorn\npsycopg2-binary\ntypes-requests\npytest-cov\nflake8-x\n", set()),
        ("import mptt\n", "django-mptt\n", set()),
        ("x = 'compressor'\n", "django-compressor\n", set()),
        ("import attr\n", "requests\n", {("missing-dependency", "attrs"), ("unused-dependency", "requests")}),
        ("try:\n    import ujson\nexcept ImportError:\n    ujson = None\n", "six\n", {("unused-dependency", "six")}),
        ("def f():\n    import ujson\n", "boto3\n", {("unused-dependency", "boto3")}),
        ("import anything\n", "", set()),
        ("a = __import__('mysql.connector')\n", "mysql-connector-python\n", set()),
        ("from importlib import import_module\na = import_module('mysql.connector')\n", "mysql-connector-python\n", set()),
        ("import importlib\nimportlib.import_module(\n  \"rich.part\"\n)\n", "rich\nsix\n", {("unused-dependency", "six")}),
        ("import importlib\n# importlib.import_module('rich')\n", "rich\n", {("unused-dependency", "rich")}),
        ("import importlib\nimportlib.import_module('ujson')\n", "boto3\n", {("unused-dependency", "boto3")}),
        ("if TYPE_CHECKING: import ujson\n", "boto3\n", {("unused-dependency", "boto3")}),
    ],
)  # fmt: skip
def test_declared_beside_imported(code, declared, expected):
    assert found(code, declared) == expected


def test_what_only_tests_import_is_told_when_it_is_declared_for_use():
    more = {"tests/test_x.py": "import responses\n"}
    assert found("", "responses\n", more) == {("test-only-dependency", "responses")}


@pytest.mark.parametrize(
    "path",
    ["requirements/extras/memcache.txt", "requirements/optional.txt", "requirements-extra.txt", "extras/requirements.txt"],
)  # fmt: skip
def test_what_is_optional_is_not_called_unused(path):
    assert found("import six\n", "six\n", {path: "leftover\n"}) == set()
    assert found("import six\n", "six\nleftover\n", {path: "leftover\n"}) == {
        ("unused-dependency", "leftover")
    }


def test_a_dependency_that_a_call_imports_anywhere_is_used():
    call = "import importlib\nimportlib.import_module('leftover.part')\n"
    assert found("", "leftover\n", {"tools/load.py": call}) == set()
    assert found("", "leftover\n", {"tests/test_load.py": call}) == {("test-only-dependency", "leftover")}


@pytest.mark.parametrize(
    ("code", "declared", "told"),
    [
        ("", "beautifulsoup4\n", "Which modules it gives is known."),
        ("", "leftover\n", "Which modules it gives was guessed from its name, and may be wrong."),
        ("import yaml\n", "boto3\n", "Its import stands under no try"),
    ],
)
def test_evidence_is_told_in_words(code, declared, told):
    texts = {"app/__init__.py": "", "app/x.py": code, "requirements.txt": declared}
    found = [sentence for one in surveyed(texts).dependencies for sentence in one.evidence]
    assert any(sentence.startswith(told) for sentence in found)
    assert all(" " in sentence and sentence.endswith(".") for sentence in found)


def test_a_missing_one_says_that_it_may_come_with_another():
    texts = {"app/__init__.py": "", "app/x.py": "import yaml\n", "requirements.txt": "six\n"}
    (one,) = [one for one in surveyed(texts).dependencies if one.code == "missing-dependency"]
    assert one.text == "yaml is imported by one file and not declared; another dependency may bring it along"
    assert (one.path, one.line) == ("app/x.py", 1)


POETRY = """
[tool.poetry.dependencies]
python = "*"
a = "1"
[tool.poetry.group.dev.dependencies]
b = "1"
"""
EXTRAS = "[project.optional-dependencies]\nfast = ['u']\ntest = ['t']\n"
SETUP = "from setuptools import setup\nsetup(install_requires=['a'], extras_require={'test': ['t']})"


def requirements(path, text):
    project = read_project({path: text.encode()})
    return {(normal(one.name), one.runtime, one.optional) for one in project.requirements}


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("pyproject.toml", "[project]\nname='x'\ndependencies=['A_b>=1; python_version>\"3\"']\n", {("a-b", True, False)}),
        ("pyproject.toml", EXTRAS, {("u", True, True), ("t", False, True)}),
        ("pyproject.toml", "[dependency-groups]\ndev=['d', {include-group='x'}]\n", {("d", False, False)}),
        ("pyproject.toml", POETRY, {("a", True, False), ("b", False, False)}),
        ("setup.cfg", "[options]\ninstall_requires =\n    a\n    b[x]>1\n", {("a", True, False), ("b", True, False)}),
        ("setup.py", SETUP, {("a", True, False), ("t", False, True)}),
        ("requirements.txt", "# c\n-r other.txt\na==1 # why\nhttps://x/y\n-e .\n", {("a", True, False)}),
        ("requirements/dev.txt", "a\n", {("a", False, False)}),
        ("requirements.txt", "# autogenerated by pip-compile\na==1\n", set()),
        ("Pipfile", "[packages]\na='*'\n[dev-packages]\nb='*'\n", {("a", True, False), ("b", False, False)}),
    ],
)  # fmt: skip
def test_reads_declarations(path, text, expected):
    assert declares(path)
    assert requirements(path, text) == expected


@pytest.mark.parametrize(
    ("path", "text", "entry"),
    [
        ("pyproject.toml", "[project.scripts]\na = 'p.m:run'\n", "p.m.run"),
        ("pyproject.toml", "[project.entry-points.g]\na = 'p.m:C [x]'\n", "p.m.C"),
        ("setup.cfg", "[options.entry_points]\nconsole_scripts =\n    a = p.m:run\n", "p.m.run"),
        ("setup.py", "E = '''\n[console_scripts]\na = p.m:run\n'''\nsetup(entry_points=E)", "p.m.run"),
    ],
)
def test_reads_entry_points(path, text, entry):
    assert read_project({path: text.encode()}).entries == {entry}


@pytest.mark.parametrize(
    ("text", "distributed"),
    [
        ("[build-system]\nrequires=[]\n[project]\nname='x'\n", True),
        ("[project]\nname='x'\n", False),
        ("[build-system]\n[project]\nname='x'\nclassifiers=['Private :: Do Not Upload']\n", False),
        ("[build-system]\n[tool.poetry]\nname='x'\npackage-mode=false\n", False),
    ],
)
def test_tells_what_others_install(text, distributed):
    assert read_project({"pyproject.toml": text.encode()}).distributed is distributed


def test_nothing_of_a_setup_file_is_run(tmp_path):
    mark = tmp_path / "ran"
    read_project({"setup.py": f"open({str(mark)!r}, 'w')\nsetup(install_requires=list('ab'))".encode()})
    assert not mark.exists()


def test_of_more_requirements_than_are_read_none_is_said_to_be_missing():
    def rows(number):
        return "".join(f"d{one}\n" for one in range(number)).encode()

    missing = ("missing-dependency", "requests")
    few, many = rows(5_000), rows(5_001)
    assert len(read_project({"requirements.txt": few}).requirements) == 5_000
    assert len(read_project({"requirements.txt": many}).requirements) == 5_000
    assert missing in found("import requests\n", few.decode())
    assert missing not in found("import requests\n", many.decode())
