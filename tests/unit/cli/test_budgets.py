"""`mainstay budgets` on what the program behind it finds."""

import json

import jsonschema
import pytest

from mainstay.domain.budget import BudgetState, Objective
from mainstay.domain.budgets_asked import BudgetsAsked
from mainstay.present.budget_json import schema
from tests.fakes.budgets import budgets


def test_what_is_asked_for(command, doors) -> None:
    doors.standing = budgets()
    done = command(
        "budgets",
        "--prometheus",
        "http://a:9090",
        "--slo",
        "shop=99% bad_total / all_total in 7d",
        "--no-ledger",
    )
    assert done.code == 0
    assert [asked for _, asked in doors.budgets_asked] == [
        BudgetsAsked(
            ("http://a:9090",), (Objective("shop", 0.99, "all_total", "bad_total", days=7),), ledger=False
        )
    ]
    document = json.loads(command("budgets", "--format", "json").out)
    jsonschema.validate(document, schema())


def test_the_page_is_written(command, doors, tmp_path) -> None:
    doors.standing = budgets()
    file = tmp_path / "budgets.html"
    done = command("budgets", "--html", str(file))
    assert done.code == 0
    assert "Error budgets" in file.read_text()
    assert str(file) in done.err
    assert command("budgets", "--html", str(tmp_path / "none" / "a.html")).code != 0


@pytest.mark.parametrize(
    ("state", "page", "ticket"),
    [
        (BudgetState.PAGE, 1, 1),
        (BudgetState.TICKET, 0, 1),
        (BudgetState.EXHAUSTED, 0, 1),
        (BudgetState.DOUBTFUL, 0, 0),
        (BudgetState.HOLDS, 0, 0),
        (BudgetState.UNUSABLE, 5, 5),
    ],
)
def test_a_burn_fails_where_it_is_asked_for(
    command, doors, state: BudgetState, page: int, ticket: int
) -> None:
    doors.standing = budgets(state)
    assert command("budgets").code == 0
    assert command("budgets", "--fail-on-burn", "page").code == page
    assert command("budgets", "--fail-on-burn", "ticket").code == ticket


def test_what_is_no_objective(command, doors) -> None:
    done = command("budgets", "--slo", "shop=0% a / b")
    assert done.code == 2
    assert "an objective cannot be used: an objective of 0% is no promise" in done.err
    assert doors.budgets_asked == []
