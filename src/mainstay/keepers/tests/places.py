"""Where the files of test runs are looked for, and which name the look that they are part of."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from mainstay.analysis.coverage.reading import NAMES
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.errors import UsageError
from mainstay.ports.artefacts import NONE, Artefact, Artefacts, Found

COVERAGE_SUFFIXES = (".xml", ".json", ".info", ".lcov", ".coverage", ".dat", ".out")

RESULT_SUFFIXES = (".xml",)
_MEANT = {"--coverage": "a file of coverage data", "--junit": "a file of test results"}
RESULT_NAMES = (
    "junit.xml",
    "report.xml",
    "test-results",
    "target/surefire-reports",
    "build/test-results/test",
)
"""Where tools leave the results of a test run when nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Places:
    """The files to read. Those that a person named stand in place of the well-known ones of their kind.

    `dated` tells that coverage was named, so that what is older in a folder of it is its past. `before` is coverage of the base
    that a change is held against.
    """

    coverage: Found = NONE
    results: Found = NONE
    dated: bool = False
    before: Found = NONE

    @property
    def stamp(self) -> str:
        """What changes whenever one of their contents may have."""
        found = (self.coverage, self.results, self.before)
        told = [f"{one.place}\0{one.path}\0{one.stamp}" for part in found for one in part.files]
        beyond = [f"{part.links} {part.beyond}" for part in found]
        return hashlib.sha256("\0\0".join((*told, *beyond)).encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def files(self) -> tuple[Artefact, ...]:
        """All of them."""
        return (*self.coverage.files, *self.results.files, *self.before.files)


def places(artefacts: Artefacts, options: CheckOptions) -> Places:
    """Find the files that the options name, or the well-known ones of the work tree where that is looked at.

    Raises UsageError when there is nothing at a path that a person named.
    """
    if not options.tests:
        return Places()
    return Places(
        coverage=_named(artefacts, "--coverage", options.coverage, COVERAGE_SUFFIXES)
        if options.coverage
        else _known(artefacts, NAMES, ("",), options),
        results=_named(artefacts, "--junit", options.junit, RESULT_SUFFIXES)
        if options.junit
        else _known(artefacts, RESULT_NAMES, RESULT_SUFFIXES, options),
        dated=bool(options.coverage),
        before=artefacts.named(options.base_coverage, COVERAGE_SUFFIXES) if options.base_coverage else NONE,
    )


def _named(artefacts: Artefacts, option: str, paths: Sequence[str], suffixes: tuple[str, ...]) -> Found:
    try:
        return artefacts.named(paths, suffixes)
    except UsageError as error:
        raise UsageError(f"{_MEANT[option]} cannot be read", where=error.where, mend=error.mend) from None


def _known(
    artefacts: Artefacts, names: tuple[str, ...], suffixes: tuple[str, ...], options: CheckOptions
) -> Found:
    return NONE if options.head_only else artefacts.known(names, suffixes)
