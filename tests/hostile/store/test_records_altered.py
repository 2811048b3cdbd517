"""Decisions, statements, marks and revisions that were forged, changed, moved or deleted behind the program's back."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from mainstay.adapters.store.checking import check
from mainstay.adapters.store.opening import open_store
from mainstay.domain.audit import Checked
from mainstay.domain.decision import Choice
from mainstay.domain.errors import RunFailed
from mainstay.domain.evidence import Outcome
from mainstay.domain.gate import Proof
from mainstay.domain.occurrence import Mark, Marking, Occurrence
from mainstay.domain.people import Need, Role
from mainstay.domain.proposal import Proposal, State
from mainstay.domain.store_report import Flaw
from mainstay.flows.auditing import verify_trail
from mainstay.flows.passing import tick
from tests.fakes.offices import LEAD, House, made_policy
from tests.fakes.records import plan
from tests.fakes.told import tell

TWO = LEAD.__class__(
    "two", "two look", LEAD.when, (Need((Role.LEAD, Role.SRE), 2),), proofs=(Proof("tests"),)
)
POLICY = made_policy(TWO)
FORGED = (
    "INSERT INTO decisions (id, proposal, content, revision, choice, person, policy, door, reason, at, roles, lent_by, until, "
    "judgement) "
    "SELECT 'forged', proposal, content, revision, 'approve', 'cyd', '', door, reason, at, '[\"sre\"]', '[\"\"]', 0, '' "
    "FROM decisions WHERE person = 'bob'"
)
ALTERED: dict[str, tuple[str, str]] = {
    "forged decision": (FORGED, "decision forged"),
    "changed person": ("UPDATE decisions SET person = 'cyd'", "decision "),
    "changed choice": ("UPDATE decisions SET choice = 'reject'", "decision "),
    "changed roles": (
        'UPDATE decisions SET roles = \'["lead", "sre"]\', lent_by = \'["", ""]\'',
        "decision ",
    ),
    "longer approval": ("UPDATE decisions SET until = 4000000000", "decision "),
    "deleted decision": ("DELETE FROM decisions", "row "),
    "changed evidence": ("UPDATE evidence SET outcome = 'passed'", "statement tests by cyd"),
    "evidence in another order": (
        "UPDATE evidence SET number = 10 + 7 * (outcome = 'passed')",
        "statement tests by cyd",
    ),
    "evidence twice": (
        "INSERT INTO evidence (content, kind, outcome, by, at, detail, digest) "
        "SELECT content, kind, outcome, by, at, detail, digest FROM evidence WHERE outcome = 'passed'",
        "statement tests by cyd",
    ),
    "deleted evidence": ("DELETE FROM evidence WHERE outcome = 'failed'", "row "),
    "another author": ("UPDATE proposals SET author = 'dir'", "proposal "),
    "later end": ("UPDATE proposals SET expires_at = expires_at + 1, due_at = due_at + 1", "proposal "),
    "older revision": ("UPDATE revisions SET author = 'dir'", "proposal "),
    "mark of another": ("UPDATE window_marks SET who = 'mallory'", "mark signed-off of the window night"),
}


def opened(folder: Path, ids: int = 0) -> House:
    """Open the store in a folder, with ids from a number on and the key that sealed."""
    house = House(POLICY, store=open_store(str(folder / "store.sqlite")))  # type: ignore[arg-type]
    house.ids.given = ids
    house.keys.make()
    return house


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Give the folder of a store in which bob approved what needs another one, and tests passed and failed."""
    folder = tmp_path_factory.mktemp("decided")
    house = opened(folder)
    house.submit(of=plan(key="k", subject="repo:shop"))
    made = house.submit(of=plan(key="k", subject="repo:shop", expires=10_000)).proposal
    assert made.revision == 2
    house.choose("bob", made)
    house.attest("cyd", made)
    house.attest("cyd", made, Outcome.FAILED)
    with house.store.writing() as work:
        work.windows.add(
            Mark(Occurrence("night", 10, 20), Marking.SIGNED_OFF, "bob", 5, "web", ("lead",), ("shop",))
        )
        tell(work)
    house.choose("dir", house.submit(of=plan(key="other", subject="repo:shop")).proposal, Choice.REJECT)
    house.store.close()
    return folder, made.id


