"""What `explain` tells about code: the score and its parts, the figures, the ranking, the findings, the notices."""

from mainstay.domain.topic import Topic
from mainstay.keepers.code.topics.architecture import DRIFT
from mainstay.keepers.code.topics.findings import FINDINGS
from mainstay.keepers.code.topics.gate import GATE
from mainstay.keepers.code.topics.measures import MEASURES
from mainstay.keepers.code.topics.notices import NOTICES
from mainstay.keepers.code.topics.notices_of_imports import NOTICES_OF_IMPORTS
from mainstay.keepers.code.topics.prices import PRICES
from mainstay.keepers.code.topics.ranking import RANKING
from mainstay.keepers.code.topics.score import score_topics
from mainstay.keepers.code.topics.usage import EVIDENCE

TOPICS: tuple[Topic, ...] = (
    *score_topics(),
    *MEASURES,
    DRIFT,
    *RANKING,
    *PRICES,
    EVIDENCE,
    GATE,
    *FINDINGS,
    *NOTICES,
    *NOTICES_OF_IMPORTS,
)
