"""Commits of machines and of sweeps are told from people's work."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.history.apart import (
    FEWEST_FILES,
    by_machines,
    ignored_revisions,
    is_machine,
    names_of,
    sweeps,
)
from mainstay.analysis.history.past import Past
from mainstay.domain.history import Mark
from tests.oracles.history import START, Commit, History


@pytest.mark.parametrize(
    "name",
    [
        "dependabot[bot]",
        "Renovate Bot",
        "pyup-bot",
        "GitHub Actions",
        "pre-commit-ci",
        "Whitespace Robot",
        "Hosted Weblate",
        "release bot 2",
        "bot",
        " jenkins ",
    ],
)
def test_a_program(name: str) -> None:
    assert is_machine(name)


@pytest.mark.parametrize(
    "name", ["Ann Abbot", "Talbot", "Botond Kis", "Jenkinson", "Travis Oliphant", "", "Robota"]
)
def test_a_person(name: str) -> None:
    assert not is_machine(name)


def test_a_list_of_revisions_to_ignore() -> None:
    one, two, long = "a" * 40, "b" * 40, "c" * 64
    text = f"# black\n{one}\n\n  {two}  # isort\nabc\n{'d' * 41}\n{long}\n"
    assert ignored_revisions(text.encode()) == {one, two, long}


@given(st.binary(max_size=400))
def test_any_bytes_are_a_list(text: bytes) -> None:
    assert all(len(oid) in {40, 64} for oid in ignored_revisions(text))


def history() -> History:
    many = [(f"f{number}.py", 1, 1) for number in range(FEWEST_FILES)]
    return History(
        [
            Commit(START + 5, "Ann", Mark.NONE, touches=many),
            Commit(START + 4, "Ann", Mark.LAYOUT, touches=many[1:]),
            Commit(START + 3, "Ann", Mark.LAYOUT, touches=many),
            Commit(START + 2, "dependabot[bot]", touches=many[:1]),
            Commit(START + 1, "Ben", touches=many),
        ]
    )


def test_a_sweep_says_so_and_is_large_or_is_listed() -> None:
    log = history().log()
    assert sweeps(log).tolist() == [False, False, True, False, False]
    assert sweeps(log, {log.oids[4]}).tolist() == [False, False, True, False, True]
    assert by_machines(log).tolist() == [False, False, False, True, False]
    assert names_of(log, by_machines(log)) == [log.oids[3][:12]]


def test_what_is_set_apart_counts_for_nothing_but_its_renames_are_followed() -> None:
    renaming = Commit(START + 6, "Ann", touches=[("new.py", 0, 0)], renames={"f0.py": "new.py"})
    log = History([renaming, *history().commits]).log()
    past = Past(log, np.array([True, True, True, True, True, False]))
    lineage = past.lineage_of(START + 10)["new.py"]
    standing = past.standing(START + 10)
    assert standing.commits[lineage] == 1
    assert past.lineage_of(START + 5)["f0.py"] == lineage
    assert int(past.between(START, START + 10).sum()) == 1
