"""What is said of a ranking and its proof: the claim, its lack, and where a simpler order did better."""

from dataclasses import replace

import pytest

from mainstay.domain.ranking import Expectation, Proof, Ranking
from mainstay.present import markdown
from mainstay.present import prospects as words
from mainstay.present.html import report as html
from mainstay.present.ranking import read_first, to_mend, which_files
from mainstay.present.text import report as text_report
from mainstay.present.text.look import Look
from tests.fakes import prospects as fakes
from tests.fakes import written_reports as reports

PROOF = fakes.proof(reports.NOW)


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def _with_score(proof: Proof, order: str, **figures: float | None) -> Proof:
    windows = tuple(
        replace(
            one,
            scores=tuple(
                replace(score, **figures) if score.order == order else score for score in one.scores
            ),
        )
        for one in proof.windows
    )
    return replace(proof, windows=windows)


def test_a_claim_is_told_with_its_baselines() -> None:
    told = [plain(sentence) for sentence in words.worth(PROOF)]
    assert told == [
        "The first 20 % of lines held 36 % of the fixes (random 22 %, classic hotspot 31 %).",
        "Of the first 20 files 82 % were fixed (random 17 %, classic hotspot 72 %).",
    ]
    assert words.labels(PROOF) == "told by change-log fragments; 549 fixes in 6 windows of 182 days"
    assert words.windows_won(PROOF).endswith("in 6 of 6 windows.")
    assert plain(words.interval_kept(PROOF)).startswith(
        "The fixes of 86 % of files lay within the 80 % interval"
    )


def test_without_a_claim_the_reason_stands_instead() -> None:
    [told] = words.worth(fakes.no_claim(reports.NOW))
    assert told.startswith("No claim is made of this order: 19 fixes told by keywords in 2 windows")
    assert "held" not in told
    assert words.worth(Proof("", 0, False, "", (), None))[0].endswith("there is not enough to judge it by.")


def test_a_simpler_order_that_did_better_is_named() -> None:
    beaten = _with_score(_with_score(PROOF, "hotspot", rec20=0.4), "largest", p20=0.9)
    last = plain(words.worth(beaten)[-1])
    assert last == (
        "A simpler order did better in the mean: classic hotspot at rec20, 40 % to 36 %; "
        "largest first at P@20, 90 % to 82 %."
    )
    assert words.windows_won(beaten).endswith("in 0 of 6 windows.")


def test_an_order_that_did_worse_than_chance_is_not_recommended() -> None:
    report = reports.priced()
    assert report.ranking is not None
    worse = _with_score(report.ranking.proof, "read-first", rec20=0.1)
    told = "No order is recommended: ours did worse than chance here, 10 % of the fixes in the first 20 % of lines against "
    assert plain(words.below_chance(worse, "read-first")).startswith(told)
    assert words.below_chance(worse, "which-files") == ""
    assert words.below_chance(report.ranking.proof, "read-first") == ""
    assert words.below_chance(replace(worse, claim=False), "read-first") == ""
    both = _with_score(worse, "which-files", p20=0.0)
    assert "0 % of its first 20 files fixed against" in plain(words.below_chance(both, "which-files"))
    first, which = (words.expected(order(report, 1)[0]) for order in (read_first, which_files))
    for render in (lambda each: text_report.render(each, Look()), markdown.render, html.render):
        good, half, none = (
            plain(" ".join(render(replace(report, ranking=replace(report.ranking, proof=proof))).split()))
            for proof in (report.ranking.proof, worse, both)
        )
        refused = [told.count("No order is recommended") for told in (good, half, none)]
        assert refused == [0, 1, 2]
        assert good.count(first) > half.count(first)
        assert half.count(which) > none.count(which)


def test_an_order_of_ours_is_judged_only_by_what_it_answers_for() -> None:
    """That the list for reading finds few of the first 20 files is no loss: it was not made for that."""
    assert not any(
        "simpler" in sentence for sentence in words.worth(_with_score(PROOF, "read-first", p20=0.0))
    )


def test_means_leave_out_what_is_not_defined() -> None:
    first = PROOF.windows[0]
    gap = replace(first, scores=tuple(replace(one, rec20=None) for one in first.scores))
    some = replace(PROOF, windows=(gap, *PROOF.windows[1:]))
    assert words.mean(some, "read-first", words.REC20) == pytest.approx(0.364)
    assert words.mean(replace(PROOF, windows=()), "read-first", words.REC20) is None
    assert words.in_window(gap, "read-first", words.REC20) is None
    assert words.in_window(gap, "no-such-order", words.REC20) is None


def test_orders_stand_ours_first_and_random_last() -> None:
    orders = words.orders_of(PROOF)
    assert orders[:2] == ["read-first", "which-files"]
    assert orders[-1] == "random"
    strange = replace(PROOF.windows[0].scores[0], order="\x1bodd")
    odd = replace(PROOF, windows=(replace(PROOF.windows[0], scores=(strange,)),))
    assert words.orders_of(odd) == ["\x1bodd"]
    assert words.order_name("\x1bodd") == "\\x1bodd"


def test_a_file_s_figures_and_reasons_are_words() -> None:
    file = Expectation(
        "a.py", 7.83, 2.0, 14.0, 400, 1.0, (("changes", 3.52), ("size", 0.8), ("odd\x1b", 2.0))
    )
    assert words.expected(file) == "7.8 (2 to 14)"
    assert words.reasons(file) == "changed more than its size says ×3.5, smaller than most ×0.8"
    assert words.reasons(file, 3).endswith("odd\\x1b ×2")
    assert words.reasons(replace(file, reasons=())) == ""


def test_both_orders_and_the_list_to_mend() -> None:
    files = (
        Expectation("long.py", 6.0, 1.0, 12.0, 4_000, 10.0),
        Expectation("short.py", 1.0, 0.0, 3.0, 40, 0.1),
        Expectation("none.py", 2.0, 0.0, 3.0, 0, 0.0),
    )
    report = replace(reports.priced(), ranking=Ranking(files, PROOF))
    assert [file.path for file in read_first(report, 2)] == ["short.py", "long.py"]
    assert [file.path for file in which_files(report, 2)] == ["long.py", "none.py"]
    assert read_first(reports.lively(), 5) == []
    found = to_mend(report, 1_000)
    gains = [one.price.gain_per_hour if one.price else -1.0 for one in found]
    assert gains == sorted(gains, reverse=True)
    assert gains[-1] == -1.0
    assert len(found) == len(report.findings)
