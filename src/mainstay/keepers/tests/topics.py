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
        summary="Coverage data is read where tools leave it at the root of the work tree, or where --coverage says; "
        "so are results of test runs (JUnit XML), with --junit.",
        paragraphs=(
            "Coverage: the database, XML and JSON of coverage.py, LCOV, Cobertura, Clover, JaCoCo and the profile of Go, told "
            "by content. A line ran if any file of the data saw it run. Sums are over source files whose executable "
            "lines are told; tests are left out, and so are files that the data does not name.",
            "Names are led to the repository's files by how they end: a folder before the repository, a separator of "
            "Windows or a folder that the data leaves out do no harm. Where a name fits several files, that one is taken "
            "which adds or removes the same beginning as most of the clear names; else it is left and counted.",
            "All is read in a worker process with limits of time and memory. XML with entities of its own is refused. "
            "Nothing is read through a link in the repository, and --no-tests leaves all of it out.",
        ),
        see=("untested-risk",),
    ),
    Topic(
        code="flakiness",
        group="Figures",
        title="How often tests fail wrongly",
        summary="Told by flips: a test that both passed and failed at the same commit in the same environment.",
        paragraphs=(
            "Results are JUnit XML of any dialect, a file or a folder with those of many runs. A file is one run; files "
            "named TEST-*.xml in one folder are one together. Its commit is a property such as git.sha, CI_COMMIT_SHA or "
            "GITHUB_SHA, else a word of its path that is a hash. Its environment is properties such as os.name or "
            "python.version and the words of its path that are no hash, date or number. Its time is the file's own "
            "timestamp, else a date in the path. The name of the machine and the time of the file tell nothing. A failed "
            "test that was tried again within a run counts as runs of its own, without a commit too.",
            "Runs of five tests or more of which half failed are set apart first: the cause is none of the tests'. A "
            "group of runs that all failed may be a broken test, so it tells nothing; the likelihood of the rest takes "
            "that into account. Rates are learnt with a prior from all tests of the suite, so that one failure in few "
            "runs is not told as a high rate. With under 20 runs there is no verdict.",
            "Flakiness of the suite is the share of runs in which a test failed wrongly, in all and in the later half of "
            "the runs against the earlier. Tests fail together where the chance of so many common failures is below 1 % "
            "after a correction for all pairs, and phi is 0.4 or more.",
        ),
        formula="L(r) = r^F (1 - r)^(N - F) / (1 - r^N) for each group of N runs of which F < N failed\n"
        "r ~ share of tests that never flip, else Beta(a, b); all three summed over by their likelihood",
        sources=(
            "Gelman et al., Bayesian Data Analysis, 3rd edition, section 5.3",
            "Parry et al. 2025 (arXiv 2504.16777): three of four flaky tests fail in clusters",
            "Gruber et al. 2021 (arXiv 2101.09077): 170 reruns to be sure of a passing test",
            "make bench WHAT=flaky",
        ),
        see=("flaky-test", "tests"),
    ),
    _notice(
        "results-unread",
        "Results of tests that cannot be read",
        "A file is no JUnit XML, cut off, above 500 MiB, or refused because it declares entities.",
        "What was read before the damage counts.",
    ),
    _notice(
        "results-left-out",
        "More results than are read",
        "At most 300,000 tests and 10,000,000 results are held.",
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
        "coverage-outdated",
        "Coverage older than the code",
        "By the time that the data tells, files were changed after it was made, so it was left out for them.",
        "Lines have moved since, and what ran is not what stands there. Files that did not change keep theirs. An hour is "
        "allowed for tests that run just before the commit, 15 hours where the data names no zone of time (JSON of "
        "coverage.py). LCOV, Go's profile and the database of coverage.py tell no time.",
        "Run the tests with coverage again. In a clone without its past it is only told that the data is older.",
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
