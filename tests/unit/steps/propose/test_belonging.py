"""Plans for environments and subjects that are not there."""

from dataclasses import replace

import pytest

from mainstay.domain.decision import Door
from mainstay.domain.doing import Doing
from mainstay.domain.errors import UsageError
from mainstay.domain.gate import Policy
from mainstay.domain.people import Directory, Holding, Person, Role, Team
from mainstay.domain.plan import Change, Plan
from mainstay.steps.propose.belonging import refuse_unknown_places

PEOPLE = Directory(
    (Person("ada"), Person("gus"), Person("new")),
    (Team("shop", ("repo:shop*", "db:orders")), Team("bank", ("repo:bank*",))),
    (Holding("ada", Role.DEVELOPER, "shop"), Holding("gus", Role.LEAD, "*")),
)
POLICY = Policy((), PEOPLE, environments=("production", "staging"))
PLAN = Plan("t", "w", "", Change.CODE, "repo:shop", "production", "", ())


def refusal(who: str, plan: Plan, team: str, policy: Policy = POLICY) -> UsageError:
    with pytest.raises(UsageError) as caught:
        refuse_unknown_places(policy, plan, Doing(who, Door.COMMAND_LINE, 1), team)
    return caught.value


def test_an_environment_that_is_not_stated_is_refused_with_the_nearest() -> None:
    error = refusal("ada", replace(PLAN, environment="prodution"), "shop")
    assert (error.what, error.mend) == ("there is no environment prodution", "perhaps production is meant")
    assert refusal("ada", replace(PLAN, environment="x"), "shop").mend == "write one of production, staging"
    any_word = replace(POLICY, environments=())
    refuse_unknown_places(
        any_word, replace(PLAN, environment="x"), Doing("ada", Door.COMMAND_LINE, 1), "shop"
    )


def test_a_subject_that_nobody_owns_is_refused_with_what_the_persons_teams_own() -> None:
    error = refusal("ada", replace(PLAN, subject="shop"), "")
    assert error.what == "no team owns shop"
    assert error.mend.endswith("of your teams shop owns repo:shop*, db:orders") and "bank" not in error.mend
    assert refusal("new", replace(PLAN, subject="shop"), "").mend == "you are in no team"


def test_who_holds_a_role_everywhere_and_a_program_propose_for_what_nobody_owns() -> None:
    for who in ("gus", "robot"):
        refuse_unknown_places(POLICY, replace(PLAN, subject="shop"), Doing(who, Door.COMMAND_LINE, 1), "")
