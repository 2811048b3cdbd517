"""The list of proposals at the widths that terminals and pipes have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mainstay.domain.plan import Change
from mainstay.domain.proposal import State
from mainstay.domain.proposal_view import Listed, ProposalList
from mainstay.present.text.look import Look
from mainstay.present.text.proposals import listed

AT = 1_800_000_000
_texts = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=200)


def one(title: str, subject: str, environment: str, author: str, state: State = State.WAITING) -> Listed:
    return Listed(
        "6b0271a5d1e9c0ff", 1, "c" * 64, title, Change.SECURITY_PATCH, "none", subject, environment, "shop", author,
        state, AT - 9_000, AT - 9_000, 0, 0, (), True, state, "", 0,
    )  # fmt: skip


def listing(*proposals: Listed, **counts: int) -> ProposalList:
    told = {State(name): number for name, number in counts.items()}
    return ProposalList(1, AT, "ada", proposals, (), told or {State.WAITING: len(proposals)}, "")


@pytest.mark.parametrize("width", [60, 80, 100, 120, 150, 200])
@given(_texts, _texts, _texts, _texts, st.sampled_from(State))
def test_the_id_the_state_and_for_whom_are_whole_at_any_width(
    width: int, title: str, subject: str, environment: str, author: str, state: State
) -> None:
    told = listed(listing(one(title, subject, environment, author, state)), Look(width=width))
    first = next(line for line in told.splitlines() if "6b0271a5d1e9" in line)
    assert f" {state} " in first and "for you" in first
    assert all(cell_len(line) <= width for line in told.splitlines()[:-1])


@pytest.mark.parametrize("width", [60, 80, 100, 150])
def test_the_title_is_shortened_and_what_it_is_about_stays(width: int) -> None:
    told = listed(listing(one("Upgrade " * 20, "repo:shop", "production", "ada")), Look(width=width))
    assert "repo:shop production" in told and "Upgrade" in told and "ada" in told


def test_totals_say_what_they_count() -> None:
    row = one("t", "repo:shop", "production", "ada")
    assert "1 proposal that you may see: 1 waiting" in listed(listing(row), Look(width=80))
    told = listed(listing(row, waiting=3, approved=9), Look(width=80))
    assert "1 here; in all you may see 12 proposals: 9 approved, 3 waiting" in told
