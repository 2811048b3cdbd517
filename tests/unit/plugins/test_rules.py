"""Each rule can be broken: a plugin that keeps to all, and for each one a plugin that breaks it."""

from pathlib import Path

import pytest

from mainstay.adapters.processes.local import LocalProcesses
from mainstay.domain.plugin import Conformance
from mainstay.plugins.asking import Asking
from mainstay.plugins.conformance import CollectorConformance
from mainstay.plugins.installed import installed
from mainstay.plugins.rules import ALLOWED, RULES, conformance
from tests.fakes.plugins import Environment

GOOD = """
for file in subject.files:
    content = subject.read(file)
    if content is not None and b"TODO" in content:
        yield Finding("odd", file.path, "There is work left.", key="todo")
yield Figure("files", len(subject.files))
"""
BAD = {
    "answers": ("yield Finding('odd', 'nowhere.py', 'x')", "none of the files it was shown"),
    "answers ": ("yield Finding('other', subject.files[0].path, 'x')", "none of those it declares"),
    "answers  ": ("while True: yield Figure('x', 1.0)", "more than a report holds"),
    "same-twice": ("import random; yield Figure('chance', random.random())", "two things"),
    "same-twice ": ("for name in {'a', 'b', 'c', 'd', 'e', 'f'}: yield Figure(name, 1.0)", "two things"),
    "writes-nothing": ("(subject.root / 'report.txt').write_text('x'); return []", "report.txt"),
    "answers   ": ("import os; os.utime(subject.root / 'README.md'); return []", "Permission"),
    "empty-repository": ("yield Figure('first', len(subject.files[0].path))", "IndexError"),
    "odd-names": (
        "for file in subject.files: (subject.read(file) or b'') and file.path.encode('ascii')\nreturn []",
        "UnicodeEncodeError",
    ),
    "odd-contents": (
        "for file in subject.files: (subject.read(file) or b'').decode()\nreturn []",
        "UnicodeDecodeError",
    ),
    # It passes over pipes: to wait at one for all the time that it is allowed breaks another rule, not this one.
    "huge-file": (
        "for file in subject.files:\n    try: (place := subject.root / file.path).is_file() and place.read_bytes()\n"
        "    except OSError: pass\nreturn []",
        "MemoryError",
    ),
    "unreadable-files": (
        "for file in subject.files: (subject.root / file.path).stat()\nreturn []",
        "OSError|FileNotFoundError",
    ),
}  # fmt: skip
OPTIONS = """
class Options(msgspec.Struct):
    {field}
class Plugin:
    name, api, codes, options = "tried", API, {{"odd": "Odd."}}, Options
    def collect(self, subject):
        {body}
"""
BAD_OPTIONS = {
    "no type": ("most: __import__('typing').Any = 3", "return []", "takes nonsense for its option most"),
    "a default of another type": ("most: int = 'three'", "return []", "its own defaults are refused"),
    "another default": (
        "most: float = 3",
        "yield Figure('x', float(type(subject.options.most) is int))",
        "something else",
    ),
}
BAD_STARTS = {
    "another version": ("class Plugin: name, api = 'tried', 99", "written for version 99"),
    "no version": ("class Plugin: name = 'tried'", "version None"),
    "another name": ("class Plugin: name, api = 'mine', API", "it calls itself 'mine'"),
    "no object": ("", "AttributeError"),
    "an import that fails": ("import not_there_at_all", "ModuleNotFoundError"),
    "a code that is none": (
        "class Plugin:\n    name, api, codes, options = 'tried', API, {'Not A Code': 'x'}, NoOptions\n"
        "    def collect(self, subject): return []",
        "the code Not A Code",
    ),
}


def tried(environment: Environment, folder: Path, only: str = "") -> Conformance:
    (plugin,) = installed([str(environment.packages)])
    folder.mkdir()
    return conformance(Asking(LocalProcesses(), ALLOWED, environment.python), plugin, folder, only)


def broken(result: Conformance) -> dict[str, str]:
    return {verdict.rule: verdict.text for verdict in result.verdicts if not verdict.kept}


def test_a_good_plugin_keeps_to_all(environment: Environment, tmp_path: Path) -> None:
    environment.plant_collector("tried", GOOD)
    result = tried(environment, tmp_path / "trial")
    assert broken(result) == {}
    assert result.conforms
    assert [verdict.rule for verdict in result.verdicts] == list(RULES)


@pytest.mark.parametrize(("rule", "plugin"), BAD.items(), ids=[f"{rule}{n}" for n, rule in enumerate(BAD)])
def test_each_rule_can_be_broken(
    environment: Environment, tmp_path: Path, rule: str, plugin: tuple[str, str]
) -> None:
    body, told = plugin
    environment.plant_collector("tried", body)
    result = broken(tried(environment, tmp_path / "trial", rule.strip()))
    assert any(word in result[rule.strip()] for word in told.split("|")), result


@pytest.mark.parametrize(("field", "body", "told"), BAD_OPTIONS.values(), ids=BAD_OPTIONS)
def test_options_can_be_wrong(
    environment: Environment, tmp_path: Path, field: str, body: str, told: str
) -> None:
    environment.plant("tried", OPTIONS.format(field=field, body=body))
    assert told in broken(tried(environment, tmp_path / "trial", "options"))["options"]


@pytest.mark.parametrize(("code", "told"), BAD_STARTS.values(), ids=BAD_STARTS)
def test_one_that_does_not_start_is_tried_no_further(
    environment: Environment, tmp_path: Path, code: str, told: str
) -> None:
    environment.plant("tried", code)
    result = broken(tried(environment, tmp_path / "trial"))
    assert told in result.pop("starts")
    assert len(result) == len(RULES) - 1
    assert set(result.values()) == {"not tried, for it does not start"}


def test_the_suite_has_a_test_for_each_rule() -> None:
    asked: list[str] = []

    class Listening(CollectorConformance):
        plugin = "none"

        def _holds(self, rule: str) -> None:
            asked.append(rule)

    for name in [name for name in dir(Listening) if name.startswith("test_")]:
        getattr(Listening(), name)()
    assert sorted(asked) == sorted(RULES)
