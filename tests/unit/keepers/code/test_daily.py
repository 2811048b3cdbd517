"""A repository's code day by day: what stood at the end of each one, whatever lay between."""

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from mainstay.config.settings import Settings, Thresholds
from mainstay.domain.code_days import ALL, CodeDays
from mainstay.keepers.code import daily
from mainstay.keepers.code.daily import DailyReader
from mainstay.keepers.code.memory import CONTENT, PAST
from tests.fakes.cache import MemoryCache
from tests.fakes.progress import WrittenProgress
from tests.fakes.source import DAY, FakeSource, MadeUpRepository
from tests.fakes.workers import HereWorkers
from tests.unit.keepers.code.looking import Looker, function, module

NOON = 20_500 * DAY + DAY // 2


@dataclass
class Reader:
    """Reads days again and again, with one memory."""

    cache: MemoryCache = field(default_factory=MemoryCache)
    settings: Settings = field(default_factory=Settings)

    def read(self, source: FakeSource, now: int, days: int = 20) -> CodeDays | None:
        reader = DailyReader(HereWorkers(), self.cache)
        return reader.read(source, self.settings, now, days, WrittenProgress())


def read(made: MadeUpRepository, days: int = 20, **about: object) -> CodeDays:
    found = Reader(**about).read(made.opened(), made.now + DAY, days)
    assert found is not None
    return found


def growing(steps: int = 6, every: int = 2) -> MadeUpRepository:
    """Give a repository to which a function is added every second day at noon, each with more decisions."""
    made = MadeUpRepository()
    text = ""
    for step in range(steps):
        text += function(f"f{step}", decisions=6 + 3 * step, lines=20)
        made.commit({"src/a.py": text, "lib/b.py": module("one", "two")}, at=NOON + step * every * DAY)
    return made


def test_a_day_tells_what_stood_at_its_end() -> None:
    code = read(growing())
    assert (code.name, code.most_lines, len(code.health)) == ("made-up", 750, 20)
    whole = code.complexity[ALL]
    # Ten days passed between the first commit and the last: before them nothing is known.
    known = np.flatnonzero(np.isfinite(whole))
    assert known.tolist() == list(range(9, 20))
    assert code.start == (NOON + 11 * DAY) // DAY * DAY - 20 * DAY
    # Days without a commit stand as the day before; each function has more decisions than the one before.
    levels = whole[9:]
    assert levels[0] == levels[1] and levels[2] == levels[3]
    assert (np.diff(levels[::2]) > 0).all()


def test_complexity_is_per_hundred_code_lines() -> None:
    made = MadeUpRepository()
    made.commit({"a.py": function("f", decisions=10, lines=77)}, at=NOON)
    code = read(made)
    # 10 decisions in 100 - 1 lines: a line for each function, two for each decision, one to return.
    assert code.complexity[ALL][-1] == pytest.approx(100 * 10 / 99)


def test_a_commit_of_today_counts_tomorrow() -> None:
    made = growing()
    made.commit({"src/a.py": "x = 1\n"}, at=NOON + 30 * DAY)
    found = Reader().read(made.opened(), made.now + 60)
    assert found is not None
    assert found.complexity[ALL][-1] > 0
    only = MadeUpRepository()
    only.commit({"a.py": "x = 1\n"}, at=NOON)
    assert Reader().read(only.opened(), NOON + 60) is None


def test_nothing_and_no_code() -> None:
    assert Reader().read(MadeUpRepository().opened(), NOON) is None
    made = MadeUpRepository()
    made.commit({"notes.txt": "words\n"}, at=NOON)
    code = read(made)
    assert np.isnan(code.complexity[ALL]).all() and np.isnan(code.health).all()
    assert code.lines == {}


def test_a_folder_moves_and_keeps_its_course() -> None:
    made = MadeUpRepository()
    body = module("one", "two", lines=150)
    made.commit({"old/a.py": body, "rest/b.py": module("three", lines=300)}, at=NOON)
    made.commit(renames={"old/a.py": "new/a.py"}, at=NOON + 4 * DAY)
    code = read(made)
    assert set(code.complexity) == {ALL, "new/", "rest/"}
    assert np.isfinite(code.complexity["new/"][-5:]).all()
    assert len(set(code.complexity["new/"][-5:].tolist())) == 1


