"""What `explain` asks for when a finding is named, and how it answers a name that is none or several's."""

import pytest

from mainstay.config.settings import Settings
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.finding import Arrival
from tests.fakes.doors import FakeDoors
from tests.fakes.priced_reports import reckoned_report


@pytest.fixture
def doors() -> FakeDoors:
    return FakeDoors(reckoned_report)


@pytest.mark.parametrize(
    "name", ["0001", "complex-function:src/orders.py", "src/orders.py:30", "orders.py:merge"]
)
def test_a_finding_is_explained_however_it_is_named(command, doors, name: str) -> None:
    told = command("explain", name)
    assert doors.asked == [(".", Settings(), CheckOptions())]
    assert told.out.startswith("sympy  complex-function  0001\n\nWhat was found\n")
    assert told.out.endswith("\nNext: mainstay explain complex-function\n")
    assert (told.code, told.err) == (0, "")


def test_it_looks_where_and_how_it_is_told(command, doors) -> None:
    command("explain", "cafe", "there", "--no-cache", "--hourly-rate", "80 EUR", "-q")
    assert doors.asked == [("there", Settings(hourly_rate="80 EUR"), CheckOptions(cache=False))]
    assert "(EUR 88 to 180)" in command("explain", "cafe", "--hourly-rate", "80 EUR").out


def test_the_commit_that_brought_it_is_told_where_it_is_known(command, doors) -> None:
    assert "Came with" not in command("explain", "cafe").out
    doors.came = Arrival("ab" * 20, 1_200_000_000, "Ann\x1b[2J")
    told = command("explain", "cafe", "there").out
    assert "Came with     commit abababababab of 2008-01-10 by Ann\\x1b[2J.\n" in told
    assert doors.traced == [(".", "dead-class"), ("there", "dead-class")]


def test_what_is_set_aside_is_explained_too(command, doors) -> None:
    aside = reckoned_report().suppressed[2]
    told = command("explain", f"{aside.code}:{aside.path}:{aside.line}")
    assert told.code == 0
    assert "planned for the spring" in told.out


def test_a_code_is_told_without_a_look(command, doors) -> None:
    assert command("explain", "complex-function").out.startswith("Complex function")
    assert doors.asked == []


@pytest.mark.parametrize(
    ("name", "words", "mend"),
    [
        (
            "src/note.py",
            ["names 2 findings", "dada  todo-comment  src/note.py:30"],
            "mainstay explain ID",
        ),
        (
            "lib/old.py:5",
            ["there is no finding lib/old.py:5", "cafe  dead-class  src/old.py:30"],
            "one of these",
        ),
        ("abcd", ["there is no finding abcd"], "mainstay list tells"),
        ("/\x1b[2J:\u202e", [r"/\x1b[2J:\u202e"], "mainstay list tells"),
        (f"{'x' * 100_000}/", ["there is no finding xxx"], "mainstay list tells"),
    ],
)
def test_an_unclear_name_gets_candidates(command, name: str, words: list[str], mend: str) -> None:
    told = command("explain", name)
    assert (told.code, told.out) == (2, "")
    assert all(word in told.err for word in words)
    assert f"mend: {mend}" in told.err or mend in told.err
    assert len(told.err) < 2_000
