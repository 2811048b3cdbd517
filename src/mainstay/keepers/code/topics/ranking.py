"""The ranking of files and its proof, explained from the very figures that work them out."""

from mainstay.analysis.history.fixes import BY_FRAGMENTS, BY_ISSUES, MOST_FILES
from mainstay.analysis.history.past import BY_WORDS
from mainstay.analysis.risk.cuts import DAY, HORIZON, JUDGED, LEARNT
from mainstay.analysis.risk.mixture import LEAST_TOUCHES, PRIOR_FIXES
from mainstay.analysis.risk.orders import LINES_TO_OPEN, SHORTEST_READING
from mainstay.analysis.risk.ranking import LINES_AN_HOUR
from mainstay.analysis.risk.scoring import FIRST_FILES, FIRST_LINES
from mainstay.domain.ranking import LEAST_FIXES
from mainstay.domain.topic import Topic

_GROUP = "Ranking"
_DAYS = HORIZON // DAY

RANKING: tuple[Topic, ...] = (
    Topic(
        code="read-first",
        group=_GROUP,
        title="What to read first",
        summary="The files in which an hour of reading meets most fixes to come.",
        paragraphs=(
            "A large file has more fixes than a small one, and takes longer to read. This order sets one against the other, so "
            "it is the one to follow when hours are short: for a review, for tests to be written, for a first look at code "
            "that nobody knows.",
            "Files that are short and were fixed lately stand at its top; a file of a few lines counts as a screenful, for its "
            "few lines make sense only with others. What it is worth here stands beneath it.",
        ),
        formula=(
            f"fixes an hour = expected fixes a year / hours to read\n"
            f"hours to read = (max(lines that are not blank, {SHORTEST_READING}) + {LINES_TO_OPEN}) / {LINES_AN_HOUR:g}"
        ),
        sources=(
            "Mende and Koschke 2010 (effort-aware defect prediction)",
            "Cohen, Best Kept Secrets of Peer Code Review, 2006 (400 lines an hour)",
        ),
        see=("which-files", "expected-fixes", "rec20", "popt"),
    ),
    Topic(
        code="which-files",
        group=_GROUP,
        title="Which files will need fixing",
        summary="The files in which most fixes are expected within a year, however long they are.",
        paragraphs=(
            "This is the order for what is done a file at a time: who reviews changes to it, what gets an owner, what is "
            "split. Large files stand at its top, for much can be wrong in them.",
        ),
        formula="the order of expected fixes a year",
        see=("read-first", "expected-fixes", "p20"),
    ),
    Topic(
        code="expected-fixes",
        group=_GROUP,
        title="Expected fixes",
        summary="How many fixes a file will get within a year, and between what the number lies with a chance of 80 %.",
        paragraphs=(
            "The next fix falls by one of several simple rankings: by lines, by earlier fixes (of late and for long), by the "
            "fixes of the folder, by changes, by commits times lines, and by commits that look like fixes. What happened long "
            f"ago counts less, half after 90, 365 or 730 days. The repository's own last {LEARNT} windows of {_DAYS} days tell "
            f"how often by which; {PRIOR_FIXES:g} imagined fixes, spread evenly, stand beside the real ones, so that a few "
            "fixes move little. A renamed file keeps its past. A new one has its size and its folder.",
            "A file's number spreads around what is expected more than chance alone would have it, and by how much is learnt "
            "too. The reasons beside a file say by what factor something raises or lowers its figure, against a file "
            "of its size that was fixed and changed as much as its size says.",
        ),
        formula=(
            "expected = fixes a year in the repository x sum over rankings of (share of the ranking x the file's part in it)\n"
            f"fixes a year = mean of the windows, each counting half of the one after it, with {LEAST_TOUCHES:g} added\n"
            "interval = 10 % and 90 % quantiles of the negative binomial with variance mean + mean^2 x spread"
        ),
        sources=(
            "Dempster, Laird and Rubin 1977 (expectation-maximisation)",
            "Greenwood and Yule 1920 (negative binomial)",
        ),
        see=("read-first", "which-files", "fix-labels", "back-test"),
    ),
    Topic(
        code="back-test",
        group=_GROUP,
        title="Is that order worth anything here?",
        summary="The ranking is made again as it would have been at earlier moments, and held against the fixes that came.",
        paragraphs=(
            f"There are up to {JUDGED} moments, {_DAYS} days apart, the last of them {_DAYS} days before the commit that is "
            "looked at. At each, the source files of then are ranked with what was known then and nothing that came later; "
            f"the fixes of the {_DAYS} days after it are the truth. A fix's weight of 1 is shared over the files that it "
            f"touches. Each window is told, not only the mean, for a mean of {JUDGED} can hide a loss.",
            "Beside our two orders stand those that need no model: past fixes that fade (half after 182 days), "
            "the same per line, the classic hotspot (commits of the year times lines), largest first, smallest first, and "
            "random. Where one of them did better in the mean, the report says which.",
            f"Under {LEAST_FIXES} labelled fixes in all windows nothing is claimed: so few could fall anywhere by chance.",
        ),
        formula="for each moment: rank by what was before it; judge by rec20, Popt and P@20 of what came after it",
        see=("rec20", "popt", "p20", "fix-labels"),
    ),
    Topic(
        code="rec20",
        group=_GROUP,
        title="rec20",
        summary="Of all fixes of a window, the share that lay in the first 20 % of lines, in the order that is judged.",
        paragraphs=(
            "Random order finds 20 %. It answers what a team asks that can read a fifth of its code: how much of the coming "
            "trouble will we have read? The file in which the limit falls counts in proportion.",
        ),
        formula=(
            f"rec20 = weight of the fixes in the first {FIRST_LINES:.0%} of lines / weight of all fixes\n"
            "a fix's weight of 1 is shared over the files that it touches"
        ),
        sources=("Kamei et al. 2013 (recall at 20 % of effort)",),
        see=("popt", "back-test"),
    ),
    Topic(
        code="popt",
        group=_GROUP,
        title="Popt",
        summary="How near an order comes to the best one over all lines, not only the first 20 %: 1 is best, 0 worst.",
        paragraphs=(
            "The curve of fixes found over lines read is drawn for the order, for the best possible one, and for the "
            "worst. Random order has 0.50.",
        ),
        formula="Popt = (area of the order - area of the worst) / (area of the best - area of the worst)",
        sources=("Mende and Koschke 2010", "Kamei et al. 2013 (normalised)"),
        see=("rec20", "back-test"),
    ),
    Topic(
        code="p20",
        group=_GROUP,
        title="P@20",
        summary="Of the first 20 files in an order, the share that was fixed in the window.",
        paragraphs=(
            "It judges the list of which files. Lines do not count here, so large files do well: largest first is the one to "
            "beat. What random order has depends on how many files are fixed at all.",
        ),
        formula=f"P@20 = fixed files among the first {FIRST_FILES} / {FIRST_FILES}",
        see=("which-files", "back-test"),
    ),
    Topic(
        code="fix-labels",
        group=_GROUP,
        title="How fixes are told",
        summary="The best evidence that labels enough commits says which of them mend a bug.",
        paragraphs=(
            f"In this order: {BY_FRAGMENTS} (a commit that adds one for a bug fix), {BY_ISSUES}, {BY_WORDS}. The report says "
            f"which it was, and how many. Evidence is used where it labels {LEAST_FIXES} commits or more, and some in every "
            "half year in which words find any number.",
            f"Commits over {MOST_FILES} source files are left out, for which of them was wrong cannot be told; so are reverts "
            "and commits of programs, and those that only change how code looks. Words are the weakest: people write fix for "
            "much that was no bug, and then the figures say less.",
        ),
        sources=("Herzig, Just and Zeller 2013 (it's not a bug, it's a feature)",),
        see=("back-test", "machine-commits", "layout-commits"),
    ),
)
