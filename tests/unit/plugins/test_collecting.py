"""One plugin's failure is a notice, and the others are asked all the same."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mainstay.adapters.clock import SystemClock
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.domain.collected import Collected
from mainstay.domain.notice import Weight
from mainstay.plugins.asking import Allowed, Asking
from mainstay.plugins.choice import chosen
from mainstay.plugins.collecting import Collecting
from mainstay.plugins.installed import Plugin, installed
from mainstay.plugins.wire import Answer
from mainstay.ports.clock import Clock
from mainstay.ports.plugins import Shown
from tests.fakes.clock import SetClock
from tests.fakes.plugins import Environment
from tests.fakes.progress import WrittenProgress


def collecting(
    environment: Environment, work_tree: Path | str, *names: str, clock: Clock | None = None
) -> Collecting:
    there = installed([str(environment.packages)])
    asking = Asking(LocalProcesses(), Allowed(seconds=20.0), environment.python)
    return Collecting(asking, chosen(names, [], there), str(work_tree), clock or SetClock())


def collected(environment: Environment, work_tree: Path, *names: str) -> Collected:
    files = [
        Shown("a.py", "source", "Python"),
        Shown("link", "symlink", ""),
        Shown("module", "submodule", ""),
    ]
    return collecting(environment, work_tree, *names)(files, WrittenProgress())


def test_the_good_are_heard_beside_the_bad(environment: Environment, tmp_path: Path) -> None:
    environment.plant_collector("bad", "raise ValueError('no')")
    environment.plant_collector("good", "yield Finding('odd', 'a.py', 'x'); yield Figure('files', 2, '%')")
    result = collected(environment, tmp_path, "bad", "good")
    bad, good = result.runs
    assert (bad.name, good.name) == ("bad", "good")
    assert "ValueError" in bad.failed
    assert (good.findings, good.figures[0].value, good.failed) == (1, 2.0, "")
    assert [one.code for one in result.reported] == ["good/odd"]
    (notice,) = result.notices
    assert (notice.code, notice.mend) == ("plugin-failed", "mainstay plugins check bad")


def test_links_and_submodules_are_not_shown(environment: Environment, tmp_path: Path) -> None:
    environment.plant_collector("counts", "yield Figure('files', len(subject.files))")
    (run,) = collected(environment, tmp_path, "counts").runs
    assert run.figures[0].value == 1


class Bare(Asking):
    """Asks plugins on a system that has nothing to confine them with."""

    def collect(
        self, plugin: Plugin, root: str, files: Sequence[Shown], options: Mapping[str, Any]
    ) -> Answer:
        return Answer(lacking=("files", "networks"))


def test_what_the_system_cannot_keep_them_from_is_told_once(environment: Environment, tmp_path: Path) -> None:
    for name in ("one", "two"):
        environment.plant_collector(name, "return []")
    asked = replace(collecting(environment, tmp_path, "one", "two"), asking=Bare(LocalProcesses()))
    (notice,) = asked([Shown("a.py", "source", "Python")], WrittenProgress()).notices
    assert (notice.code, notice.weight, notice.count) == ("plugins-unconfined", Weight.LIMIT, 2)
    assert "files, networks" in notice.text


def test_what_cannot_be_used_is_counted_and_said(environment: Environment, tmp_path: Path) -> None:
    environment.plant_collector(
        "odd", "for _ in range(3): yield Finding('odd', '../x\\x1b', 'x')\nyield Finding('odd', 'a.py', 'x')"
    )
    result = collected(environment, tmp_path, "odd")
    (notice,) = result.notices
    assert (notice.code, notice.count, len(result.reported)) == ("plugin-refused", 3, 1)
    assert notice.examples[0] == r"../x\x1b: that is none of the files it was shown"


def test_too_much_is_cut_and_said(environment: Environment, tmp_path: Path) -> None:
    environment.plant_collector("much", "while True: yield Finding('odd', 'a.py', 'x')")
    result = collected(environment, tmp_path, "much")
    assert [notice.code for notice in result.notices] == ["plugin-cut"]
    assert len(result.reported) == 10_000


def test_without_a_work_tree_none_is_asked(environment: Environment, tmp_path: Path) -> None:
    environment.plant_collector("writes", f"open({str(tmp_path / 'asked')!r}, 'w')")
    result = collecting(environment, "", "writes")([], WrittenProgress())
    assert [notice.code for notice in result.notices] == ["plugins-left-out"]
    assert result.runs == ()


@pytest.mark.parametrize("change", ["version", "build", "another"])
def test_the_digest_tells_other_plugins(environment: Environment, tmp_path: Path, change: str) -> None:
    environment.plant_collector("one", "return []")
    environment.plant_collector("two", "return []")
    before = collecting(environment, tmp_path, "one").digest
    assert collecting(environment, tmp_path, "one").digest == before
    about = environment.packages / "one-1.0.dist-info"
    if change == "version":
        (about / "METADATA").write_text("Name: one\nVersion: 1.1\n")
    if change == "build":
        (about / "RECORD").write_text("other.py,,\n")
    names = ["two"] if change == "another" else ["one"]
    assert collecting(environment, tmp_path, *names).digest != before


def test_what_may_change_unseen_never_has_the_same_digest_twice(
    environment: Environment, tmp_path: Path
) -> None:
    environment.plant_collector("one", "return []")
    (environment.packages / "one-1.0.dist-info" / "RECORD").unlink()
    clock = SetClock()
    digests = set()
    for _ in range(3):
        clock.advance(0.001)
        digests.add(collecting(environment, tmp_path, "one", clock=clock).digest)
    assert len(digests) == 3
    real = {collecting(environment, tmp_path, "one", clock=SystemClock()).digest for _ in range(3)}
    assert len(real) == 3
