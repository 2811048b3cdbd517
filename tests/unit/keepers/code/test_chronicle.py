"""The past as the keeper reads it: entries of change logs, and what is set apart."""

import pytest

from mainstay.domain.check_options import CheckOptions, Churn
from mainstay.domain.history import Mark
from mainstay.keepers.code.chronicle import Chronicle
from tests.fakes.cache import MemoryCache
from tests.fakes.progress import WrittenProgress
from tests.fakes.source import DAY, MadeUpRepository


def chronicle(made: MadeUpRepository, cache: MemoryCache | None = None) -> Chronicle:
    options = CheckOptions(churn=Churn.NONE)
    return Chronicle(made.opened(), cache or MemoryCache(), options, WrittenProgress(), made.now)


def told() -> MadeUpRepository:
    made = MadeUpRepository()
    made.commit({"a.py": "x = 1\n"})
    made.commit({"a.py": "x = 2\n", "news/1.bugfix.rst": "Mend x.\n"})
    made.commit({"a.py": "x = 3\n", "changelogs/fragments/2.yml": "bugfixes:\n  - x\n"})
    made.commit({"a.py": "x = 4\n", "changelogs/fragments/3.yml": "minor_changes:\n  - x\n"})
    made.commit({"news/1.bugfix.rst": None, "changelogs/fragments/2.yml": None})
    return made


def test_commits_that_add_an_entry_are_marked() -> None:
    log = chronicle(told()).read()
    assert log is not None
    noted, fix = Mark.NOTED, Mark.NOTED | Mark.NOTED_FIX
    assert list(log.marks) == [0, noted, fix, fix, 0]


def test_a_continued_log_keeps_its_marks_and_marks_what_is_new() -> None:
    made, cache = told(), MemoryCache()
    first = chronicle(made, cache)
    log = first.read()
    assert log is not None
    first.count(log, made.now)
    made.commit({"a.py": "x = 5\n", "news/4.bugfix.rst": "Mend x again.\n"})
    again = chronicle(made, cache).read()
    assert again is not None
    assert list(again.marks) == [Mark.NOTED | Mark.NOTED_FIX, *log.marks]


@pytest.mark.parametrize("listed", [True, False])
def test_sweeps_and_machines_are_told_and_set_apart(listed: bool) -> None:
    made = MadeUpRepository()
    files = {f"f{number}.py": "x=1\n" for number in range(12)}
    made.commit(files)
    sweep = made.commit(dict.fromkeys(files, "x = 1\n"), "Tidy up" if listed else "Reformat with black")
    made.commit({"f0.py": "x = 2\n"}, by="dependabot[bot]")
    if listed:
        made.commit({".git-blame-ignore-revs": f"# tidy\n{sweep}\n"})
    one = chronicle(made)
    log = one.read()
    assert log is not None
    objects = {entry.path: entry.oid for entry in one.source.tree(made.head)}
    past = one.past(log, objects, made.now)
    assert past.standing(made.now).commits[past.lineage_of(made.now)["f0.py"]] == 1
    assert {notice.code: notice.examples for notice in one.notices} == {
        "machine-commits": (log.oids[1 if listed else 0][:12],),
        "layout-commits": (sweep[:12],),
    }


def test_what_the_change_log_calls_a_fix_is_one_whatever_the_words_say() -> None:
    made = MadeUpRepository()
    for number in range(40):
        files = {"a.py": f"x = {number}\n", f"news/{number}.bugfix.rst": "Mend x.\n"}
        made.commit(files, "Change x" if number % 2 else "Fix x", at=made.now + 20 * DAY)
    made.commit({"b.py": "y = 1\n"}, "Fix a typo")
    one = chronicle(made)
    log = one.read()
    assert log is not None
    past = one.past(log, {entry.path: entry.oid for entry in one.source.tree(made.head)}, made.now)
    assert past.fix_evidence == "change-log fragments"
    standing, names = past.standing(made.now), past.lineage_of(made.now)
    assert standing.fixes[names["a.py"]] == standing.year[names["a.py"]] == 19
    assert standing.fixes[names["b.py"]] == 0
