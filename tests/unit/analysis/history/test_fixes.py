"""The best evidence of fixes that labels enough commits is chosen."""

from mainstay.analysis.history.fixes import BY_FRAGMENTS, BY_ISSUES, BY_WORDS, told_fixes
from mainstay.analysis.history.past import YEAR, Past
from mainstay.domain.history import Mark
from tests.oracles.history import START, Commit, History


def past(*groups: tuple[int, Mark, float]) -> Past:
    """Tell of commits: so many with a mark, evenly over the years before START from so many years back on."""
    commits = []
    for number, mark, years in groups:
        step = years * YEAR / number
        commits += [Commit(int(START - step * place), "Ann", int(mark)) for place in range(number)]
    return Past(History(sorted(commits, key=lambda commit: -commit.time)).log())


SINCE = START - 3 * YEAR


def test_words_where_there_is_nothing_better() -> None:
    found = told_fixes(past((20, Mark.FIX, 3), (20, Mark.NONE, 3)), SINCE)
    assert (found.evidence, int(found.mask.sum())) == (BY_WORDS, 20)


def test_issues_before_words_and_entries_before_issues() -> None:
    of_issues, of_entries = (40, Mark.ISSUE, 3.0), (40, Mark.NOTED | Mark.NOTED_FIX, 3.0)
    assert told_fixes(past((60, Mark.FIX, 3), of_issues), SINCE).evidence == BY_ISSUES
    found = told_fixes(past((60, Mark.FIX, 3), of_issues, of_entries), SINCE)
    assert (found.evidence, int(found.mask.sum())) == (BY_FRAGMENTS, 40)


def test_too_few_labels_carry_nothing() -> None:
    assert told_fixes(past((60, Mark.FIX, 3), (29, Mark.NOTED_FIX, 3)), SINCE).evidence == BY_WORDS


def test_a_practice_taken_up_lately_does_not_hide_earlier_fixes() -> None:
    assert told_fixes(past((120, Mark.FIX, 3), (40, Mark.NOTED_FIX, 0.5)), SINCE).evidence == BY_WORDS
    assert (
        told_fixes(past((120, Mark.FIX, 3), (40, Mark.NOTED_FIX, 0.5)), START - YEAR // 2).evidence
        == BY_FRAGMENTS
    )


def test_a_revert_that_closes_an_issue_is_no_fix() -> None:
    found = told_fixes(past((40, Mark.ISSUE, 3), (10, Mark.ISSUE | Mark.REVERT, 3)), SINCE)
    assert int(found.mask.sum()) == 40


def test_no_commits() -> None:
    assert told_fixes(Past(History([]).log()), SINCE).evidence == BY_WORDS
