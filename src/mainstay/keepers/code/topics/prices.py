"""What mending costs and what living with debt costs, explained."""

from mainstay.analysis.effort.debt_ratio import LEAST_CHANGES
from mainstay.analysis.effort.population import EDGES, HOURS
from mainstay.analysis.effort.sessions import BATCH_SECONDS, SESSION_SECONDS
from mainstay.domain.ranking import LEAST_FIXES
from mainstay.domain.topic import Topic

_GROUP = "Figures"
_SEEN = (
    f"Where commits of one person follow each other within {SESSION_SECONDS // 3_600} hours, the time between them "
    f"is work; those within "
    f"{BATCH_SECONDS // 60} minutes were written together. The first commit of a sitting is left out, for when its "
    f"work began "
    "is not known. So it is work at the keyboard: talking, reading, reviewing and waiting are in nothing."
)
_NO_SIGN = "A range that begins at nothing says that no sign of a cost was found; its end is what the evidence leaves open."


def _population() -> str:
    rows = [
        "lines       half of the fixes   19 of 20   (other repositories' fixes, where there are none of your own)"
    ]
    for least, hours in zip(EDGES, HOURS, strict=True):
        rows.append(f"from {least:>5g}  {(hours[4] + hours[5]) / 2:>10.2f} h  {hours[-1]:>12.2f} h")
    return "\n".join(rows)


PRICES: tuple[Topic, ...] = (
    Topic(
        code="debt-price",
        group=_GROUP,
        title="What a finding costs",
        summary=(
            "Hours to mend it once, and hours a year that it costs while it stays; half of all cases, and nine "
            "of ten."
        ),
        paragraphs=(
            "Both are learnt from this repository's own past and always told as a range. The list is in the order "
            "of hours "
            "saved within a year for each hour of mending, both at the median.",
            "`mainstay explain FINDING` shows each step for one finding, with this repository's own figures; `mainstay list` "
            "tells each finding's id.",
            "Of several findings about one function the dearest carries the price of all, for one repair mends them "
            "together. "
            "What cannot be repaired by a change of code, such as knowledge that left, has no price.",
            "A row's range goes from half of all cases to nine of ten. Sums are 80 % intervals. The hours to mend everything "
            "lie above the sum of the rows' first figures: long repairs pull a sum up, so its median is no sum of medians. The "
            "hours a year are the sum of the first figures of all that shows a sign of a cost: what mending everything would "
            "save. Their low end is what is left where every ratio stands at its own low end: 0 where a ratio may be 1.",
            "Paying back is the hours that the repairs take over the hours a year that they save, both at the median. Hours "
            "are working time between commits: the time before the first commit of a sitting, review, talk and waiting "
            "are not in them.",
        ),
        formula="gain per hour = carrying cost a year (p50) / effort (p50)\nyears to pay back = effort (p50) / saved a "
        "year (p50)",
        see=("effort", "carrying-cost", "debt-ratio", "expected-fixes"),
    ),
    Topic(
        code="effort",
        group=_GROUP,
        title="What a repair takes",
        summary="The lines that a repair of its kind changes, and the hours that such changes took here.",
        paragraphs=(
            _SEEN,
            "Fixes are taken whole: all commits of one merged branch or issue by one person. Hours by size are "
            "quantiles of the "
            "repository's own fixes, the newest counting most, together with other repositories' fixes, which count "
            "as twenty of "
            "its own and are moved to its level first.",
            "The hours are held against later fixes in up to six windows: half of these should have taken no longer "
            "than p50, "
            "nine of ten no longer than p90. The report says how many did.",
            "Which lines a repair changes is a rule for each kind: a function is cut into parts within the limit, "
            "copies become "
            "one function and calls, unused code goes. A deleted line counts as a tenth of a new one.",
        ),
        formula=_population(),
        sources=(
            "git-hours; Geiger and Halfaker 2013 on sittings of two hours",
            "docs/decisions/0007-prices-learnt-from-the-past.md",
        ),
        see=("debt-price",),
    ),
    Topic(
        code="carrying-cost",
        group=_GROUP,
        title="What debt costs each year",
        summary="The fixes and the slower changes that would not be without it.",
        paragraphs=(
            "Files with a kind of debt a year ago are compared with files of like size and activity without it: how "
            "many fixes each "
            "got since, and how long changes of like size took. All kinds are judged together, so that no fix is "
            "charged twice, and "
            "each ratio is drawn towards 1 by as much as the evidence is thin.",
            "A ratio holds for a full measure of a kind: where the file's worst unit lies so far beyond the limit that all of "
            "its lines count as lost. Half a measure costs the ratio's root. What several findings of a kind in one file cost "
            "is shared among them by the lines that each loses.",
            "A kind whose files got fewer fixes than comparable ones costs nothing.",
            _NO_SIGN,
            "A fix that touches several files counts in each with its part, by the commits and touches that the back-test saw.",
            "Writing code is no cost of keeping it: the commit that brought a file does not count, and a file without later "
            "changes costs nothing. Nor is a cost told where no work on the repository's own changes was seen.",
            "Unused code costs its share of the work that is done in its file, at least nothing.",
        ),
        formula=(
            "share = 1 - 1 / ratio\n"
            "carrying cost = expected fixes a year / files of a fix x share x mean hours of a fix\n"
            "              + hours of other changes a year x share of slower changes"
        ),
        sources=("gamma-Poisson rates and Laplace's interval: McCullagh and Nelder 1989",),
        see=("debt-price", "expected-fixes"),
    ),
    Topic(
        code="debt-ratio",
        group=_GROUP,
        title="The technical-debt ratio, in both senses",
        summary=(
            "The share of code that needs refactoring; and what all repairs take over what building the code "
            "anew would."
        ),
        paragraphs=(
            "The first counts the lines beyond limits at least, and all lines of the functions that hold them at "
            "most; copied lines are in both.",
            "The second divides the hours of all repairs by the hours that this past needed for each line that stands now.",
            f"It is told where the work on {LEAST_CHANGES} changes and {LEAST_FIXES} fixes was seen: under that it would hold "
            "the pace of other repositories' fixes against a few sittings of this one, and a young repository would owe "
            "several times what it cost.",
        ),
        formula=(
            "share of code = lines beyond limits / code lines\nshare of cost = hours of all repairs / (hours "
            "per line kept x code lines)"
        ),
        sources=("SQALE and SonarQube's technical debt ratio, with learnt hours in place of set minutes",),
        see=("debt-price",),
    ),
)
