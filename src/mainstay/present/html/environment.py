"""The template engine as the report uses it: all is escaped and made visible, nothing is undefined."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mainstay.present import numbers, plugins, suite_words, times
from mainstay.present.html import phrases
from mainstay.present.html.anchors import shown_path
from mainstay.present.visible import visible, visible_line
from mainstay.present.wording import gone, measure

_LONGEST = 1_000  # characters of any text from outside that no template has already cut shorter


@cache
def environment() -> Environment:
    """Give the engine with the report's templates and filters, made once.

    Whatever a template puts out passes `visible` and then the escape for markup, so no template can forget
    either.
    """
    made = Environment(
        loader=PackageLoader("mainstay.present.html", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
    )
    made.filters.update(
        ago=times.ago,
        begun=_begun,
        brief=numbers.brief,
        cluster_sentence=suite_words.cluster_sentence,
        code_line=visible_line,
        compact=numbers.compact,
        count=numbers.count,
        coverage_sentence=suite_words.coverage_sentence,
        cut=visible,
        day=times.day,
        decimal=numbers.decimal,
        duration=times.duration,
        exact=times.exact,
        flakiness_sentence=suite_words.flakiness_sentence,
        flaky_figures=suite_words.flaky_figures,
        gap_figures=suite_words.gap_figures,
        gone=gone,
        iso=times.iso,
        kind=phrases.kind,
        measure=measure,
        path=shown_path,
        percent=numbers.percent,
        plugin=plugins.heading,
        plugin_told=plugins.told,
        plural=numbers.plural,
        points=numbers.points,
        run_remarks=suite_words.run_remarks,
        runs_sentence=suite_words.runs_sentence,
        signed=numbers.signed,
        signed_percent=numbers.signed_percent,
        size=numbers.size,
        sign=phrases.urgency_sign,
        since=phrases.since,
        slow_figures=suite_words.slow_figures,
        telling=suite_words.slow_telling,
    )
    return made


def _shown(value: object) -> object:
    return visible(value, _LONGEST) if isinstance(value, str) and not isinstance(value, Markup) else value


def _begun(sentence: str) -> str:
    """Begin a sentence with a capital letter."""
    return sentence[:1].upper() + sentence[1:]
