"""The schemas and pages of the operator's file and of a plan: sound, whole, and judging as the program does."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Annotated, Any

import jsonschema
import msgspec
import pytest
from msgspec import Meta

from mainstay.config.operator import page as operator_page
from mainstay.config.operator import schema as operator_schema
from mainstay.config.operator.reading import operator_of
from mainstay.config.plain_yaml import read
from mainstay.config.plans import page as plan_page
from mainstay.config.plans import schema as plan_schema
from mainstay.config.plans.reading import plan_of
from mainstay.config.tables_page import tables
from mainstay.domain.action_kinds import KINDS
from mainstay.domain.errors import ConfigurationError
from mainstay.present.json_document import indented

OPERATOR = json.loads(indented(operator_schema.json_schema()))
PLAN = json.loads(indented(plan_schema.json_schema()))
BARE = {
    "title": "t",
    "why": "w",
    "change": "code",
    "subject": "repo:a",
    "environment": "production",
    "base": "4f2a",
    "steps": [{"id": "a", "do": "manual"}],
}


def patterns(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("pattern"), str):
            yield part["pattern"]
        for inner in part.values():
            yield from patterns(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from patterns(inner)


@pytest.mark.parametrize("schema", [OPERATOR, PLAN], ids=["operator", "plan"])
def test_a_schema_is_sound_and_every_key_has_its_meaning(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    for name, table in schema["$defs"].items():
        assert table["description"].endswith("."), name
        if "properties" in table:
            assert table["additionalProperties"] is False
            for key, field in table["properties"].items():
                assert field["description"].endswith("."), (name, key)
    found = set(patterns(schema))
    assert len(found) > 4
    # The anchors of Python's own are unknown elsewhere.
    assert [one for one in found if "\\Z" in one or "\\A" in one or not one.startswith("^")] == []


@pytest.mark.parametrize("schema", [OPERATOR, PLAN], ids=["operator", "plan"])
def test_defaults_are_allowed_by_their_own_schema(schema: dict[str, Any]) -> None:
    for table in schema["$defs"].values():
        for key, field in table.get("properties", {}).items():
            if "default" in field:
                judged = {**field, "$defs": schema["$defs"]}
                assert jsonschema.Draft202012Validator(judged).is_valid(field["default"]), key


@pytest.mark.parametrize("name", ["sample.yaml", "gates.yaml"])
def test_files_that_come_along_fit_the_schema(name: str) -> None:
    data = files("mainstay.config.operator").joinpath(name).read_bytes()
    jsonschema.validate(read(data, name), OPERATOR)


WRONG_FILES = (
    {"stores": "x"},
    {"version": 2},
    {"people": [{"name": "Ada"}]},
    {"people": [{}]},
    {"roles": [{"person": "a", "role": "king"}]},
    {"roles": [{"person": "a", "role": "lead", "until": "soon"}]},
    {"gates": [{"name": "a", "about": "b", "needs": [{"roles": []}]}]},
    {"gates": [{"name": "a", "about": "b", "lasts": "long"}]},
    {"windows": [{"name": "a", "zone": "UTC", "weekdays": ["mon"], "opens": "25:00", "lasts": "1h"}]},
    {"windows": [{"name": "a", "zone": "UTC", "weekdays": [], "opens": "22:00", "lasts": "1h"}]},
    {"freezes": [{"name": "a", "since": "2026-01-01T10:00", "until": "2026-02-01", "reason": "r"}]},
    {"channels": [{"name": "a", "kind": "pigeon", "path": "x"}]},
    {"channels": [{"name": "a", "kind": "webhook", "address": "https://x", "key": "env:K"}]},
)
WRONG_PLANS = (
    {"title": ""},
    {"titel": "t"},
    {"change": "magic"},
    {"subject": "a b"},
    {"environment": "Production"},
    {"steps": []},
    {"steps": [{"id": "a", "do": "manual"}] * 1_001},
    {"steps": [{"id": "a"}]},
    {"steps": [{"id": "a", "do": "manual", "tries": 0}]},
    {"expires": "soon"},
    {"effort": -1},
    {"evidence": [{"kind": "tests", "outcome": "fine"}]},
    {"evidence": [{"kind": "tests", "outcome": "passed", "digest": "abc"}]},
)


@pytest.mark.parametrize("wrong", WRONG_FILES, ids=str)
def test_what_the_operators_schema_refuses_the_program_refuses(wrong: dict[str, Any]) -> None:
    assert not jsonschema.Draft202012Validator(OPERATOR).is_valid(wrong)
    with pytest.raises(ConfigurationError):
        operator_of(json.dumps(wrong).encode(), "f")


@pytest.mark.parametrize("wrong", WRONG_PLANS, ids=lambda wrong: str(wrong)[:60])
def test_what_the_plans_schema_refuses_the_program_refuses(wrong: dict[str, Any]) -> None:
    judge = jsonschema.Draft202012Validator(PLAN)
    assert judge.is_valid(BARE)
    assert plan_of(json.dumps(BARE).encode(), "f", KINDS).plan.title == "t"
    assert not judge.is_valid(BARE | wrong)
    with pytest.raises(ConfigurationError):
        plan_of(json.dumps(BARE | wrong).encode(), "f", KINDS)


@pytest.mark.parametrize(
    ("text", "schema"), [(operator_page.page(), OPERATOR), (plan_page.page(), PLAN)], ids=["operator", "plan"]
)
def test_a_page_has_a_row_for_every_key(text: str, schema: dict[str, Any]) -> None:
    for table in schema["$defs"].values():
        for key, field in table.get("properties", {}).items():
            meaning = field["description"].replace("|", "\\|")
            found = [line for line in text.splitlines() if line.startswith(f"| `{key}` |")]
            rows = [line for line in found if line.endswith(f" {meaning} |")]
            assert rows, key
            if isinstance(field.get("default"), str) and field["default"]:
                assert any(f" | `{field['default']}` | " in row for row in rows), key


class Odd(msgspec.Struct):
    """A table with a key that nobody explained."""

    key: str = ""


class Known(msgspec.Struct):
    """Some."""

    choice: Annotated[str, Meta(pattern=r"^(?:one|two)\Z", description="One | two.")]
    some: Annotated[int, Meta(ge=2, le=2_000, description="Some.")] = 3
    names: Annotated[tuple[str, ...], Meta(max_length=2, description="Names.")] = ("a",)


def test_rows_of_a_table() -> None:
    assert tables(Known, {"Known": "Known things"}).splitlines()[4:] == [
        "| key | holds | default | meaning |",
        "| :-- | :-- | :-- | :-- |",
        "| `choice` | `one`, `two` | must be given | One \\| two. |",
        "| `some` | whole number from 2 to 2,000 | `3` | Some. |",
        '| `names` | list of text, at most 2 | `["a"]` | Names. |',
    ]
    with pytest.raises(TypeError, match="key has no meaning"):
        tables(Odd, {"Odd": "Odd"})
