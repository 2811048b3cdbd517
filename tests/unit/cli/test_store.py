"""`mainstay store`: what it asks for and what it tells."""

import pytest

from mainstay.domain.store_report import Flaw, Wrong
from tests.fakes.doors import FakeDoors


@pytest.fixture
def doors() -> FakeDoors:
    return FakeDoors()


@pytest.fixture(autouse=True)
def no_store_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MAINSTAY_STORE", "MAINSTAY_SERVER_FILE"):
        monkeypatch.delenv(name, raising=False)


def test_a_backup_tells_what_is_in_it(command, doors) -> None:
    told = command("store", "backup", "new.backup", "--store", "here.sqlite")
    assert told.code == 0
    assert doors.stores == [("backup", "here.sqlite", "new.backup")]
    assert told.out.startswith("1,235 rows of /kept/store.sqlite are in new.backup\n")
    assert "  proposals      1,234\n" in told.out
    assert "runs" not in told.out
    assert "mainstay store restore new.backup" in told.err


def test_a_restore_leads_to_a_check(command, doors) -> None:
    told = command("store", "restore", "old.backup")
    assert doors.stores == [("restore", "", "old.backup")]
    assert told.out.startswith("2 rows of old.backup are in /kept/store.sqlite\n")
    assert told.err == "Next: mainstay store check\n"


def test_the_next_command_names_the_same_store_but_no_password(command) -> None:
    assert (
        "Next: mainstay store check --store 'my store'\n"
        in command("store", "restore", "old", "--store", "my store").err
    )
    assert "hush" not in command("store", "migrate", "--store", "postgresql://ann:hush@db/decisions").err


def test_the_operators_file_names_the_store(command, doors) -> None:
    for words in (("backup", "new"), ("restore", "old"), ("migrate",), ("check",)):
        command("store", *words, "--server-file", "rules.yaml")
    assert [(verb, place) for verb, place, _ in doors.stores] == [
        (verb, "rules.yaml") for verb in ("backup", "restore", "migrate", "check")
    ]


def test_the_store_is_named_by_the_environment_too(command, doors, monkeypatch) -> None:
    monkeypatch.setenv("MAINSTAY_STORE", "postgresql://ann@db/decisions")
    command("store", "check")
    command("store", "check", "--store", "other")
    assert [place for _, place, _ in doors.stores] == ["postgresql://ann@db/decisions", "other"]


@pytest.mark.parametrize(
    ("place", "said"), [("", "went from revision 0001 to 0004"), ("0004", "has revision 0004 already")]
)
def test_a_migration_tells_from_where_to_where(command, place: str, said: str) -> None:
    told = command("store", "migrate", "--store", place)
    assert told.code == 0
    assert said in told.out


def test_a_whole_store_is_good(command) -> None:
    told = command("store", "check")
    assert told.code == 0
    assert "All of it is whole and fits together." in told.out


def test_what_is_wrong_is_told_without_steering_the_terminal(command, doors) -> None:
    doors.wrong = (Wrong(Flaw.PLAN_ALTERED, "proposal p\x1b[31m", "its plan is not the one"),)
    told = command("store", "check")
    assert told.code == 3
    assert "  plan-altered  proposal p\\x1b[31m: its plan is not the one\n" in told.out
    assert "and 7 more things" in told.out
    assert "8 things wrong" in told.err


def test_without_a_subcommand_the_help_is_given(command) -> None:
    told = command("store")
    for name in ("backup", "restore", "migrate", "check"):
        assert name in told.out + told.err
