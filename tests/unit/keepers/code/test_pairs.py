"""Files that change together from folders apart: named, told apart from tests and packages, never priced."""

import pytest

from mainstay.domain.history import Coupling
from mainstay.domain.source_file import FileKind
from mainstay.keepers.code.findings.of_pairs import of_pairs
from tests.fakes.source import MadeUpRepository
from tests.unit.keepers.code.looking import look, module
from tests.unit.keepers.code.test_findings import GROUND


def together(times: int = 6, **places: str) -> MadeUpRepository:
    """Give a repository in which files change in the same commits; `places` are paths by the name of what is in them."""
    made = MadeUpRepository()
    for step in range(times):
        made.commit({path: module(name) + f"x{step} = {step}\n" for name, path in places.items()}, by="Ann")
    return made


def told(made: MadeUpRepository) -> list[tuple[str, str, str]]:
    return [
        (one.path, one.text, one.fingerprint) for one in look(made).findings if one.code == "change-coupling"
    ]


def test_two_files_in_folders_apart_are_named() -> None:
    made = together(one="src/web/form.py", two="src/store/table.py")
    made.commit({"src/web/form.py": module("one")}, by="Ben")
    [(path, text, _)] = told(made)
    assert path == "src/web/form.py"
    assert text == "changes with src/store/table.py: in 6 of the 7 commits of the year that touched either"
    (finding,) = [one for one in look(made).findings if one.code == "change-coupling"]
    assert finding.price is None
    assert finding.repair.startswith("Move what both must agree on")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("src/web/form.py", "src/web/field.py"),
        ("src/web/form.py", "src/web/parts/field.py"),
        ("form.py", "src/web/field.py"),
        ("src/web/form.py", "tests/web/test_form.py"),
    ],
)
def test_a_package_and_a_test_may_change_with_their_own(one: str, other: str) -> None:
    assert told(together(one=one, two=other)) == []


def test_four_times_are_chance() -> None:
    assert told(together(4, one="src/web/form.py", two="src/store/table.py")) == []


def test_a_folder_whose_name_begins_as_anothers_is_not_within_it() -> None:
    kinds = {"src/web/form.py": FileKind.SOURCE, "src/website/page.py": FileKind.SOURCE}
    assert len(list(of_pairs([Coupling(*kinds, 6, 8)], kinds, GROUND))) == 1


def test_the_name_lasts_when_both_files_move() -> None:
    made = together(one="src/web/form.py", two="src/store/table.py")
    ((_, _, before),) = told(made)
    made.commit(renames={"src/web/form.py": "app/web/form.py", "src/store/table.py": "lib/store/board.py"})
    ((path, _, after),) = told(made)
    assert path == "app/web/form.py"
    assert after == before
