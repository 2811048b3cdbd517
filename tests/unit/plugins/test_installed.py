"""Discovery reads what distributions declare, and nothing else."""

import sys
from pathlib import Path

import pytest

from mainstay.plugins.installed import ACTION, COLLECTOR, Plugin, installed, places
from tests.fakes.plugins import Environment


def found(environment: Environment) -> dict[str, Plugin]:
    return {plugin.name: plugin for plugin in installed([str(environment.packages)])}


def test_a_declared_plugin_is_found_and_not_imported(environment: Environment) -> None:
    environment.plant("never", "raise SystemExit('imported')\n", version="2.1")
    plugin = found(environment)["never"]
    assert (plugin.entry, plugin.distribution, plugin.version) == ("planted_never:Plugin", "never", "2.1")
    assert (len(plugin.stamp), plugin.wrong) == (64, "")
    assert not [name for name in sys.modules if name.startswith("planted_")]


def test_other_entry_points_are_none_of_ours(environment: Environment) -> None:
    environment.declare("other", "1.0", "")
    (environment.packages / "other-1.0.dist-info" / "entry_points.txt").write_text(
        "[console_scripts]\nmainstay.collectors = a:b\n"
    )
    assert found(environment) == {}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Upper = a:b", "its name is none"),
        ("two words = a:b", "its name is none"),
        (f"{'n' * 41} = a:b", "its name is none"),
        ("a/b = a:b", "its name is none"),
        ("module = only_a_module", "names no object"),
        ("code = a:b;import os", "names no object"),
        ("dots = ..a:b", "names no object"),
    ],
)
def test_an_entry_that_cannot_be_used_says_why(environment: Environment, line: str, told: str) -> None:
    environment.declare("odd", "1.0", f"{line}\n")
    (plugin,) = found(environment).values()
    assert told in plugin.wrong


def test_two_of_one_name_are_both_refused(environment: Environment) -> None:
    environment.declare("one", "1.0", "same = a:b\n")
    environment.declare("two", "1.0", "same = a:b\n")
    plugins = installed([str(environment.packages)])
    assert [plugin.name for plugin in plugins] == ["same", "same"]
    assert {plugin.wrong for plugin in plugins} == {
        "several distributions have a plugin of that name: one and two"
    }


def test_actions_and_collectors_are_told_apart(environment: Environment) -> None:
    environment.declare("one", "1.0", "look = a:b\n")
    environment.declare("two", "1.0", "deploy = a:b\ncommand = a:b\n", kind="action")
    kinds = {plugin.name: (plugin.kind, plugin.wrong) for plugin in found(environment).values()}
    taken = "an action of that name comes along with Mainstay"
    assert kinds == {"look": ("collector", ""), "deploy": ("action", ""), "command": ("action", taken)}
    folders = [str(environment.packages)]
    assert [plugin.name for plugin in installed(folders, COLLECTOR)] == ["look"]
    assert [plugin.name for plugin in installed(folders, ACTION)] == ["command", "deploy"]


def test_a_collector_and_an_action_have_names_of_their_own(environment: Environment) -> None:
    environment.declare("one", "1.0", "same = a:b\n[mainstay.actions]\nsame = a:c\n")
    plugins = installed([str(environment.packages)])
    assert {plugin.wrong for plugin in plugins} == {"its distribution has two plugins of that name"}


def test_one_distribution_seen_twice_counts_once(environment: Environment) -> None:
    environment.declare("one", "1.0", "same = a:b\n")
    (plugin,) = installed([str(environment.packages)] * 2)
    assert plugin.wrong == ""


def test_another_build_has_another_stamp_and_an_editable_one_none(environment: Environment) -> None:
    environment.declare("one", "1.0", "one = a:b\n", record="a.py,sha256=1,1\n")
    environment.declare("two", "1.0", "two = a:b\n", record="a.py,sha256=2,1\n")
    environment.declare("three", "1.0", "three = a:b\n")
    about = environment.packages / "three-1.0.dist-info" / "direct_url.json"
    about.write_text('{"url": "file:///x", "dir_info": {"editable": true}}')
    stamps = {name: plugin.stamp for name, plugin in found(environment).items()}
    assert stamps["one"] != stamps["two"]
    assert stamps["three"] == ""


@pytest.mark.parametrize(
    "text",
    [
        b"[mainstay.collectors",
        b"\0",
        b"[mainstay.collectors]\nno line\n",
        b"[mainstay.collectors]\n=\n",
        b"[mainstay.collectors]\na = b:c\xff",
    ],
)
def test_broken_metadata_names_nothing_that_could_run(environment: Environment, text: bytes) -> None:
    environment.declare("broken", "1.0", "")
    (environment.packages / "broken-1.0.dist-info" / "entry_points.txt").write_bytes(text)
    assert [plugin for plugin in found(environment).values() if not plugin.wrong] == []


def test_only_folders_that_installers_write_to_are_looked_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert str(tmp_path) not in places()
    assert "" not in places()
    assert any(place.endswith("site-packages") for place in places())
