"""The JSON report keeps to its published schema, whatever the repository's texts hold."""

import json
from dataclasses import replace

import jsonschema
import pytest

from mainstay.domain.code_report import SCHEMA
from mainstay.present.json import render, schema
from tests.fakes import written_reports as reports

BUILDERS = [reports.lively, reports.without_history, reports.without_code, reports.empty, reports.hostile]


@pytest.mark.parametrize("report", BUILDERS, ids=lambda builder: builder.__name__)
def test_documents_keep_to_the_schema(report) -> None:
    judge = jsonschema.Draft202012Validator(schema())
    judge.check_schema(schema())
    text = render(report())
    assert text.endswith("\n")
    assert text.count("\n") == 1
    assert list(judge.iter_errors(json.loads(text))) == []


def test_the_schema_refuses_what_is_no_report() -> None:
    judge = jsonschema.Draft202012Validator(schema())
    whole = json.loads(render(reports.lively()))
    for change in ({"score": None}, {"files": [{}]}, {"findings": [{"code": 3}]}, {"seconds": "long"}):
        assert not judge.is_valid({**whole, **change}), change
    for name in whole:
        assert not judge.is_valid({key: value for key, value in whole.items() if key != name}), name


def test_the_document_says_its_version_and_holds_the_figures() -> None:
    found = json.loads(render(reports.lively()))
    assert found["schema"] == SCHEMA
    assert found["score"]["value"] == 82.3
    assert found["files"][0]["file"]["functions"][0]["name"] == "simplify"
    assert found["files"][0]["lost"] == {"complexity": pytest.approx(0.658), "churn": pytest.approx(0.282)}
    assert found["trend"]["worse"][0]["path"] == "sympy/physics/mechanics/"
    assert found["findings"][0]["urgency"] == 3


def test_the_schema_describes_every_record() -> None:
    for name, definition in schema()["$defs"].items():
        assert definition["description"], name
        assert "    " not in definition["description"], name
    assert "1 low, 2 medium, 3 high" in schema()["$defs"]["Urgency"]["description"]


def test_lone_surrogates_are_written_out_and_all_else_stays_as_it_is() -> None:
    text = render(reports.hostile())
    text.encode("utf-8")
    name = json.loads(text)["repository"]["name"]
    assert name == reports.NASTY.replace("\ud800", "\\ud800")
    bad_key = replace(reports.lively(), files=(replace(reports.lively().files[0], lost={"\udc80": 1.0}),))
    assert json.loads(render(bad_key))["files"][0]["lost"] == {"\\udc80": 1.0}
