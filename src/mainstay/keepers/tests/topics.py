"""What `explain` tells about tests: the figures and the notices of the keeper of tests."""

from mainstay.domain.topic import Topic

_NOTICES = "Notices"


def _notice(code: str, title: str, summary: str, *paragraphs: str) -> Topic:
    return Topic(
        code=code, group=_NOTICES, title=title, summary=summary, paragraphs=paragraphs, see=("tests",)
    )


TOPICS: tuple[Topic, ...] = (
    Topic(
        code="tests",
        group="Figures",
        title="What test runs left behind",
        summary="Coverage data is read where tools leave it at the root of the work tree, or where --coverage says.",
        paragraphs=(
            "Coverage: the database, XML and JSON of coverage.py, LCOV, Cobertura, Clover and JaCoCo, told by content. A line "
            "ran if any file of the data saw it run. Sums are over source files whose executable lines are told; tests are "
            "left out, and so are files that the data does not name.",
            "Names are led to the repository's files by how they end: a folder before the repository, a separator of Windows "
            "or a folder that the data leaves out do no harm. Where a name fits several files, that one is taken which adds or "
            "removes the same beginning as most of the clear names; else it is left and counted.",
            "All is read in a worker process with limits of time and memory. XML with entities of its own is refused. "
            "Nothing is read through a link in the repository, and --no-tests leaves all of it out.",
        ),
        see=("untested-risk",),
    ),
    _notice(
        "coverage-unread",
        "Coverage data that cannot be read",
        "A file is of no known format, damaged, cut off, too large, or refused because it declares entities.",
        "What was read before the damage counts. Files of XML and LCOV may have 500 MiB, those of JSON and databases 64 MiB.",
    ),
    _notice(
        "coverage-unmatched",
        "Coverage of files that are not here",
        "Names in the coverage data end like no file of the repository, or like several.",
        "Measure from the root of the repository, with relative paths; look whether generated or installed code was measured.",
    ),
    _notice(
        "coverage-contradicted",
        "Coverage data of different states of the code",
        "By one file of the data a line can run, by another it is none that can.",
        "All that ran counts, but the sums are of a mixture. Delete what is old. Different versions of a language may count "
        "a few lines differently.",
    ),
    _notice(
        "coverage-stale",
        "Coverage of an earlier state of a file",
        "The data names lines beyond the end of the file, so it was left out.",
        "Run the tests with coverage again.",
    ),
    _notice(
        "test-files-left-out",
        "Files that were not read",
        "Links and special files are not followed; of a folder 20,000 files are read, and 500,000 entries looked at.",
    ),
    _notice(
        "tests-left-out",
        "Test results that took too long",
        "Reading them took more time or memory than files of their size may, so nothing is told of tests.",
        "Name fewer or smaller files.",
    ),
)
