"""Since when findings are there, through moves and renames, and where they are going."""

from mainstay.domain.finding import Course, Finding
from tests.fakes.source import DAY, MadeUpRepository
from tests.unit.keepers.code.looking import function, look


def repository() -> MadeUpRepository:
    made = MadeUpRepository()
    made.commit({"src/a.py": function("old", decisions=40), "src/b.py": "x = 1\n"})
    for step in range(30):
        made.commit({"notes.txt": f"{step}\n"})
    return made


def found(made: MadeUpRepository) -> dict[tuple[str, str], Finding]:
    return {(one.code, one.symbol or one.text): one for one in look(made).findings}


def test_what_is_older_than_the_year_is_bounded_by_its_file() -> None:
    made = repository()
    born = made.now - 30 * DAY
    made.months(14)
    made.commit({"src/b.py": "x = 2\n"})
    since = found(made)["complex-function", "old"].since
    assert since is not None
    assert since.after == born - 1
    assert since.after < since.by < made.now - 300 * DAY


def test_what_came_up_lies_between_two_months() -> None:
    made = repository()
    made.months(8)
    came = made.commit({"src/b.py": "x = 1\n" + function("new", decisions=40) + "# TODO: tell more\n"})
    at = made.commits[came].time
    made.months(5)
    made.commit({}, renames={"src/b.py": "lib/c.py"})
    made.months(1)
    made.commit({"notes.txt": "end\n"})
    told = found(made)
    for name in (("complex-function", "new"), ("todo-comment", "TODO tell more")):
        one = told[name]
        assert one.path == "lib/c.py"
        assert one.since is not None
        assert one.since.after < at <= one.since.by
        assert one.since.by - one.since.after <= 31 * DAY
        assert one.course is Course.SAME


def test_the_course_of_a_quarter() -> None:
    made = repository()
    made.commit({"src/worse.py": function("w", decisions=30), "src/better.py": function("b", decisions=60)})
    made.months(8)
    made.commit({"notes.txt": "later\n"})
    made.months(2)
    made.commit({"src/worse.py": function("w", decisions=50), "src/better.py": function("b", decisions=40)})
    made.commit({"src/new.py": function("n", decisions=40)})
    told = found(made)
    courses = {name: told["complex-function", name].course for name in ("old", "w", "b", "n")}
    assert courses == {"old": Course.SAME, "w": Course.WORSE, "b": Course.BETTER, "n": Course.NEW}


def test_a_renamed_file_keeps_the_names_of_its_findings() -> None:
    made = repository()
    before = found(made)["complex-function", "old"].fingerprint
    made.commit({}, renames={"src/a.py": "lib/other.py"})
    after = found(made)["complex-function", "old"]
    assert (after.path, after.fingerprint) == ("lib/other.py", before)
