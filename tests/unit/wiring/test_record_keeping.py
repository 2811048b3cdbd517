"""What works on the store, put together as the operator's file says: what is wrong with one part stops no other."""

import json
import sqlite3
from pathlib import Path

import pytest

from mainstay import wiring
from mainstay.adapters.store.opening import open_store
from mainstay.analysis.contents.plan_content import content_hash
from mainstay.domain.audit import Defect
from mainstay.domain.decision import Choice
from mainstay.domain.errors import ConfigurationError, EvidenceMissing, UsageError
from mainstay.domain.outbox import Delivery
from mainstay.domain.proposal import State
from mainstay.flows.deciding import Naming, choose, submit_plan
from mainstay.wiring import record_keeping
from mainstay.wiring.record_keeping import Records
from tests.fakes.clock import SetClock
from tests.fakes.records import message, plan
from tests.fakes.users import NamedUser
from tests.servers.postgresql import PostgreSQL

RULES = """
people: [{name: ada, user: ada}, {name: bob, user: bob}, {name: old, user: old, active: false}]
teams: [{name: shop, subjects: ["repo:shop*"]}]
roles: [{person: ada, role: developer, team: shop}, {person: bob, role: lead, team: shop}]
gates: [{name: lead, about: a lead looks, when: {}, needs: [{roles: [lead]}]}]
default_gates: false
"""


