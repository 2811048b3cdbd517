"""What a worker process does for the keeper of tests: it reads files that others wrote, within limits of time and memory."""

from dataclasses import dataclass, replace

from mainstay.domain.notice import Notice, Weight
from mainstay.domain.suite import SuiteSeen
from mainstay.keepers.tests.covering import covered
from mainstay.keepers.tests.places import Places
from mainstay.keepers.tests.running import marks_of, run_results
from mainstay.ports.artefacts import Artefacts
from mainstay.steps.observe.bounded import Time, within

MEMORY = 2 << 30
"""Bytes that the worker may hold."""
_TIME = Time(20.0, per_mib=0.15, most=600.0)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be read, and the paths of the repository that it may tell of, now and `then`, at the base of a change."""

    artefacts: Artefacts
    places: Places
    paths: frozenset[str]
    then: frozenset[str] = frozenset()


def answer(asked: Asked) -> SuiteSeen:
    """Read all and judge it. The process ends where that takes more time than files of this size may."""
    with within(_TIME.of(sum(one.size for one in asked.places.files))):
        seen = covered(asked.artefacts, asked.places.coverage, asked.paths, dated=asked.places.dated)
        before = covered(asked.artefacts, asked.places.before, asked.then)
        runs, notices = run_results(asked.artefacts, asked.places.results, asked.paths)
    suite = replace(seen.suite, runs=runs)
    told = (*seen.notices, *before.notices, *notices, *_passed_over(asked.places))
    return replace(seen, suite=suite, notices=told, before=before.lines)


def marks(asked: Asked) -> SuiteSeen:
    """Read results of test runs alone and tell which runs were flaky. The process ends as for `answer`."""
    with within(_TIME.of(sum(one.size for one in asked.places.files))):
        found, notices = marks_of(asked.artefacts, asked.places.results)
    return SuiteSeen(notices=(*notices, *_passed_over(asked.places)), marks=found)


def _passed_over(places: Places) -> tuple[Notice, ...]:
    links = places.coverage.links + places.results.links + places.before.links
    beyond = places.coverage.beyond + places.results.beyond + places.before.beyond
    if not links + beyond:
        return ()
    text = (
        "Links, special files and what is beyond the bounds were not read among the files of tests: "
        f"{links} and {beyond}."
    )
    return (Notice("test-files-left-out", text, Weight.LIMIT, "name the files themselves", links + beyond),)
