"""What `explain` tells about drift, its measures, and the notices of comparing tables."""

from mainstay.domain.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        code="golden",
        group="Figures",
        title="Whether answers hold what is expected",
        summary="Each question of a golden set says what its answer must hold; a question passes when all of its answers do.",
        paragraphs=(
            "Texts are compared without regard to case, spaces and how letters are composed; `exactly` compares letter by "
            "letter. `contains` names what must be there, `contains_any` of what one thing must be, `contains_none` what must "
            "not; `matches` and `matches_not` look for patterns, in the form of RE2 (`mainstay[golden]`), which take no longer "
            "than the text is long. `number` must be among the numbers of the answer, off by `within` at the most. `json` asks "
            "for JSON, a fence around it is allowed, and names keys with what they hold (text, number, boolean, list, object, "
            "any), `a.b` for a key within another. `least_words` and `most_words` bound the length.",
            "The share of questions that pass is told with the interval that holds it 19 times of 20 (Clopper and Pearson). Of "
            "two files of answers it is told what was lost and won, and with which chance mere chance divides as many so "
            "unevenly (McNemar's exact test). Below one of a hundred the difference is called one.",
            "Who asks a model several times gives several lines of one id. Answers that are now right and now wrong waver: the "
            "question does not pass.",
        ),
        sources=(
            "Clopper, Pearson: The use of confidence or fiducial limits (1934)",
            "McNemar: Note on the sampling error of the difference between correlated proportions (1947)",
        ),
        see=("golden-unknown", "drift"),
    ),
    Topic(
        code="golden-unknown",
        group="Notices",
        title="Answers to questions that are not asked",
        summary="Their ids are not in the golden set, so nobody says what they must hold: they are passed over.",
        see=("golden",),
    ),
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
        code="model-days-aside",
        group="Notices",
        title="Rows of a model with times far back, or yet to come",
        summary="Of what a model gets now the last 400 days are looked at day by day. Rows with other times, as 1970 where "
        "there was none, are in none of them.",
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
