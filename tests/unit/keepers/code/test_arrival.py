"""The commit that brought a finding, found among the versions of its file without reading them all."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.duplication.fingerprints import Shingles
from mainstay.analysis.health.parts import Thresholds
from mainstay.analysis.history.marks import mark_message
from mainstay.domain.finding import Arrival, Finding
from mainstay.keepers.code.arrival import arrival_of, oldest_holding
from mainstay.keepers.code.content import Ask
from tests.fakes.progress import WrittenProgress
from tests.fakes.source import MadeUpRepository
from tests.fakes.workers import HereWorkers
from tests.unit.keepers.code.looking import function, look

ASK = Ask(Thresholds(), Shingles(60))


def arrival(made: MadeUpRepository, finding: Finding) -> Arrival | None:
    source = made.opened()
    return arrival_of(finding, source.log(mark_message), source, HereWorkers(), ASK, WrittenProgress())


def found(made: MadeUpRepository, code: str) -> Finding:
    (one,) = [finding for finding in look(made).findings if finding.code == code]
    return one


@given(st.integers(1, 3_000), st.data())
def test_it_is_the_oldest_without_a_gap_and_few_are_read(count: int, data: st.DataObject) -> None:
    last = data.draw(st.integers(0, count - 1))
    read = []

    def holds(place: int) -> bool:
        read.append(place)
        return place <= last

    assert oldest_holding(count, holds) == last
    assert len(read) <= 2 * count.bit_length() + 2
    assert len(set(read)) == len(read)


def test_what_is_not_there_now_came_with_nothing() -> None:
    assert oldest_holding(5, lambda place: place > 0) is None


def test_the_commit_after_which_a_function_was_too_hard_through_moves_and_other_changes() -> None:
    made = MadeUpRepository()
    made.commit({"src/a.py": function("hard", 3)})
    for step in range(9):
        made.commit({"src/a.py": function("hard", 3) + f"x = {step}\n"})
    came = made.commit({"src/a.py": function("hard", 40)}, by="Ben")
    at = made.now
    made.commit(renames={"src/a.py": "src/b.py"})
    for step in range(7):
        made.commit({"src/b.py": function("hard", 41) + f"x = {step}\n"})
    assert arrival(made, found(made, "complex-function")) == Arrival(came, at, "Ben")


def test_a_note_came_with_its_words() -> None:
    made = MadeUpRepository()
    made.commit({"src/a.py": function("one", 1)})
    came = made.commit({"src/a.py": "# TODO: drop this\n" + function("one", 1)})
    made.commit({"src/a.py": "x = 1\n\n\n# TODO: drop this\n" + function("one", 2)})
    told = arrival(made, found(made, "todo-comment"))
    assert told is not None
    assert told.commit == came


def test_what_rests_on_more_than_the_file_is_not_read_off_it() -> None:
    made = MadeUpRepository()
    made.commit({"src/a.py": function("unused", 1)})
    assert arrival(made, found(made, "dead-function")) is None


def test_what_is_not_committed_came_with_no_commit() -> None:
    made = MadeUpRepository()
    made.commit({"src/a.py": function("hard", 3)})
    made.work["src/a.py"] = function("hard", 40).encode()
    assert arrival(made, found(made, "complex-function")) is None


def test_a_circle_came_with_its_youngest_import_as_it_is_written() -> None:
    made = MadeUpRepository()
    made.commit({"shop/__init__.py": "", "shop/a.py": "import json\n", "shop/b.py": "from shop import a\n"})
    made.commit({"shop/b.py": "import os\nfrom shop import a\n"})
    came = made.commit({"shop/a.py": "import json\nfrom shop.b import one, two\n"}, by="Ben")
    at = made.now
    made.commit({"shop/a.py": "import json\nimport os\n\nfrom shop.b import two\n"})
    made.commit(renames={"shop/a.py": "shop/c.py"}, files={"shop/b.py": "from shop import c\n"}, by="Cat")
    circle = found(made, "import-cycle")
    assert {(step.importer, step.imported) for step in circle.chain} == {
        ("shop/b.py", "shop/c.py"),
        ("shop/c.py", "shop/b.py"),
    }
    # b.py imports another name since the last commit; the import of c.py is as old as the line that Ben wrote.
    assert arrival(made, circle) == Arrival(made.head, made.now, "Cat")
    made.commit({"shop/b.py": "import os\nfrom shop import a, c\n", "shop/a.py": ""})
    (step,) = [one for one in found(made, "import-cycle").chain if one.importer == "shop/c.py"]
    assert arrival(made, replace(circle, chain=(step,))) == Arrival(came, at, "Ben")


def test_of_an_import_that_is_not_committed_nothing_is_told() -> None:
    made = MadeUpRepository()
    made.commit({"shop/__init__.py": "", "shop/a.py": "x = 1\n", "shop/b.py": "from shop import a\n"})
    made.work["shop/a.py"] = b"x = 1\nfrom shop import b\n"
    assert arrival(made, found(made, "import-cycle")) is None
