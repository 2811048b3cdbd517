"""What `explain` tells about capacity."""

from mainstay.domain.topic import Topic

TOPICS: tuple[Topic, ...] = (
    Topic(
        code="capacity",
        group="Figures",
        title="Capacity",
        summary="When a resource must be scaled and by how much, and which size fits what a container uses.",
        paragraphs=(
            "A resource is foretold for a year and more, and what it needs in 3, 6 and 12 months is told at the middle"
            " and at the upper end of the band, which a level stays below with a chance of 0.9. A scenario multiplies "
            "what it grows above the level of now by 0.5 or 2, and what is planned comes on top from its date on. The "
            "limit less a head room of 20% is what can be used; the day on which the middle passes that is the date, "
            "and those on which the ends of the band do are its interval. The amount is what it then takes to last, at"
            " the upper end.",
            "CPU is sized by the 95th percentile of the busy hours (those above the median) times 1.2, but never below"
            " what the first 15 minutes after a start took. Memory is sized by its highest use with the room that "
            "the past would have needed: times the most that it went beyond what it had been before, after three days, "
            "1.1 at least and 2 at most; and never "
            "below the limit at which it was killed for want of memory, times 1.2. What would be less than a fifth "
            "smaller is left as it is, and so is a CPU that was held back for more than 5% of the time. Under 14 days "
            "of use nothing is advised, and nothing for workloads whose copies follow their use: another size would "
            "change what they are scaled by.",
            "An advice enters the ledger as the class `advice`. One on a size came true when what was seen of its "
            "use since, two weeks at least, stayed below it, one to scale when the level passed what can be used "
            "within the interval.",
        ),
        formula="CPU: max(1.2 p95(busy hours), start); memory: max(room x highest, 1.2 limit at which it was killed)",
        see=("forecast", "ledger"),
    ),
)
