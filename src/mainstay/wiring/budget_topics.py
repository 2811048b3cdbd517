"""What `explain` tells about error budgets."""

from mainstay.domain.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        code="error-budget",
        group="Figures",
        title="Error budgets",
        summary="How many bad events an objective still bears in its window, how fast they come, and when nothing is left.",
        paragraphs=(
            "An objective of 99.9% over 30 days lets one event of a thousand be bad. A burn of 1 spends just that in 30 days. "
            "Four pairs of windows are looked at: 1 h and 5 min at 14.4 and 6 h and 30 min at 6 ask for a page, 1 day and "
            "2 h at 3 and 3 days and 6 h at 1 for a ticket. A pair fires when both of its windows burn faster than "
            "its factor. For other lengths than 30 days the factor is that which spends as large a part of the budget.",
            "With few events a rate says little. A pair fires only with at least 5 bad events in its long window, and when the "
            "lower end of the exact interval of the share (passed with a chance of 0.95) is above the factor. With so much "
            "traffic that 30 bad events would be there at the factor the rate is taken at its word. Else it is said how many "
            "requests more would tell.",
            "What is spent is counted over the rolling window, hour by hour. Its course is told by the days that leave the "
            "window, which are known, and by days to come that are drawn from those that were, the last ones most; it "
            "enters the ledger as the class `budget`. The burn of the last hours tells a "
            "date of its own where that is within three days. An objective of 100% has no budget: "
            "the first bad event exhausts it.",
        ),
        formula="burn = bad / all / (1 - objective); spent = burn over the whole window",
        sources=(
            "Beyer, Murphy, Rensin, Kawahara, Thorne: The Site Reliability Workbook (2018), chapter 5",
            "Clopper, Pearson: The use of confidence or fiducial limits (1934)",
        ),
        see=("forecast", "ledger"),
    ),
    Topic(
        code="rules-unasked",
        group="Notices",
        title="The rules of a server could not be asked for",
        summary="Objectives that Sloth or Pyrra made rules of there are not told; those that are stated are.",
        see=("error-budget",),
    ),
    Topic(
        code="rules-unusable",
        group="Notices",
        title="Objectives of a server's rules cannot be told",
        summary="A rule divides no counts of events, or no rule says what the objective is.",
        paragraphs=(
            "Few requests are told as few only where they are counted, so a rule is read when it divides bad events by all "
            "events over one window: those of Sloth with events and those of Pyrra with ratios, latencies and gauges. A raw "
            "ratio of Sloth and a native histogram of Pyrra count nothing that can be asked for.",
        ),
        see=("error-budget",),
    ),
    Topic(
        code="rules-left-out",
        group="Notices",
        title="Rules state more objectives than are told",
        summary="Of one server 200 objectives are told that its rules state, by their names.",
        see=("error-budget",),
    ),
)
