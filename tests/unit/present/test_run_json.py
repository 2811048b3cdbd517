"""Runs as JSON."""

import json
from dataclasses import replace

import jsonschema

from mainstay.analysis.runs.views import run_view
from mainstay.domain.run import Mark, RunState
from mainstay.domain.run_view import RunList
from mainstay.present.run_json import list_schema, render, show_schema
from tests.fakes.shown_runs import AT, JOURNAL, PLAN, RUN, entry

HOSTILE = "\x1b[2J\u202e\ud800 end"


def test_a_run_is_as_its_schema_says() -> None:
    text = render(run_view(RUN, PLAN, JOURNAL, AT))
    told = json.loads(text)
    jsonschema.Draft202012Validator(show_schema()).validate(told)
    assert told["run"]["state"] == "waiting" and told["steps"][3]["mark"] is None
    assert told["steps"][0]["do"]["action"]["parameters"]["content"] == "limit: 20\n"
    assert [one["mark"] for one in told["journal"]][-1] == "later"
    assert "memo" not in text and text.count("\n") == 1


def test_a_list_is_as_its_schema_says() -> None:
    view = run_view(RUN, PLAN, JOURNAL, AT)
    told = json.loads(render(RunList(1, AT, "ada", (view.run,), {RunState.WAITING: 1}, "")))
    jsonschema.Draft202012Validator(list_schema()).validate(told)
    assert told["runs"][0]["done"] == 2 and told["counts"] == {"waiting": 1}


def test_a_hostile_journal_is_printed_as_escapes() -> None:
    run = replace(RUN, reason=HOSTILE)
    text = render(
        run_view(run, PLAN, [entry(1, 0, "write", Mark.FAILED, detail=HOSTILE, output=HOSTILE)], AT)
    )
    assert "\x1b" not in text and "\u202e" not in text
    assert json.loads(text)["journal"][0]["detail"] == "\x1b[2J\u202e\\ud800 end"
