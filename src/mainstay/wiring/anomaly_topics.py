"""What `explain` tells about anomalies."""

from mainstay.domain.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        code="anomalies",
        group="Figures",
        title="What is unusual about a series",
        summary="Points that lie further from what is usual at their time of day than this series ever did, put together "
        "to what happened: from when to when, by how much, and what was done nearest to it.",
        paragraphs=(
            "Usual is the median of the same time on the seven days before or, where that is nearer, on the same "
            "weekday of the four weeks before. The distance from it is looked at as it is, over an hour and over an "
            "eighth of a day; so are the level of a quarter of a day and the steps from point to point, beside the "
            "range of those at this time of day.",
            "Each is set beside the tail of its own past: how surprising it is that this series goes so far. A series "
            "that jumps each day is not surprising by that. Only what came before a point counts, so it is judged alike "
            "while it comes and afterwards. What goes on is told once, and again when it becomes seven times less "
            "likely.",
            "Kinds are spikes and dips, level shifts (three hours or more), unrest (greater steps from point to point), "
            "lost rhythm (it does not rise and fall over the day), flat lines and silences (three times as long as ever "
            "before). Where seven days or more are looked back, steps of the daily level are told too, as forecasts "
            "find them.",
            "They are sorted by how surprising they are, and up to twice as high the nearer they went to the limit of "
            "their series. What was done within three hours, by Mainstay or as events of the operator's file, stands "
            "beside them.",
            "What is told enters the ledger. A week later it has helped if the limit was passed, if somebody did "
            "something about the subject, or if a shift, a flat line or a silence stayed; else not. A kind of which "
            "less than a fifth helped, of the last 200 and at least 20, is only counted, with that reason, until its "
            "record is better.",
        ),
        sources=(
            "Hill: A simple general approach to inference about the tail of a distribution (1975)",
            "Lavin and Ahmad: Evaluating real-time anomaly detection algorithms, the Numenta Anomaly Benchmark (2015)",
        ),
        see=("forecast", "ledger", "metrics"),
    ),
)
