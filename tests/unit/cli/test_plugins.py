"""`mainstay plugins`, and what other commands make of plugins."""

import json

import jsonschema
import pytest

from mainstay.domain.plugin import Described
from mainstay.present.plugins_json import check_schema, schema
from tests.fakes.doors import FakeDoors

GOOD = Described(
    "license-headers",
    "1.0.0",
    "mainstay-license-headers",
    1,
    {"license-headers/missing": "A file says nothing."},
    {"lines": {"type": "integer", "default": 20}, "odd": "no schema"},
)
BAD = Described("broken", "2.0", "its\x1b[31m", problem="ModuleNotFoundError: no\x1b[31m")


@pytest.fixture
def doors() -> FakeDoors:
    made = FakeDoors()
    made.described = (BAD, GOOD)
    return made


def test_installed_ones_are_listed_with_their_state(command) -> None:
    told = command("plugins")
    assert told.code == 0
    assert "license-headers" in told.out
    assert "ready" in told.out
    assert "ModuleNotFoundError" in told.out
    assert "\x1b" not in told.out
    assert told.err == "Next: mainstay plugins check NAME\n"


def test_codes_and_options_are_told_with_v(command) -> None:
    told = command("plugins", "-v")
    assert "license-headers/missing: A file says nothing." in told.out
    assert "--plugin-option license-headers.lines=20" in told.out


def test_none_says_where_to_read_on(command, doors) -> None:
    doors.described = ()
    told = command("plugins")
    assert told.out.startswith("No plugins are installed where Mainstay is.")
    assert told.err == ""


def test_they_are_listed_as_json_that_keeps_to_its_schema(command) -> None:
    told = command("plugins", "--format", "json")
    found = json.loads(told.out)
    jsonschema.validate(found, schema())
    assert [one["problem"] != "" for one in found["plugins"]] == [True, False]


@pytest.mark.parametrize(("name", "code"), [("license-headers", 0), ("broken", 3)])
def test_a_plugin_is_tried(command, name: str, code: int) -> None:
    told = command("plugins", "check", name)
    assert told.code == code
    assert ("BROKEN" in told.out) is (code == 3)
    assert ("1 rule broken" in told.err) is (code == 3)
    assert "\x1b" not in told.out
    tried = command("plugins", "check", name, "--format", "json")
    assert tried.code == code
    jsonschema.validate(json.loads(tried.out), check_schema())


def test_a_mistyped_command_is_answered_with_the_nearest(command) -> None:
    told = command("plugins", "chek")
    assert told.code == 2
    assert "check" in told.err


def test_options_reach_the_look(command, doors) -> None:
    words = (
        "--plugin",
        "a",
        "--plugin",
        "b",
        "--plugin",
        "a",
        "--plugin-option",
        "a.x=1",
        "--plugin-seconds",
        "9",
    )
    for name in ("check", "list"):
        command(name, *words)
        _, _, options = doors.asked[-1]
        assert (options.plugins, options.plugin_options, options.plugin_seconds) == (
            ("a", "b"),
            ("a.x=1",),
            9.0,
        )


@pytest.mark.parametrize("name", ["list", "baseline"])
def test_a_code_of_a_plugin_needs_that_plugin(command, name: str) -> None:
    reason = ("--reason", "planned for spring") if name == "baseline" else ()
    told = command(name, "--code", "license-headers/missing", *reason)
    assert told.code == 2
    assert "there is no finding license-headers/missing" in told.err
    told = command(name, "--code", "license-headers/missing", "--plugin", "license-headers", *reason)
    assert "there is no finding" not in told.err


def test_what_a_code_of_a_plugin_means_is_asked_of_that_plugin(command) -> None:
    told = command("explain", "license-headers/missing")
    assert told.code == 0
    assert "A file says nothing." in told.out
    assert command("explain", "license-headers/other").code == 2
