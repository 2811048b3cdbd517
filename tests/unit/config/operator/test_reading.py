"""Reading the operator's file."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.gates.checking import problems
from mainstay.analysis.gates.examples import trials
from mainstay.config.operator.reading import default_gates, policy_of
from mainstay.config.operator.spans import minutes_of_day, moment, seconds
from mainstay.domain.calendar import Window
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.gate import Policy, Proof, When
from mainstay.domain.people import Directory, Holding, Need, Person, Role, Team
from mainstay.domain.plan import Change, Severity
from mainstay.domain.policy_report import Fault

FILE = """
people:
  - {name: ada, user: ada, full_name: Ada Example}
  - {name: bob}
teams:
  - {name: shop, subjects: ["repo:shop*"]}
roles:
  - {person: ada, role: lead, team: shop}
  - {person: bob, role: lead, team: shop, since: 2026-12-20, until: 2026-12-31, lent_by: ada, reason: leave}
gates:
  - name: extra
    about: Databases at night.
    when: {changes: [configuration], severity: high, subjects: ["db:*"], labels: {tier: "1"}}
    needs: [{roles: [lead, sre], count: 2}]
    proofs: [{kind: backup, within: 24h, by: [sre]}]
    lasts: 2d
    windows: [night]
    automatic: [{kind: tests}]
windows:
  - {name: night, zone: Europe/Berlin, weekdays: [tue, thu], opens: "22:30", lasts: 4h, weeks: [1, -1],
     announce: 24h, sign_off: [{roles: [lead, manager]}, {roles: [sre], count: 2}]}
freezes:
  - {name: year-end, since: 2026-12-23, until: 2027-01-02T08:00+01:00, reason: few are there}
