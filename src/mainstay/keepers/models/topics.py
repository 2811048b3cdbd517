"""What `explain` tells about drift, its measures, and the notices of comparing tables."""

from mainstay.domain.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        code="drift",
        group="Figures",
        title="Which columns are no longer what they were",
        summary="Each column of a table is compared with the same column of a reference; how far it moved decides, and chance "
        "only vetoes.",
        paragraphs=(
            "With a million rows every difference is beyond doubt, and hardly any matters. So a column drifted only where a "
            "measure of distance is at its gate, less what mere chance would make of so few rows, and where chance does such "
            "a thing in fewer than one table of a thousand: the chances of all measures of all columns are raised by Holm's "
            "rule.",
            "Wasserstein distance: how far the numbers would have to be moved on average, in standard deviations of the "
            "reference; gate 0.1. What is more than 20 deviations off counts as that far off.",
            "Kolmogorov-Smirnov distance: the greatest difference between the shares of rows below any one number, 0 to 1; "
            "gate 0.1. It sees another shape where the mean stays.",
            "Rows that changed their value (total variation): the share of rows that would have to take another value for two "
            "columns of categories to be alike; gate 0.1. Rows with values never seen: gate 0.01.",
            "Words that are others, and the lengths of texts, where texts hardly ever come twice: gates 0.2 (a share of words) "
            "and 0.1 (a Wasserstein distance).",
            "Empty cells, and cells that hold no number where numbers were: the change of their share; gate 0.05.",
            "Told and never decided by: the Jensen-Shannon distance (0 where all is alike, 1 where nothing is in common), the "
            "population stability index (over ten groups of the reference; by custom 0.1 is looked at and 0.25 acted upon, and "
            "a shift of a third of a deviation stays below 0.1), the shifts of mean and spread, and what lies where only one "
            "of five hundred lay before.",
            "`--gate` scales the gates that are 0.1. A column has too few rows where a shift of half a deviation could stay "
            "hidden. What counts rows (whole numbers that rise from row to row) and times are left out.",
            "With `--time COLUMN --every 7d` each span of time is compared with the reference for itself, more strictly the "
            "more spans there are. How far a column is on its way to its gate, by the measure that is nearest to it and on the "
            "mean of seven spans, is foretold as forecasts foretell days, a span for a day. The model is due for retraining "
            "when that is more likely than not to pass the gate.",
            "Only counts are kept of a table: bins as narrow as a thirty-second of a deviation at the centre, each of the "
            "20,000 values of a column that came first, hashes of words. Those of two parts add up to those of the whole, so a "
            "file may be larger than memory.",
        ),
        sources=(
            "Vallender: Calculation of the Wasserstein distance between probability distributions on the line (1974)",
            "Lin: Divergence measures based on the Shannon entropy (1991)",
            "Siddiqi: Credit Risk Scorecards (2006)",
            "Holm: A simple sequentially rejective multiple test procedure (1979)",
        ),
        see=("drift-counters", "drift-times", "drift-records"),
    ),
    Topic(
        code="drift-untimed",
        group="Notices",
        title="Rows without a time",
        summary="They are compared with all others, and are in none of the spans of time that the table was divided into.",
        see=("drift",),
    ),
    Topic(
        code="model-columns-lost",
        group="Notices",
        title="Columns of a model that are gone, or of another kind",
        summary="They have no distance that could be kept, and what reads them may fail: the last day of rows lacks them, or "
        "has texts where numbers were.",
        see=("drift",),
    ),
    Topic(
        code="drift-counters",
        group="Notices",
        title="Columns that count rows are not compared",
        summary="Their whole numbers rise from row to row, as those of a key do; they would always have moved.",
        see=("drift",),
    ),
    Topic(
        code="drift-times",
        group="Notices",
        title="Columns of times are not compared",
        summary="Times go on: those of a later table are always others.",
        see=("drift",),
    ),
    Topic(
        code="drift-records",
        group="Notices",
        title="Columns of records and lists are not compared",
        summary="A cell of theirs holds more than one value; write its parts as columns of their own.",
        see=("drift",),
    ),
)
