"""What is wrong with what an operator says about carrying out."""

from mainstay.analysis.gates.carrying_out import Conditions, carrying_problems
from mainstay.domain.action_kinds import KINDS
from mainstay.domain.gate import Gate, Policy, When
from mainstay.domain.ladder import Ladder, Rung
from mainstay.domain.people import Directory, Team
from mainstay.domain.plan import Change
from mainstay.domain.policy_report import Fault, Grade
from mainstay.domain.schedule import Missed, Schedule

POLICY = Policy(
    (Gate("own", "", When(), actions=("http", "restart-web")),),
    Directory((), (Team("shop", ()),), ()),
    environments=("staging", "production"),
)
UP = (Rung("staging", 60), Rung("production", 0))


def told(said: Conditions, policy: Policy = POLICY) -> list[tuple[Fault, str]]:
    return [(one.fault, one.text) for one in carrying_problems(policy, said)]


def test_nothing_is_wrong() -> None:
    said = Conditions(
        KINDS | {"restart-web"},
        (Schedule("a", "0 0 * * *", "UTC", "p", Missed.ONCE, 0, "shop"),),
        (Ladder("code", (Change.CODE,), UP), Ladder("model", (Change.MODEL,), UP)),
        ("/srv/shop", "conf"),
        ("deploy",),
    )
    assert told(said) == []


def test_names_that_stand_for_nothing() -> None:
    found = told(
        Conditions(
            KINDS | {"restart-wep"},
            (Schedule("a", "0 0 * * *", "UTC", "p", Missed.ONCE, 0, "shob"),),
            (Ladder("one", (), (Rung("stagin", 60), Rung("production", 0))),),
        )
    )
    assert found == [
        (Fault.UNKNOWN, "there is no action restart-web; perhaps restart-wep is meant"),
        (Fault.UNKNOWN, "there is no team shob; perhaps shop is meant"),
        (Fault.UNKNOWN, "there is no environment stagin; perhaps staging is meant"),
    ]


def test_where_no_environments_are_stated_any_may_be_a_rung() -> None:
    policy = Policy(())
    assert told(Conditions(ladders=(Ladder("one", (), UP),)), policy) == []


def test_two_ladders_for_one_kind_of_change() -> None:
    found = told(
        Conditions(KINDS | {"restart-web"}, ladders=(Ladder("all", (), UP), Ladder("b", (Change.CODE,), UP)))
    )
    assert found == [
        (
            Fault.CONTRADICTION,
            "the ladders all and b both lead code to production: give each kind of change one ladder",
        )
    ]


def test_what_lets_plans_touch_everything_is_a_warning() -> None:
    said = Conditions(
        KINDS | {"restart-web"}, roots=("/", "/etc", "/etc/shop", "//"), users=("root", "deploy")
    )
    found = carrying_problems(POLICY, said)
    assert [(one.fault, one.name) for one in found] == [
        (Fault.WIDE, name) for name in ("/", "/etc", "//", "root")
    ]
    assert {one.grade for one in found} == {Grade.WARNING}


def test_who_may_write_what_may_be_run_is_warned() -> None:
    commands = ("/srv/shop/bin/deploy", "/usr/bin/git", "/srv/*/tool", "/opt/tools*", "/opt/x/*")
    said = Conditions(KINDS | {"restart-web"}, roots=("/srv/shop", "/opt/x"), commands=commands)
    found = carrying_problems(POLICY, said)
    assert [one.name for one in found] == ["/srv/shop/bin/deploy", "/srv/*/tool", "/opt/tools*", "/opt/x/*"]
    assert {one.grade for one in found} == {Grade.WARNING}
    assert "could run what they wrote" in found[0].text