override: {roles: [on-call], lasts: 1h}
"""


def read(text: str) -> Policy:
    """Read a file."""
    return policy_of(text.encode(), "mainstay-server.yaml")


def test_a_file_as_it_is_written() -> None:
    policy = read(FILE)
    gate = policy.gates[-1]
    assert gate.when == When(
        (Change.CONFIGURATION,), Severity.HIGH, subjects=("db:*",), labels=(("tier", "1"),)
    )
    assert gate.needs == (Need((Role.LEAD, Role.SRE), 2),)
    assert gate.proofs == (Proof("backup", within=86_400, by=(Role.SRE,)),)
    assert (gate.lasts, gate.windows, gate.automatic) == (172_800, ("night",), (Proof("tests"),))
    lent = Holding("bob", Role.LEAD, "shop", moment("2026-12-20"), moment("2027-01-01"), "ada", "leave")
    assert policy.directory == Directory(
        (Person("ada", "ada", "Ada Example"), Person("bob")),
        (Team("shop", ("repo:shop*",)),),
        (Holding("ada", Role.LEAD, "shop"), lent),
    )
    signers = (Need((Role.LEAD, Role.MANAGER)), Need((Role.SRE,), 2))
    assert policy.calendar.windows == (
        Window("night", "Europe/Berlin", (1, 3), 1350, 240, (1, -1), announce=86_400, sign_off=signers),
    )
    assert policy.calendar.freezes[0].until == moment("2027-01-02T07:00+00:00")
    assert (policy.override, policy.override_lasts, policy.review_within) == ((Role.ON_CALL,), 3_600, 86_400)


def test_an_empty_file_has_the_gates_that_come_along() -> None:
    assert read("").gates == default_gates() == read("{}").gates
    assert read("default_gates: false").gates == ()


def test_a_gate_of_the_same_name_takes_the_place_of_one_that_comes_along() -> None:
    policy = read("gates: [{name: major-version, about: ours}]")
    assert [gate.about for gate in policy.gates if gate.name == "major-version"] == ["ours"]
    assert len(policy.gates) == len(default_gates())


def test_the_gates_that_come_along_hold_their_own_examples() -> None:
    tried = list(trials(Policy(default_gates())))
    assert [trial for trial in tried if trial.wrong] == []
    assert {trial.gate for trial in tried} == {gate.name for gate in default_gates()}
    for gate in default_gates():
        assert {example.passes for example in gate.examples} == {True, False}


def test_the_gates_that_come_along_leave_no_hole_and_do_not_contradict() -> None:
    everybody = tuple(Person(f"{role}{at}") for role in Role for at in range(3))
    holdings = tuple(Holding(f"{role}{at}", role, "*") for role in Role for at in range(3))
    assert problems(Policy(default_gates(), Directory(everybody, (), holdings)), 0) == ()
    nobody = problems(Policy(default_gates()), 0)
    assert {problem.fault for problem in nobody} == {Fault.UNFILLED}


@pytest.mark.parametrize(
    ("old", "new", "what", "where"),
    [
        ("role: lead, team: shop}", "role: king}", "king is not allowed", "roles[0].role"),
        ("about: Databases", "abuot: Databases", "there is no abuot", "gates[0].abuot"),
        ("lasts: 2d", "lasts: 2d\n    nights: 1", "there is no nights", "gates[0].nights"),
        (
            "[lead, sre], count: 2",
            "[lead, sre], count: 0",
            "0 is not a whole number from 1",
            "gates[0].needs[0].count",
        ),
        ("Europe/Berlin", "Europe/Atlantis", "there is no time zone 'Europe/Atlantis'", "windows[0].zone"),
        ("Europe/Berlin", "../../etc/passwd", "there is no time zone", "windows[0].zone"),
        ('"22:30"', '"24:30"', "'24:30' is no time of day", "windows[0]"),
        ("lasts: 4h", "lasts: 8d", "a window lasts from a minute to a week", "windows[0]"),
        ("announce: 24h", "announce: soon", "'soon' is no length of time", "windows[0]"),
        ("announce: 24h", "announce: 13w", "a window is announced twelve weeks before at most", "windows[0]"),
        (
            "[lead, manager]}, {roles",
            "[king]}, {roles",
            "king is not allowed",
            "windows[0].sign_off[0].roles[0]",
        ),
        (
            "count: 2}]}\nfreezes",
            "count: 0}]}\nfreezes",
            "0 is not a whole number from 1",
            "windows[0].sign_off[1].count",
        ),
        (
            "until: 2027-01-02T08:00+01:00",
            "until: 2027-01-02T08:00",
            "'2027-01-02T08:00' is no moment",
            "freezes[0]",
        ),
        ("since: 2026-12-23", "since: 2028-12-23", "it ends before it begins", "freezes[0]"),
        (", until: 2026-12-31", "", "a role that is lent needs a last day", "roles[1]"),
        ("lent_by: ada", "lent_by: bob", "nobody lends a role to themselves", "roles[1]"),
        ("lasts: 1h", 'lasts: ""', "an override must end", "override[0]"),
        ("name: ada,", 'name: "ada\\x1b",', "this is not a name of small letters", "people[0].name"),
    ],
)
def test_what_is_refused(old: str, new: str, what: str, where: str) -> None:
    assert old in FILE
    with pytest.raises(ConfigurationError) as caught:
        read(FILE.replace(old, new))
    assert caught.value.what.startswith(what)
    # What the form of the file tells is told with line and column.
    assert re.fullmatch(rf"mainstay-server\.yaml(:\d+:\d+)?: {re.escape(where)}", caught.value.where)


@given(st.integers(1, 999_999), st.sampled_from("smhdw"))
def test_lengths_of_time(count: int, unit: str) -> None:
    assert seconds(f"{count}{unit}") == count * seconds(f"1{unit}") > 0


@pytest.mark.parametrize("text", ["1", "h", "-1h", "1.5h", "1 h", "1h30m", "1H", "\u0661h", "1h\n"])
def test_what_is_no_length_of_time(text: str) -> None:
    with pytest.raises(ValueError, match="no length"):
        seconds(text)


@given(st.datetimes(timezones=st.timezones()))
def test_moments(when: object) -> None:
    text = when.isoformat()  # type: ignore[attr-defined]
    assert moment(text) == int(when.timestamp())  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["2026-13-01", "2026-12-24 18:00", "18:00", "now", "2026-12-24T25:00Z"])
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(ValueError, match="no moment"):
        moment(text)


def test_times_of_day() -> None:
    assert [minutes_of_day(text) for text in ("00:00", "23:59")] == [0, 1439]
    for text in ("24:00", "9:00", "12:60", "12:00:00", ""):
        with pytest.raises(ValueError, match="no time of day"):
            minutes_of_day(text)


def test_a_window_has_a_name_of_its_own() -> None:
    row = '{name: night, zone: UTC, weekdays: [tue], opens: "22:30", lasts: 4h}'
    with pytest.raises(ConfigurationError, match="night stands here twice") as refused:
        read(f"windows: [{row}, {row}]")
    assert refused.value.where == "mainstay-server.yaml:1:1: windows"
