"""Choosing the earlier commit that drift of the architecture is told since."""

import re
from dataclasses import replace
from datetime import date

from mainstay.config.baseline import Baseline
from mainstay.domain.check_options import BASELINE, CheckOptions
from mainstay.domain.comparison import Base
from mainstay.domain.errors import EvidenceMissing, UsageError
from mainstay.ports.source import Source
from mainstay.present.visible import visible

_OPTION = "--drift-since"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHOWN = 12


def with_drift_point(source: Source, options: CheckOptions, baseline: Baseline) -> CheckOptions:
    """Answer what `options.drift` asks: the day on which findings were last accepted, or where the head left a revision.

    Raises UsageError for what is neither a day of the calendar nor a commit, and for a baseline that holds nothing;
    EvidenceMissing where the revision and the head have no commit in common.
    """
    asked = options.drift
    if not asked:
        return options
    if asked == BASELINE:
        day = max((entry.accepted for entry in baseline.findings), default="")
        if not day:
            raise UsageError(
                "the baseline accepts nothing", where=_OPTION, mend="take one: mainstay baseline"
            )
        return replace(options, drift=day, drift_since=Base("", "when findings were last accepted"))
    if _DAY.fullmatch(asked):
        _hold_to_the_calendar(asked)
        return options
    return replace(options, drift_since=_left(source, asked))


def _hold_to_the_calendar(day: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"{day} is no day", where=_OPTION, mend="write it as YYYY-MM-DD") from None


def _left(source: Source, asked: str) -> Base:
    head, name = source.repository.head, visible(asked, 80)
    commit = source.commit_named(asked)
    if not commit:
        raise UsageError(
            f"there is no commit {name} here",
            where=_OPTION,
            mend="give a day as YYYY-MM-DD, baseline, or a branch, tag or hash that `git rev-parse` knows",
        )
    met = source.merge_base(head, commit) if head else ""
    if not met:
        raise EvidenceMissing(
            f"the head and {name} have no commit in common", where=_OPTION, mend="give a day as YYYY-MM-DD"
        )
    return Base(met, name if met == commit else f"{met[:_SHOWN]}, where the head left {name}")
