"""The page's list to mend, ranking, proof and debt."""

from dataclasses import replace

import pytest

from mainstay.present.html.report import render
from tests.fakes import page_reports as reports
from tests.fakes import prospects
from tests.unit.present.html.page import check


@pytest.fixture(scope="module")
def root():
    return check(render(reports.medium()))


def _by_id(root, ident):
    [found] = root.every(id=ident)
    return found


def plain(text: str) -> str:
    return " ".join(text.replace("\u202f", " ").split())


def test_sections_stand_in_order(root):
    wanted = ["mend", "parts", "debt", "ranking", "proof", "movement", "trend", "map", "findings"]
    found = [one.attributes["id"] for one in root.every() if one.attributes.get("id") in wanted]
    assert found == wanted


def test_what_to_mend_first_has_price_past_course_and_certainty(root):
    report = reports.medium()
    rows = _by_id(root, "t-mend").every("tbody")[0].every("tr")
    assert len(rows) == 12
    first = plain(rows[0].words())
    assert report.findings[0].text in first
    for told in (
        "20 min to 1 h",
        "20 to 45 min",
        "EUR 32 to 64",
        "older than a year",
        "▲ worse",
        "right 9 times in 10",
    ):
        assert told in first
    assert "Take the loop over order lines out" in first
    assert "✓ in the 20 h" in first
    within = [row for row in rows if "within" in row.attributes.get("class", "").split()]
    assert len(within) == len([one for one in report.findings[:6] if one.price])
    panel = plain(_by_id(root, "mend").words())
    assert (
        "20 hours (EUR 1,600) buy this (the best 6): saves 14 (8 to 26) hours a year (EUR 640 to 2,100) and prevents "
        "3 (1 to 6) fixes; it pays back in about 16 months." in panel
    )
    assert "12 findings are set aside, 34 h of that" in panel
    assert "Rows: half of cases to nine of ten; sums: 80 % intervals." in panel


def test_both_orders_show_twenty_files_and_fold_the_rest(root):
    for ident in ("first", "which"):
        assert len(_by_id(root, f"t-{ident}").every("tbody")[0].every("tr")) == 20
        assert len(_by_id(root, f"t-{ident}-more").every("tbody")[0].every("tr")) == 180
    top = _by_id(root, "t-which").every("tbody")[0].every("tr")[0]
    assert "7.8 (2 to 15)" in plain(top.words())
    assert "changed more than its size says ×3.5" in plain(top.words())
    assert len(top.every("svg")) == 1


def test_the_proof_has_a_sentence_charts_means_and_windows(root):
    proof = _by_id(root, "proof")
    told = plain(proof.words())
    assert "The first 20 % of lines held 36 % of the fixes (random 22 %, classic hotspot 31 %)." in told
    assert "told by change-log fragments; 549 fixes in 6 windows of 182 days" in told
    charts = proof.every("svg", class_="dots")
    assert len(charts) == 3
    assert all(len(chart.every("g")) == 8 for chart in charts)
    captions = {table.every("caption")[0].words(): table for table in proof.every("table")}
    assert len(captions["Means over the windows"].every("tbody")[0].every("tr")) == 8
    assert len(captions["The windows"].every("tbody")[0].every("tr")) == 6
    heads = [head.words() for head in captions["rec20 by window"].every("thead")[0].every("th")]
    assert len(heads) == 8
    assert heads[-1] == "Mean"


def test_debt_has_kinds_and_both_ratios(root):
    told = plain(_by_id(root, "debt").words())
    for words in (
        "560 (380 to 900) h",
        "190 (120 to 300) h a year",
        "12 % (9 to 16 %)",
        "3 % (2 to 5 %)",
        "debt-price",
    ):
        assert words in told
    rows = _by_id(root, "t-debt").every("tbody")[0].every("tr")
    assert len(rows) == 4
    assert "40 to 95 h" in plain(rows[0].words())


def test_without_a_claim_there_is_the_reason_and_no_sentence():
    report = reports.medium(60)
    assert report.ranking is not None
    bare = replace(report.ranking, proof=prospects.no_claim(reports.NOW))
    told = plain(_by_id(check(render(replace(report, ranking=bare))), "proof").words())
    assert "● no claim" in told
    assert "19 fixes told by keywords in 2 windows; under 30 nothing is claimed" in told
    assert "of lines held" not in told
    assert "The figures below carry none." in told
    assert "Means over the windows" in told


def test_without_windows_files_or_ranking_nothing_is_made_up():
    report = reports.medium(60)
    assert report.ranking is not None
    short = replace(report.ranking, proof=replace(prospects.no_claim(reports.NOW), windows=()))
    page = check(render(replace(report, ranking=short)))
    assert not page.every("svg", class_="dots")
    none = check(render(replace(report, ranking=replace(short, files=()))))
    assert not none.every(id="ranking")
    assert none.every(id="proof")
    without = check(render(replace(report, ranking=None, debt=None)))
    for ident in ("ranking", "proof", "debt"):
        assert not without.every(id=ident)
        assert not [one for one in without.every("a") if one.attributes["href"] == f"#{ident}"]
    assert without.every(id="t-mend")


def test_findings_without_prices_are_listed_all_the_same():
    report = reports.medium(60)
    bare = tuple(replace(one, price=None, since=None, certainty=None, evidence=()) for one in report.findings)
    page = check(render(replace(report, findings=bare, debt=None)))
    rows = _by_id(page, "t-mend").every("tbody")[0].every("tr")
    assert len(rows) == 12
    assert "–" in rows[0].words()
    assert not _by_id(page, "t-mend").every(
        "th", title="How often such a finding was right when people judged it"
    )