def test_what_nobody_touched_for_a_year() -> None:
    made = MadeUpRepository()
    made.commit({"a.py": module("one"), "b.py": module("two", "three")}, at=NOON)
    made.commit({"a.py": module("one", decisions=4)}, at=NOON + 360 * DAY)
    found = Reader().read(made.opened(), NOON + 375 * DAY, 20)
    assert found is not None
    share = found.untouched[ALL]
    assert share[:10].tolist() == [0.0] * 10
    assert share[-1] == pytest.approx(26 / 41, abs=0.02)
    # At the end of the eleventh day the first commit is 365 days and twelve hours old.
    assert np.flatnonzero(np.diff(share)).tolist() == [9]


def test_files_near_their_limit() -> None:
    made = MadeUpRepository()
    beyond = "".join(f"x{number} = {number}\n" for number in range(120))
    settings = Settings(thresholds=Thresholds(file_lines=100))
    for step in range(8):
        near = "".join(f"y{number} = {number}\n" for number in range(60 + 8 * step))
        made.commit({"near.py": near, "beyond.py": beyond, "small.py": f"z = {step}\n"}, at=NOON + step * DAY)
    code = read(made, settings=settings)
    # What was beyond it from the first day on is no news, what passed it meanwhile is.
    assert list(code.lines) == ["near.py"]
    assert code.lines["near.py"][-8:].tolist() == [60.0 + 8 * step for step in range(8)]
    assert code.most_lines == 100


def test_the_score_is_told_of_days_with_the_same_parts() -> None:
    made = growing(steps=40, every=1)
    code = read(made, days=60)
    known = np.flatnonzero(np.isfinite(code.health))
    # Under thirty commits the past tells nothing, and the score has other parts.
    assert known[0] == 60 - 40 + 29 and known[-1] == 59
    assert (code.health[known] <= 100).all()


def test_a_memory_spares_the_reading() -> None:
    made = growing()
    reader = Reader()
    first = reader.read(made.opened(), made.now + DAY)
    past = {key for kind, key in reader.cache.entries if kind == PAST}
    assert past and not any(kind == CONTENT for kind, _ in reader.cache.entries)
    source = made.opened()
    second = reader.read(source, made.now + DAY)
    assert [blobs.asked for blobs in source.given] == [[]]
    assert first is not None and second is not None
    assert second.complexity[ALL].tolist() == pytest.approx(first.complexity[ALL].tolist(), nan_ok=True)
    for key in past:
        reader.cache.entries[PAST, key] = b"\x93no figures"
    third = reader.read(made.opened(), made.now + DAY)
    assert third is not None
    assert third.complexity[ALL].tolist() == pytest.approx(first.complexity[ALL].tolist(), nan_ok=True)


def test_a_check_neither_loses_nor_uses_what_days_remember() -> None:
    made = growing()
    reader = Reader()
    reader.read(made.opened(), made.now + DAY)
    past = {place for place in reader.cache.entries if place[0] == PAST}
    before = Looker().look(made.opened())
    after = Looker(cache=reader.cache).look(made.opened())
    assert past <= reader.cache.entries.keys()
    assert replace(after, seconds=0) == replace(before, seconds=0)


def test_commits_and_contents_that_cannot_be_read_are_gaps() -> None:
    made = growing()
    names = list(made.commits)
    source = made.opened()
    source.broken.add(names[1])
    source.missing.add(made.commits[names[3]].tree["src/a.py"].oid)
    found = Reader().read(source, made.now + DAY)
    assert found is not None
    assert np.flatnonzero(np.isnan(found.complexity[ALL][9:])).tolist() == [2, 3, 6, 7]
    (notice,) = found.notices
    assert (notice.code, notice.count, notice.examples) == ("trend-gaps", 2, tuple(sorted(names[1:4:2])))
    source.broken.update(names)
    assert Reader().read(source, made.now + DAY) is None


def test_a_shallow_clone_tells_nothing_of_the_past_of_its_files() -> None:
    made = growing(steps=40, every=1)
    found = Reader().read(made.opened(shallow=True), made.now + DAY)
    assert found is not None
    assert found.root == ""
    assert np.isnan(found.untouched[ALL]).all()
    assert np.isfinite(found.health[-20:]).all()


def test_of_a_repository_beyond_the_bounds_the_last_days_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily, "MOST_LISTED", 7)
    found = Reader().read(growing().opened(), NOON + 11 * DAY)
    assert found is not None
    assert np.flatnonzero(np.isfinite(found.complexity[ALL])).tolist() == list(range(15, 20))
    assert [one.code for one in found.notices] == ["days-left-out"]
