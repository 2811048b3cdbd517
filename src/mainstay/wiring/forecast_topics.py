"""What `explain` tells about forecasts and their ledger, and the notices of putting them together."""

from mainstay.domain.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        code="forecast",
        group="Figures",
        title="What a forecast tells",
        summary="When a series passes its limit, with the interval that holds the date four times out of five, and the chances "
        "within 7, 30 and 90 days.",
        paragraphs=(
            "A series is looked at as daily levels. What its weekdays do is taken out, sudden steps are no growth, and lone "
            "outliers count for nothing. Several courses, from staying where it is to growing as it grew, are tried from "
            "earlier days on; each counts by how well it fared. What all of them were off by makes the band and the chances.",
            "A date is told where it is more likely than not, by a clear margin, that the limit is passed within the horizon. "
            "Else the chance alone is told, and where the slope is not beyond doubt: no growth evidence.",
        ),
        see=("ledger", "metrics"),
    ),
    Topic(
        code="ledger",
        group="Figures",
        title="How right forecasts were",
        summary="What is foretold enters a ledger before it comes due, and is judged by what came.",
        paragraphs=(
            "Once a week each series enters with the levels it is to have 1, 4 and 12 weeks ahead and with the chance that "
            "it passes its limit within 30 days; and a date enters when it is told first. A date is hit when the limit is "
            "passed within its interval, early or late when it is not, prevented when something was carried out on the "
            "subject, the course bent after it and the limit was not passed, withdrawn when the limit was changed or is "
            "gone, and not resolvable when there are no data. An interval that is open at its end may be over behind the "
            "horizon: when the limit was not passed by then, nobody knows either.",
            "By class of series (disk, latency) it is counted how many levels were in bands that should hold four of five, how "
            "right the chances were (Brier: 0 is best, 0.25 as good as a coin), and what became of dates; the latest 500 of "
            "each kind (of levels: of each number of weeks) that were due count; what came true earlier is listed before, and "
            "counts when it was due. The bands of the next forecasts are multiplied by what would have held four of five "
            "(conformal), drawn to 1 while there are few cases, and never by less than a half or more than four.",
            "A class is muted when it is beyond doubt that its bands hold less than two thirds, or that fewer dates came "
            "than five eighths of those that should have come within their intervals: four of five, and of intervals that "
            "are open at their end as many as the chance until the horizon said. Then no date is told, what would have been "
            "told still enters, and it is told again once its record is better.",
            "`mainstay ledger replay` tells what would have been foretold each Monday of the past, from what was known then. "
            "Until 20 levels of a class came due the forecasts go by that, and say so. The two are never counted together.",
        ),
        sources=(
            "Lei, G'Sell, Rinaldo, Tibshirani, Wasserman: Distribution-Free Predictive Inference for Regression (2018)",
            "Brier: Verification of forecasts expressed in terms of probability (1950)",
            "Koenker, Bassett: Regression Quantiles (1978)",
        ),
        see=("forecast",),
    ),
    Topic(
        code="server-unasked",
        group="Notices",
        title="A metrics server could not be asked",
        summary="It cannot be reached, refuses, or its answers cannot be used; what the others have is there.",
        see=("metrics",),
    ),
    Topic(
        code="ended-long-ago",
        group="Notices",
        title="A file ended more than a week ago",
        summary="Its series are forecast from where it ends, by dates and not from today on; nothing enters the ledger.",
        see=("forecast", "ledger"),
    ),
    Topic(
        code="limit-unused",
        group="Notices",
        title="A limit of the command line was of no use",
        summary="No series has such a name, or its own limit that a share could be of.",
        paragraphs=(
            "The name of a limit is the whole name of the series, or a glob: `disk>90` is for a series called disk alone, "
            "`disk*>90` for all whose names begin so. It stands before what "
            "rules, the operator's file and the series itself say.",
        ),
        see=("forecast",),
    ),
    Topic(
        code="limit-supposed",
        group="Notices",
        title="Limits of the command line stand in the place of others",
        summary="What is foretold of these series is about limits that were given for once, and does not enter the ledger.",
        paragraphs=(
            "Predictions about a series' own limit would be withdrawn by it. To keep another limit, state it in the operator's "
            "file (forecasts).",
        ),
        see=("forecast", "ledger"),
    ),
    Topic(
        code="next-hours",
        group="Figures",
        title="How the next hours are told",
        summary="Models of hours are tried on the hours before, and one of them tells where a series will be, hour by hour.",
        paragraphs=(
            "They are told of each series that may pass its limit within a week with a chance of one in ten or more, and with "
            "`--horizon 48h` of all. Up to eight weeks of hourly means are looked at; two are needed.",
            "The models are the profile of the week (stage one by hours), a regression of each hour on those just before it, a "
            "day before and a week before, the week before once more, and with `mainstay[forecast]` AutoTheta and MSTL of "
            "statsforecast. Each foretells from five earlier moments, two days apart. The regression tells it, unless another "
            "was off by less than 0.7 of that; what was worse than the profile never does. The error is told as MASE: a part "
            "of the usual change from a day before. What the trials were off by makes the band.",
            "The level of the last hour and the hour that passes the limit enter the ledger, in a class of their own, and the "
            "next bands are multiplied by what came of them.",
        ),
        see=("forecast",),
    ),
    Topic(
        code="hours-left-out",
        group="Notices",
        title="The next hours of some series are not told",
        summary="Hours are told of the 1,000 most urgent series; days are told of all.",
        see=("next-hours",),
    ),
    Topic(
        code="hours-muted",
        group="Notices",
        title="The next hours of a class are not told",
        summary="They were wrong more often than can be bad luck; what would have been told still enters the ledger.",
        see=("next-hours", "ledger"),
    ),
    Topic(
        code="hours-too-few",
        group="Notices",
        title="There is too little to tell the next hours from",
        summary="Two weeks of hours are needed, and half of them with a point; days are told.",
        see=("next-hours",),
    ),
    Topic(
        code="no-seasonal-models",
        group="Notices",
        title="The library of seasonal models is not installed",
        summary="Our own models alone tell the next hours.",
        paragraphs=(
            "statsforecast brings AutoTheta and MSTL. It takes some 480 MB with what it needs and two seconds to load; on the "
            "hourly series of the M4 competition our own regression is no worse (`make bench WHAT=short`).",
        ),
        see=("next-hours",),
    ),
    Topic(
        code="ledger-unused",
        group="Notices",
        title="The ledger of forecasts was left out",
        summary="The store could not be opened or written: bands are as they are without a record, and nothing was entered.",
        see=("ledger",),
    ),
    Topic(
        code="ledger-unreadable",
        group="Notices",
        title="Some predictions of the ledger cannot be read",
        summary="They are left as they are, count for nothing and are judged by nobody; all others are.",
        paragraphs=(
            "Something else than Mainstay changed them, or a newer version wrote them. `mainstay store check` reads all "
            "predictions and says what is wrong with which.",
        ),
        see=("ledger",),
    ),
    Topic(
        code="workers-died",
        group="Notices",
        title="Workers that forecast side by side died",
        summary="What they were at was computed anew; every series is there once, with the same numbers.",
        paragraphs=(
            "Where a process is killed, most often because memory ran out, another one is started and does alone what was "
            "under way. After two such deaths batches are computed one at a time; where no process can be started, or a "
            "cluster is gone, the rest is computed by the command itself.",
        ),
        see=("series-lost",),
    ),
    Topic(
        code="series-lost",
        group="Notices",
        title="Some series were not forecast because each worker that was given them died",
        summary="A batch of 2,000 series killed its worker beside others and, tried again, alone; all others were forecast.",
        paragraphs=(
            "What killed the workers may kill the command too, so that it is not computed there. With `--executor serial` it "
            "is; less memory is taken that way than by several workers.",
        ),
        see=("workers-died",),
    ),
)