@pytest.fixture
def altered(filled: tuple[Path, str], tmp_path: Path) -> Callable[[str], tuple[House, Proposal]]:
    """Give what opens a copy of the store after a statement was run on it."""
    folder, name = filled
    shutil.copy(folder / "store.sqlite", tmp_path / "store.sqlite")

    def alter(statement: str) -> tuple[House, Proposal]:
        with sqlite3.connect(tmp_path / "store.sqlite") as database:
            database.executescript(statement)
        database.close()
        house = opened(tmp_path, 1_000)
        with house.store.reading() as work:
            made = work.proposals.get(name)
        assert made is not None
        return house, made

    return alter


def verified(house: House) -> Checked:
    return verify_trail(house.store, house.keys, {})


def test_what_the_program_kept_is_told(
    altered: Callable[[str], tuple[House, Proposal]], tmp_path: Path
) -> None:
    house, made = altered("SELECT 1")
    assert verified(house).sound
    assert check(str(tmp_path / "store.sqlite")).wrong == ()
    assert house.choose("cyd", made).proposal.state is State.WAITING
    assert house.attest("cyd", made).proposal.state is State.APPROVED
    assert verified(house).sound


@pytest.mark.parametrize("case", ALTERED)
def test_what_was_altered_is_found_by_both_and_named(
    altered: Callable[[str], tuple[House, Proposal]], tmp_path: Path, case: str
) -> None:
    statement, named = ALTERED[case]
    house, _ = altered(statement)
    checked = verified(house)
    assert checked.faults == ()
    assert not checked.sound
    assert any(one.where.startswith(named) for one in checked.mismatches), checked.mismatches
    flaws = [one for one in check(str(tmp_path / "store.sqlite")).wrong if one.flaw is Flaw.NOT_AS_TOLD]
    assert [(one.where, one.text) for one in flaws] == [(one.where, one.text) for one in checked.mismatches]


BEFORE_ACTING = [
    case for case in ALTERED if "deleted" not in case and case not in {"mark of another", "older revision"}
]


@pytest.mark.parametrize("case", BEFORE_ACTING)
def test_nobody_acts_by_what_the_trail_does_not_tell(
    altered: Callable[[str], tuple[House, Proposal]], case: str
) -> None:
    house, made = altered(ALTERED[case][0])
    with pytest.raises(RunFailed, match="not in the trail"):
        house.choose("cyd", made, Choice.OVERRIDE)
    if made.author != "dir":
        with pytest.raises(RunFailed, match="not in the trail"):
            house.choose("dir", made)
    assert house.choose("dir", made, Choice.REJECT).proposal.state is State.REJECTED


def test_a_forged_approval_does_not_suffice_by_the_clock_or_by_evidence(
    altered: Callable[[str], tuple[House, Proposal]],
) -> None:
    house, made = altered(f"{FORGED}; DELETE FROM evidence WHERE outcome = 'failed'")
    with pytest.raises(RunFailed, match="not in the trail"):
        tick(house.office("ada"))
    with pytest.raises(RunFailed, match="not in the trail"):
        house.attest("cyd", made)
    with house.store.reading() as work:
        kept = work.proposals.get(made.id)
    assert kept is not None
    assert kept.state is State.WAITING


@pytest.mark.parametrize(("mode", "found"), [(0o600, 0), (0o660, 0), (0o666, 1)])
def test_a_store_that_everybody_may_write_is_told(
    altered: Callable[[str], tuple[House, Proposal]], tmp_path: Path, mode: int, found: int
) -> None:
    altered("SELECT 1")
    (tmp_path / "store.sqlite").chmod(mode)
    flaws = [one.flaw for one in check(str(tmp_path / "store.sqlite")).wrong]
    assert flaws == [Flaw.OPEN_TO_OTHERS] * found
