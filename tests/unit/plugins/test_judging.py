"""Only what is about the repository's own files, and can be shown, is taken over."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.domain.finding import Urgency
from mainstay.plugins.judging import judged
from mainstay.plugins.wire import Answer, ToldFigure, ToldFinding
from mainstay.present.visible import HIDDEN

PATHS = frozenset({"a.py", "b/ü.py"})


def told(**about: Any) -> Answer:
    finding = ToldFinding(**({"code": "odd", "path": "a.py", "text": "It is odd."} | about))
    return Answer(codes={"odd": "It is odd."}, findings=(finding,))


def test_a_good_finding_is_taken_over_under_the_name_of_its_plugin() -> None:
    result = judged("mine", told(line=3, urgency="high", evidence=("because",), key="k"), PATHS)
    (one,) = result.reported
    assert (one.code, one.path, one.line, one.end_line, one.key) == ("mine/odd", "a.py", 3, 3, "k")
    assert (one.urgency, one.evidence, result.refused) == (Urgency.HIGH, ("because",), ())
    assert result.codes == {"mine/odd": "It is odd."}


@pytest.mark.parametrize(
    "path",
    ["../../etc/passwd", "/etc/passwd", "a.py\0", "A.py", "./a.py", "b/../a.py", "", "b", "a.py\n", "c.py"],
)
def test_a_path_that_was_not_shown_is_refused(path: str) -> None:
    result = judged("mine", told(path=path), PATHS)
    assert result.reported == ()
    assert "none of the files it was shown" in result.refused[0]


@pytest.mark.parametrize(
    "about",
    [
        {"code": "complex-function"},
        {"code": "other/odd"},
        {"code": ""},
        {"urgency": "urgent"},
        {"text": " \n"},
        {"line": -1},
        {"line": 10**30},
        {"end_line": -5},
        {"value": math.inf},
        {"limit": -1e300},
    ],
)
def test_what_is_none_is_refused_and_said(about: dict[str, Any]) -> None:
    result = judged("mine", told(**about), PATHS)
    assert result.reported == ()
    assert len(result.refused) == 1


@pytest.mark.parametrize("code", ["Odd", "a/b", "", "x" * 41, "1st", "a b"])
def test_a_code_that_could_be_taken_for_something_else_is_none(code: str) -> None:
    result = judged("mine", Answer(codes={code: "It is odd."}), PATHS)
    assert result.codes == {}
    assert len(result.refused) == 1


@pytest.mark.parametrize("value", [math.inf, -math.inf, 1e300])
def test_a_figure_needs_a_name_and_a_finite_value(value: float) -> None:
    figures = (ToldFigure("share", 97.5, "%"), ToldFigure("x", value), ToldFigure(" ", 1.0))
    result = judged("mine", Answer(figures=figures), PATHS)
    assert [figure.name for figure in result.figures] == ["share"]
    assert len(result.refused) == 2


@given(st.text(max_size=80), st.text(max_size=80))
def test_nothing_that_is_shown_steers_what_shows_it(text: str, path: str) -> None:
    result = judged("mine", told(text=text, symbol=text, repair=text, evidence=(text,)), PATHS)
    bad = judged("mine", told(path=path, text=text), frozenset())
    shown = [*result.refused, *bad.refused]
    for one in result.reported:
        shown += [one.text, one.symbol, one.repair, *one.evidence]
    assert not any(HIDDEN.search(one) for one in shown)


def test_long_texts_are_cut() -> None:
    long = "x" * 100_000
    (one,) = judged("mine", told(text=long, symbol=long, repair=long, evidence=(long,) * 50), PATHS).reported
    assert sum(map(len, (one.text, one.symbol, one.repair, *one.evidence))) < 5_000