class Place:
    """A folder with an operator's file and a store."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {"HOME": str(folder)}
        self.address = ""
        self.write("")

    def write(self, more: str) -> None:
        file = self.folder / "rules.yaml"
        file.write_text(RULES + more)
        file.chmod(0o600)

    def records(self, user: str) -> Records:
        default = str(self.folder / "store.sqlite")
        file = str(self.folder / "rules.yaml")
        return Records(file, self.address, self.environment, lambda: default, NamedUser(user))

    def decided(self) -> tuple[State, list[str]]:
        """Submit and approve; give the state, and what failed beside it."""
        made = plan(subject="repo:shop")
        with self.records("ada").office() as office:
            done = submit_plan(office, made, content_hash(made))
        with self.records("bob").office() as office:
            then = choose(office, Naming(done.proposal.id, done.proposal.content), Choice.APPROVE)
        return then.proposal.state, [one.what for one in (*done.trouble, *then.trouble)]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_decision_is_sealed_anchored_and_told(place: Place) -> None:
    place.write("anchors: [{kind: file, path: anchors}]\nchannels: [{name: log, kind: file, path: told}]\n")
    assert place.decided() == (State.APPROVED, [])
    checked = place.records("bob").verify_audit(str(place.folder / "anchors"))
    assert (checked.sealed, checked.anchored, checked.sound) == (3, 3, True)
    changed, _, told, failures = place.records("anybody").tick()
    assert (changed, told.sent, failures) == ((), 3, ())
    assert len((place.folder / "told").read_text().splitlines()) == 3


def test_an_anchor_that_cannot_be_used_refuses_no_decision(place: Place) -> None:
    place.write("anchors: [{kind: webhook, address: 'env:NONE', key: 'env:NONE'}]\n")
    state, failures = place.decided()
    assert state is State.APPROVED
    assert set(failures) == {"the environment does not hold a secret"}


def test_a_channel_that_cannot_be_used_holds_up_no_other(place: Place) -> None:
    broken = "{name: chat, kind: webhook, address: 'env:NONE', key: 'env:NONE'}"
    place.write(f"channels: [{broken}, {{name: log, kind: file, path: told}}]\n")
    place.decided()
    _, _, told, failures = place.records("bob").tick()
    assert (told.sent, told.later) == (3, 3)
    assert [one.what for one in failures] == ["the environment does not hold a secret"]


def test_a_key_that_is_lost_stops_the_seal_and_not_the_decision(place: Place) -> None:
    place.decided()
    (key,) = place.folder.rglob("audit-key")
    key.unlink()
    state, failures = place.decided()
    assert (state, set(failures)) == (State.APPROVED, {"the key of the audit trail is not here"})
    assert Defect.KEY in {fault.defect for fault in place.records("bob").verify_audit("").faults}
    with pytest.raises(EvidenceMissing):
        list(place.records("bob").export_audit())
    with pytest.raises(UsageError, match="ada may not change the key"):
        place.records("ada").rekey_audit("mine now", lost=True)
    place.write("audit_key: {rekey: [lead]}\n")
    with pytest.raises(EvidenceMissing, match="not here"):
        place.records("bob").rekey_audit("the disk broke", lost=False)
    assert "--lost" in place.records("bob").key_advice()
    assert place.records("bob").rekey_audit("the disk broke", lost=True).row.who == "bob"


def test_only_those_whom_the_file_names_change_the_key_and_its_keeper_hears_of_it(place: Place) -> None:
    place.write("audit_key: {rekey: [lead], by: tick}\n")
    place.decided()
    assert place.records("anybody").tick().failures == ()
    for user in ("ada", "old", "nobody"):
        with pytest.raises(UsageError, match="may not change the key"):
            place.records(user).rekey_audit("mine now", lost=False)
    place.environment = {"HOME": str(place.folder / "bob")}
    bob = place.records("bob")
    with pytest.raises(UsageError, match="kept by the user who runs mainstay tick"):
        bob.rekey_audit("mine now", lost=True)
    with pytest.raises(EvidenceMissing, match="not here"):
        bob.rekey_audit("mine now", lost=False)
    assert "ask them" in bob.key_advice()
    # Somebody with the operator's file takes the chain over all the same: the keeper's next tick says so.
    place.write("audit_key: {rekey: [lead]}\n")
    place.records("bob").rekey_audit("mine now", lost=True)
    place.environment = {"HOME": str(place.folder)}
    place.write("audit_key: {rekey: [lead], by: tick}\n")
    (failure,) = place.records("anybody").tick().failures
    assert "bob changed the key at" in failure.where


def test_the_anchors_of_the_operators_file_are_looked_at_unasked(place: Place) -> None:
    place.write("anchors: [{kind: file, path: anchors}]\n")
    place.decided()
    assert place.records("ada").verify_audit("").anchor_files == (str(place.folder / "anchors"),)
    assert place.records("ada").verify_audit("").sound
    with sqlite3.connect(place.folder / "store.sqlite") as database:
        database.execute("DELETE FROM trail WHERE place = 3")
        database.execute("DELETE FROM anchors")
    database.close()
    faults = place.records("ada").verify_audit("").faults
    assert [(one.defect, one.first) for one in faults] == [(Defect.TRUNCATED, 3)]
    # And the next to decide hears that the outside knows more.
    _, failures = place.decided()
    assert any("the outside knows 3 rows" in one for one in failures)


def test_a_user_who_is_no_person_is_not_taken_for_one(place: Place) -> None:
    place.decided()
    with open_store(str(place.folder / "store.sqlite")).writing() as work:
        work.messages.add([message("m1", delivery=Delivery.DEAD), message("m2", delivery=Delivery.DEAD)])
    place.records("bob").drop_messages(["m1"], "old")
    place.records("cyd").drop_messages(["m2"], "old")
    store = open_store(str(place.folder / "store.sqlite"))
    with store.reading() as work:
        told = [(one.who, one.about) for one in work.trail.unsealed()]
    store.close()
    assert told == [("bob", "message:m1"), ("user:cyd", "message:m2")]


@pytest.mark.parametrize("user", ["eve", "old", ""])
def test_who_is_not_in_the_file_decides_nothing(place: Place, user: str) -> None:
    with pytest.raises(UsageError, match="is nobody who may decide"), place.records(user).office():
        pytest.fail("somebody came in")


def test_without_a_file_nobody_decides_and_the_trail_can_be_verified(place: Place) -> None:
    place.decided()
    bare = Records("", str(place.folder / "store.sqlite"), place.environment, lambda: "", NamedUser("ada"))
    with pytest.raises(UsageError, match="is not there") as refused:
        bare.policy()
    assert str(place.folder / ".config/mainstay/mainstay-server.yaml") in refused.value.where
    assert bare.verify_audit("").sound


def test_a_tick_without_a_file_makes_no_store_and_says_so(place: Place) -> None:
    default = str(place.folder / "none.sqlite")
    bare = Records("", "", place.environment, lambda: default, NamedUser("ada"))
    with pytest.raises(UsageError, match="the operator's file is not there") as refused:
        bare.tick()
    assert str(place.folder / ".config/mainstay/mainstay-server.yaml") in refused.value.where
    assert [path.name for path in place.folder.iterdir()] == ["rules.yaml"]


def test_a_tick_without_a_file_seals_and_takes_no_approval_back(place: Place) -> None:
    place.write("audit_key: {by: tick}\n")
    assert place.decided() == (State.APPROVED, [])
    bare = Records("", str(place.folder / "store.sqlite"), place.environment, lambda: "", NamedUser("ada"))
    changed, _, told, failures = bare.tick()
    assert (changed, told.sent, [one.what for one in failures]) == (
        (),
        0,
        ["the operator's file is not there"],
    )
    checked = bare.verify_audit("")
    assert (checked.sealed, checked.unsealed) == (3, 0)
    with place.records("ada").office() as office, office.store.reading() as work:
        assert work.proposals.count(None) == {State.APPROVED: 1}


def test_where_a_tick_alone_seals_nobody_else_needs_the_key(place: Place) -> None:
    place.write("audit_key: {by: tick}\nanchors: [{kind: file, path: anchors}]\n")
    assert place.decided() == (State.APPROVED, [])
    assert list(place.folder.rglob("audit-key")) == []
    assert not (place.folder / "anchors").exists()
    assert place.records("bob").tick()[3] == ()
    checked = place.records("bob").verify_audit(str(place.folder / "anchors"))
    assert (checked.sealed, checked.anchored, checked.sound) == (3, 3, True)


def test_a_clock_of_years_ahead_is_told_by_each_tick_and_nothing_expires(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SetClock()
    monkeypatch.setattr(record_keeping, "SystemClock", lambda: clock)
    made = plan(subject="repo:shop", expires=1_000)
    with place.records("ada").office() as office:
        proposal = submit_plan(office, made, content_hash(made)).proposal
    clock.advance(10**9)
    for _ in range(2):
        changed, _, _, failures = place.records("bob").tick()
        assert (changed, [one.what.partition(",")[0] for one in failures]) == ((), ["the clock leapt"])
    clock.advance(-(10**9))
    assert [one.what.partition(",")[0] for one in place.records("bob").tick()[3]] == [
        "the clock is right again"
    ]
    with place.records("bob").office() as office:
        then = choose(office, Naming(proposal.id, proposal.content), Choice.APPROVE)
    assert then.proposal.state is State.APPROVED
    assert place.records("bob").verify_audit("").sound


def test_the_store_may_be_named_by_a_secret(place: Place) -> None:
    place.write("store: env:DECISIONS\n")
    with pytest.raises(ConfigurationError, match="environment does not hold"), place.records("ada").office():
        pytest.fail("it was opened")
    place.environment["DECISIONS"] = str(place.folder / "elsewhere.sqlite")
    assert place.decided()[0] is State.APPROVED
    assert (place.folder / "elsewhere.sqlite").exists()
    assert not (place.folder / "store.sqlite").exists()


def test_it_is_the_same_on_a_server(place: Place, postgresql_server: PostgreSQL) -> None:
    place.address = postgresql_server.new_place()
    place.write("anchors: [{kind: file, path: anchors}]\n")
    assert place.decided() == (State.APPROVED, [])
    assert place.records("bob").verify_audit(str(place.folder / "anchors")).sound
    lines = list(place.records("bob").export_audit())
    assert json.loads(lines[-1])


def test_the_store_that_is_looked_after_is_the_one_that_decisions_are_kept_in(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(place.folder))
    elsewhere = place.folder / "elsewhere.sqlite"
    place.write(f"store: {elsewhere}\n")
    place.decided()
    file = str(place.folder / "rules.yaml")
    backup = str(place.folder / "backup")
    assert wiring.back_up_store(file, "", backup).counts["proposals"] == 1
    assert wiring.check_store(file, "").where == str(elsewhere)
    assert wiring.migrate_store(file, "").revision
    other = str(place.folder / "other.sqlite")
    assert wiring.restore_store(file, other, backup).where == other
    place.write("store: file:address\n")
    with pytest.raises(ConfigurationError):
        wiring.check_store(file, "")


def test_each_may_see_the_subjects_of_their_teams(place: Place) -> None:
    may_see = place.records("ada").may_see()
    assert [may_see(subject) for subject in ("repo:shop-web", "repo:other", "")] == [True, False, False]
    for user in ("old", "eve"):
        with pytest.raises(UsageError, match="is nobody who may decide"):
            place.records(user).may_see()
    (place.folder / "rules.yaml").write_text("people: []\n")
    assert place.records("eve").may_see()("repo:other")
