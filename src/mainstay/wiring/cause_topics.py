"""What `explain` tells about drivers of series."""

from mainstay.domain.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        code="causes",
        group="Figures",
        title="What may drive a series",
        summary="Other series that lead the moves of one or go together with them, beyond season, past and chance, and what "
        "was done when it changed.",
        paragraphs=(
            "Of each series the changes from hour to hour (of slow ones from day to day) are taken, less the median of that "
            "slot of the week or day, and what an autoregression foretells of them: only what is left is evidence. Two series "
            "that both grow, or both wander, share nothing of that.",
            "What is left of a candidate is held against that of the series at the same time and up to 24 hours (7 days) "
            "before. How well both fit when one is moved anywhere else in time says what chance does. The chance allows for "
            "all lags and, by Holm's rule, for all candidates: 0.01 is the end. The correlation is 0.2 at the least and is "
            "there in both halves of the time. What fits better after the series follows it.",
            "The part of the slope is the rise of the candidate, times what the series moves by when it moves by one, beside "
            "the rise of the series. What is the same thing in another form, or a part of it, is told apart.",
            "At a deploy or a run of Mainstay the level or slope of the day (week) after and before are compared, and held "
            "against the same at all other moments: at least 5 times as far, and further than any.",
            "With `--began` it is told what moved within six slots before: further than ever before, by a tail in which twice "
            "as far is an eighth as likely. All this is evidence, not proof.",
        ),
        sources=(
            "Haugh: Checking the independence of two covariance-stationary time series (1976)",
            "Granger, Newbold: Spurious regressions in econometrics (1974)",
            "Holm: A simple sequentially rejective multiple test procedure (1979)",
        ),
        see=("forecast", "anomalies"),
    ),
    Topic(
        code="causes-cut",
        group="Notices",
        title="Not all other series were looked at",
        summary="There were more than 10,000 other series: the first of them by source and name were held against the series.",
        paragraphs=("Ask fewer servers or files, so that all that may drive it is among them.",),
        see=("causes",),
    ),
)
