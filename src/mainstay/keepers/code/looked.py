"""All that one look at a repository found, before it is judged and put together."""

from collections.abc import Sequence
from dataclasses import dataclass

from mainstay.analysis.health.parts import PartRule
from mainstay.analysis.history.past import Past
from mainstay.analysis.risk.cuts import Cut
from mainstay.config.baseline import NO_BASELINE, Baseline
from mainstay.domain.collected import NOTHING_COLLECTED, Collected
from mainstay.domain.external import NO_RESULTS, ExternalResults
from mainstay.domain.notice import Notice
from mainstay.domain.subject import Scope
from mainstay.domain.suite import NOT_LOOKED, SuiteSeen
from mainstay.keepers.code.assessment import Assessment
from mainstay.keepers.code.comparing.then import Then
from mainstay.keepers.code.drifting import Drifting
from mainstay.keepers.code.listing import Listed, Lister
from mainstay.keepers.code.reading import Contents
from mainstay.keepers.code.snapshot import Copies
from mainstay.keepers.code.trend import Year
from mainstay.keepers.code.usage import UsageSurvey
from mainstay.ports.source import Source


@dataclass(frozen=True, slots=True)
class Looked:
    """All that one look found, before it is put together.

    `hours` are the budget to spend, `rate` is what one costs and in which currency; `then` is the base of a change to judge;
    `external` is what other analysers found, `tested` what test runs left behind, `collected` what plugins told;
    `drifting` is an earlier commit's imports, under way, None where none was asked for.
    """

    source: Source
    contents: Contents
    files: Sequence[Listed]
    copies: Copies
    now: Assessment
    committed: Assessment | None
    year: Year | None
    past: Past | None
    cuts: Sequence[Cut]
    lister: Lister
    survey: UsageSurvey
    rules: Sequence[PartRule]
    scope: Scope
    notices: Sequence[Notice]
    version: str
    hours: float
    rate: tuple[float, str] = (0.0, "")
    baseline: Baseline = NO_BASELINE
    then: Then | None = None
    external: ExternalResults = NO_RESULTS
    tested: SuiteSeen = NOT_LOOKED
    collected: Collected = NOTHING_COLLECTED
    drifting: Drifting | None = None
