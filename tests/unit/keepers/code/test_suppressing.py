"""Findings are set aside by comments and by the baseline, and what sets nothing aside is told."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from mainstay.analysis.suppression.directive import Directive
from mainstay.analysis.suppression.ignores import Ignore
from mainstay.config.baseline import Accepted, Baseline
from mainstay.config.settings import Settings
from mainstay.domain.finding import Finding, Suppression, Urgency
from mainstay.keepers.code import suppressing
from mainstay.keepers.code.suppressing import Sifted, sift
from mainstay.keepers.code.topics.findings import FINDINGS
from tests.fakes.source import MadeUpRepository
from tests.unit.keepers.code.looking import Looker, function, notice_of

NOW = 1_800_000_000
KNOWN = {topic.code for topic in FINDINGS}
PRINT = "0123456789abcdef"


def finding(code: str = "long-function", path: str = "a.py", line: int = 10, value: float = 60.0) -> Finding:
    return Finding(code, path, line, line + 70, "f", "long", Urgency.LOW, value, 50.0, 0.1, PRINT)


def ignore(line: int, about: int, *codes: str, **more: object) -> Ignore:
    values = {"codes": codes or ("long-function",), "reason": "by design"} | more
    return Ignore(line, about, Directive(**values))


def accepted(**about: object) -> Baseline:
    values = {
        "path": "a.py",
        "code": "long-function",
        "symbol": "f",
        "value": 60.0,
        "accepted": "2026-01-01",
        "until": "",
        "reason": "planned for spring",
        "fingerprint": PRINT,
    } | about
    return Baseline(findings=(Accepted(**values),))


def sifted(
    *found: Finding,
    ignores: Mapping[str, Sequence[Ignore]] | None = None,
    baseline: Baseline | None = None,
    whole: bool = True,
) -> Sifted:
    return sift(found, ignores or {}, baseline or Baseline(), NOW, KNOWN, whole=whole)


def told(made: Sifted) -> dict[str, tuple[str, ...]]:
    return {notice.code: notice.examples for notice in made.notices}


@pytest.mark.parametrize(("line", "about"), [(10, 10), (9, 10), (12, 10), (10, 11), (3, 0)])
def test_a_comment_sets_aside_what_it_is_about(line: int, about: int) -> None:
    made = sifted(finding(), ignores={"a.py": [ignore(line, about)]})
    assert made.listed == ()
    assert made.suppressed == (replace(finding(), suppressed=Suppression("comment", "by design")),)
    assert made.notices == ()


@pytest.mark.parametrize(
    "ignores",
    [
        {"a.py": [ignore(9, 9)]},
        {"b.py": [ignore(10, 10)]},
        {"a.py": [ignore(10, 10, "deep-nesting")]},
        {"a.py": [ignore(10, 10, until=NOW - 1)]},
        {"a.py": [ignore(10, 10, codes=(), refused="no")]},
        {},
    ],
)
def test_and_nothing_else(ignores: Mapping[str, Sequence[Ignore]]) -> None:
    made = sifted(finding(), ignores=ignores)
    assert (made.listed, made.suppressed) == ((finding(),), ())


def test_order_is_kept_on_both_sides() -> None:
    found = [finding(line=line) for line in (30, 10, 40, 20)]
    made = sifted(*found, ignores={"a.py": [ignore(10, 10), ignore(30, 30)]})
    assert [one.line for one in made.listed] == [40, 20]
    assert [one.line for one in made.suppressed] == [30, 10]


def test_a_suppression_holds_to_the_end_of_its_day() -> None:
    held = sifted(finding(), ignores={"a.py": [ignore(10, 10, until=NOW)]})
    assert held.suppressed[0].suppressed == Suppression("comment", "by design", NOW)
    assert held.next_expiry == NOW


def test_the_baseline_accepts_what_was_there() -> None:
    made = sifted(finding(), baseline=accepted(until="2027-03-01"))
    assert made.suppressed[0].suppressed == Suppression("baseline", "planned for spring", 1_803_945_599)
    assert made.next_expiry == 1_803_945_599


@pytest.mark.parametrize(("value", "listed"), [(10.0, 0), (60.0, 0), (66.0, 0), (66.1, 1), (600.0, 1)])
def test_but_not_what_it_becomes(value: float, listed: int) -> None:
    made = sifted(finding(value=value), baseline=accepted())
    assert len(made.listed) == listed
    assert ("suppression-outgrown" in told(made)) == bool(listed)


@pytest.mark.parametrize(
    "about", [{"fingerprint": "f" * 16}, {"code": "deep-nesting"}, {"until": "2026-12-31"}]
)
def test_nor_another_finding_or_one_whose_time_is_over(about: dict[str, str]) -> None:
    assert sifted(finding(), baseline=accepted(**about)).listed == (finding(),)


def test_a_comment_comes_before_the_baseline_which_is_of_use_all_the_same() -> None:
    made = sifted(finding(), ignores={"a.py": [ignore(10, 10)]}, baseline=accepted())
    assert made.suppressed[0].suppressed == Suppression("comment", "by design")
    assert made.notices == ()


def test_what_does_nothing_is_told_with_its_place() -> None:
    made = sifted(
        finding(),
        ignores={
            "a.py": [
                ignore(1, 0, "large-file"),
                ignore(5, 5, refused="it gives no reason"),
                ignore(10, 10, "long-function", "deep-nesting"),
                ignore(20, 20, until=NOW - 5),
                ignore(30, 30, "long-funktion"),
            ]
        },
        baseline=accepted(fingerprint="f" * 16),
    )
    assert told(made) == {
        "suppression-refused": ("a.py:5: it gives no reason", "a.py:30: there is no finding long-funktion"),
        "suppression-expired": ("a.py:20",),
        "suppression-unused": (
            "a.py:1 [large-file]",
            "a.py:10 [deep-nesting]",
            "a.py [long-function, baseline]",
        ),
    }


def test_nothing_is_of_no_use_where_not_all_was_looked_for() -> None:
    ignores = {"a.py": [ignore(1, 0, "fixed-again"), ignore(2, 2, refused="no")]}
    made = sifted(finding(), ignores=ignores, baseline=accepted(fingerprint="f" * 16), whole=False)
    assert told(made) == {"suppression-refused": ("a.py:2: no",)}


def test_examples_are_few_and_the_count_is_whole() -> None:
    made = sifted(ignores={f"{n:02}.py": [ignore(1, 1)] for n in range(20)})
    (notice,) = made.notices
    assert (notice.count, len(notice.examples)) == (20, 5)


def test_too_many_directives_in_all_are_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppressing, "MOST_DIRECTIVES", 3)
    ignores = {path: [ignore(10, 10), ignore(11, 11)] for path in ("a.py", "b.py")}
    made = sifted(finding(), finding(path="b.py"), ignores=ignores)
    assert [one.path for one in made.listed] == ["b.py"]
    assert told(made)["suppression-refused"] == ("b.py: there are too many directives in all",)


COMPLEX = function("hard", 20)
IGNORED = "# mainstay: ignore[complex-function] the law is like this\n" + COMPLEX


def repository(text: str, path: str = "src/a.py") -> MadeUpRepository:
    made = MadeUpRepository()
    made.commit({path: text})
    return made


def test_a_whole_look_sets_aside_and_the_score_stays() -> None:
    open_debt, hidden = (Looker().look(repository(text).opened()) for text in (COMPLEX, IGNORED))
    assert [one.code for one in open_debt.findings] == ["complex-function"]
    assert (hidden.findings, hidden.findings_total) == ((), 0)
    assert [one.code for one in hidden.suppressed] == ["complex-function"]
    assert hidden.suppressed[0].lost == open_debt.findings[0].lost > 0
    assert hidden.score.value == open_debt.score.value
    assert hidden.suppressed[0].fingerprint == open_debt.findings[0].fingerprint


def test_a_whole_look_tells_what_was_refused() -> None:
    text = "# mainstay: ignore[complex-function]\n" + COMPLEX
    report = Looker().look(repository(text).opened())
    notice = notice_of(report, "suppression-refused")
    assert notice is not None
    assert notice.examples == ("src/a.py:1: it gives no reason",)
    assert len(report.findings) == 1


def test_a_file_that_is_left_out_suppresses_nothing_and_is_told_of_nothing() -> None:
    looker = Looker(settings=Settings(exclude=("src/",)))
    assert (
        looker.look(repository(IGNORED).opened()).notices
        == Looker().look(repository("", "b.md").opened()).notices
    )
