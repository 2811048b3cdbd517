"""The sample file, the explanations, the page and the JSON Schema all say what the schema says."""

import re
import tomllib

import jsonschema
import pytest

from mainstay.analysis.nearest import nearest
from mainstay.config.explaining import explain, show
from mainstay.config.lines import key_lines
from mainstay.config.loading import Loaded, flag_name, read_document
from mainstay.config.page import page
from mainstay.config.sample import sample
from mainstay.config.schema import SETTINGS, Shape, json_schema
from mainstay.config.settings import Settings
from mainstay.domain.errors import UsageError


def test_the_sample_changes_nothing_and_holds_every_setting() -> None:
    text = sample()
    assert read_document(text.encode(), "mainstay.toml").settings == Settings()
    for setting in SETTINGS:
        assert re.search(rf"^# {setting.name} = ", text, re.MULTILINE), setting.key
    assert max(map(len, text.split("\n"))) <= 120


def test_the_sample_without_its_signs_is_the_defaults() -> None:
    kept = [
        line.removeprefix("# ")
        for line in sample().split("\n")
        if re.match(r'# (\w+ = |  "|\]$)|\[', line) and "For example" not in line
    ]
    loaded = read_document("\n".join(kept).encode(), "mainstay.toml")
    assert loaded.settings == Settings()
    assert set(loaded.origins) == {setting.key for setting in SETTINGS}


def test_examples_are_allowed() -> None:
    for setting in SETTINGS:
        if setting.example is not None:
            line = next(
                line for line in sample().split("\n") if line.startswith(f"# For example: {setting.name} = ")
            )
            loaded = read_document(line.removeprefix("# For example: ").encode(), "x")
            assert loaded.origin(setting.key) == "x:1"


def test_explain_tells_value_origin_default_and_limits() -> None:
    loaded = read_document(b"[thresholds]\ncognitive = 20\n", "mainstay.toml")
    told = explain("thresholds.cognitive", loaded)
    for words in [
        "value      20",
        "mainstay.toml:2",
        "default    15",
        "from 1 to 1,000",
        "S3776",
        "--cognitive N",
    ]:
        assert words in told
    assert "from       the default" in explain("thresholds.nesting", loaded)
    every = explain("thresholds", loaded)
    assert all(setting.key in every for setting in SETTINGS if setting.table == "thresholds")


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("thresholds.cognitve", "config explain thresholds.cognitive"),
        ("nesting", "config explain thresholds.nesting"),
        ("exlude", "config explain exclude"),
        ("zzz", "config show"),
        ("\x1b[2J", "config show"),
    ],
)
def test_an_unknown_key_is_answered_with_the_nearest(key: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        explain(key, Loaded(Settings()))
    assert hint in caught.value.mend
    assert "\x1b" not in str(caught.value)


def test_show_can_be_read_again() -> None:
    loaded = read_document(
        b'exclude = ["a\\"b"]\nlabels = { a = "x\\\\y" }\n[thresholds]\nnesting = 9\n', "mainstay.toml"
    )
    shown = show(loaded)
    assert read_document(shown.encode(), "again").settings == loaded.settings
    assert "nesting = 9               # mainstay.toml:4" in shown


def test_show_hides_nothing_that_steers_a_terminal() -> None:
    loaded = read_document('labels = { a = "\u202eevil\u200b" }'.encode(), "mainstay.toml")
    shown = show(loaded) + explain("labels", loaded)
    assert "\\u202eevil\\u200b" in shown
    assert not set(shown) & set("\u202e\u200b")
    assert read_document(show(loaded).encode(), "again").settings == loaded.settings


def test_the_page_has_a_heading_for_every_setting() -> None:
    text = page()
    for setting in SETTINGS:
        assert f"\n## `{setting.key}`\n" in text
        assert setting.description in text
        if setting.has_flag:
            assert flag_name(setting.key) in text


def test_the_json_schema_judges_as_the_program_does() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(schema)
    assert judge.is_valid({})
    assert judge.is_valid(tomllib.loads('exclude = ["a"]\n[thresholds]\nnesting = 3\n[labels]\na = "b"'))
    for wrong in ({"exlude": []}, {"thresholds": {"nesting": 0}}, {"exclude": [1]}, {"labels": {"a": ""}}):
        assert not judge.is_valid(wrong), wrong


def test_every_setting_is_described_and_every_threshold_has_its_source() -> None:
    for setting in SETTINGS:
        assert setting.description.endswith(".")
        assert setting.source or setting.shape is not Shape.NUMBER


def test_lines_of_keys() -> None:
    text = 'a = 1\n[t]\n"b" = 2\n[t.u]\nc.d = [\n  "x = 1",\n]\n[[v]]\na = 3\n'
    assert key_lines(text) == {"a": 1, "t": 2, "t.b": 3, "t.u": 4, "t.u.c": 5, "t.u.c.d": 5, "v": 8, "v.a": 9}


@pytest.mark.parametrize(
    ("name", "known"), [("exlude", "exclude"), ("lables", "labels"), ("zzzz", ""), ("e" * 100_000, "")]
)
def test_nearest(name: str, known: str) -> None:
    assert nearest(name, ["exclude", "labels", "tests"]) == known
