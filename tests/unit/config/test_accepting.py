"""Accepting adds and never changes what was said before, unless it is asked to."""

from dataclasses import replace

import pytest

from mainstay.config.accepting import Merged, Terms, merged
from mainstay.config.baseline import Accepted, Baseline
from mainstay.domain.code_report import CodeReport
from mainstay.domain.finding import Finding, Suppression, Urgency
from tests.fakes import written_reports as reports

TODAY = "2025-11-21"
TERMS = Terms("planned for spring", "2026-06-30")


def finding(name: str, value: float = 20.0, path: str = "src/a.py", code: str = "long-function") -> Finding:
    text, print_of = f"{value} lines", f"{name:>016}"
    return Finding(code, path, 1, 9, f"f{name}", text, Urgency.LOW, value, 5.0, 0.1, print_of)


def entry(name: str, **about: object) -> Accepted:
    values = {
        "path": "src/a.py",
        "code": "long-function",
        "symbol": f"f{name}",
        "value": 20.0,
        "accepted": "2024-01-01",
        "until": "",
        "reason": "always been so",
        "fingerprint": f"{name:>016}",
    } | about
    return Accepted(**values)


def report(*listed: Finding, suppressed: tuple[Finding, ...] = ()) -> CodeReport:
    aside = tuple(replace(one, suppressed=Suppression("baseline", "so")) for one in suppressed)
    made = reports.lively()
    return replace(made, findings=listed, findings_total=len(listed), suppressed=aside)


def merge(*entries: Accepted, of: CodeReport, terms: Terms | None = TERMS, prune: bool = False) -> Merged:
    return merged(Baseline(findings=entries), of, terms, prune=prune)


def test_what_is_listed_is_accepted_today() -> None:
    made = merge(of=report(finding("1"), finding("2", 33.0, path="b.py", code="large-file")))
    assert made.entries == (
        entry("1", accepted=TODAY, until="2026-06-30", reason="planned for spring"),
        entry(
            "2",
            path="b.py",
            code="large-file",
            value=33.0,
            accepted=TODAY,
            until="2026-06-30",
            reason="planned for spring",
        ),
    )
    assert (made.added, made.renewed, made.dropped, made.lapsed) == (2, 0, 0, 0)


def test_what_was_accepted_keeps_its_words_and_days_and_gets_its_new_place() -> None:
    made = merge(entry("1"), of=report(finding("2"), suppressed=(finding("1", 21.0, path="src/moved.py"),)))
    assert entry("1", path="src/moved.py") in made.entries
    assert made.added == 1


def test_only_codes_that_were_asked_for() -> None:
    terms = replace(TERMS, codes=("large-file",))
    made = merge(of=report(finding("1"), finding("2", code="large-file")), terms=terms)
    assert [one.fingerprint for one in made.entries] == [f"{'2':>016}"]


def test_an_entry_that_does_not_hold_any_more_stays_as_it_is_unless_renewed() -> None:
    worse = report(finding("1", 99.0))
    kept = merge(entry("1"), of=worse)
    assert (kept.entries, kept.lapsed, kept.added) == ((entry("1"),), 1, 0)
    renewed = merge(entry("1"), of=worse, terms=replace(TERMS, renew=True))
    assert renewed.entries == (entry("1", value=99.0, until="2026-06-30", reason="planned for spring"),)
    assert (renewed.renewed, renewed.added, renewed.lapsed) == (1, 0, 0)


def test_without_terms_nothing_is_accepted() -> None:
    made = merge(entry("1"), of=report(finding("2")), terms=None, prune=True)
    assert (made.entries, made.dropped, made.added) == ((), 1, 0)


def test_pruning_drops_what_is_gone_alone() -> None:
    made = merge(
        entry("1"), entry("2"), entry("3"), of=report(finding("1"), suppressed=(finding("2"),)), prune=True
    )
    assert [one.symbol for one in made.entries] == ["f1", "f2"]
    assert made.dropped == 1
    assert len(merge(entry("3"), of=report()).entries) == 1


@pytest.mark.parametrize("short", ["no history", "shallow", "cut"])
def test_pruning_drops_nothing_where_not_all_was_looked_for(short: str) -> None:
    whole = report(finding("1"))
    limited = {
        "no history": replace(whole, history=None),
        "shallow": replace(whole, repository=replace(whole.repository, shallow=True)),
        "cut": replace(whole, findings_total=20_000),
    }[short]
    assert merge(entry("3"), of=whole, prune=True).dropped == 1
    assert merge(entry("3"), of=limited, prune=True).dropped == 0


def test_names_too_long_for_an_entry_are_cut() -> None:
    made = merge(of=report(replace(finding("1"), symbol="x" * 5_000)))
    assert len(made.entries[0].symbol) == 200
