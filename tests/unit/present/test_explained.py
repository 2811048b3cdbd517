"""Each step of one finding, with the figures of the records and no others."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from mainstay.analysis.backlog import Wanted, backlog_of
from mainstay.domain.code_report import CodeReport
from mainstay.domain.finding import Arrival, Certainty
from mainstay.domain.price import Range
from mainstay.present.explained import sections
from mainstay.present.reckoning_words import carrying_facts, file_facts
from mainstay.present.text.explained import render
from mainstay.present.text.look import Colours, Detail, Look
from mainstay.present.visible import HIDDEN
from tests.fakes.priced_reports import COMPLEX, cost_model, reckoned_report

REPORT = reckoned_report()


def told(code: str, report: CodeReport = REPORT, *, suppressed: bool = False) -> dict[str, dict[str, str]]:
    """Give the facts of the first finding of a code, by section and what they are about."""
    backlog = backlog_of(report, Wanted(suppressed=suppressed), 80, "EUR")
    row = next(one for one in backlog.rows if one.finding.code == code)
    return {
        section.title: {about: fact.replace("\u202f", " ") for about, fact in section.facts}
        for section in sections(row, backlog, report)
    }


def test_the_steps_of_a_function_with_two_findings() -> None:
    steps = told("complex-function")
    assert list(steps) == [
        "What was found",
        "What mending takes",
        "What is done in the file",
        "What leaving it costs: complex-function",
        "What leaving it costs: long-function",
        "What an hour gains",
        "To set it aside",
    ]
    takes = steps["What mending takes"]
    assert takes["Learnt from"] == (
        "41 own fixes whose work was seen, of which 21 of 30 lines or more: 33 % of the evidence, "
        "the rest is other repositories' fixes at this one's pace."
    )
    assert takes["Hours"] == "half of such changes take at most 1.5 h, nine of ten at most 4 h."
    assert (
        "of 60 later fixes in 2 windows 50 % took at most the p50 told for them, 90 % at most"
        in takes["Did it hold?"]
    )
    assert steps["What is done in the file"]["Fixes"].startswith("4.2 are expected to touch it within a year")
    assert steps["What is done in the file"]["A fix"] == "takes 45 min here, in the mean."
    leaving = steps["What leaving it costs: complex-function"]
    assert leaving["Extra fixes"] == (
        "35 of 272 files had such debt a year ago and got 1.2 fixes each since; 1.1 were to be expected at like size and "
        "activity without it. Judged with all other kinds, a full measure of it makes 1.18 times as much (0.9 to 1.5); "
        "19 % of that is evidence seen here, the rest assumes no difference."
    )
    assert "took 420 h; 411 h were to be expected" in leaving["Slower work"]
    assert leaving["Its share"] == (
        "the file has 60 % of a full measure, so 10 to 22 % of its fixes and 0 to 5 % of its other work are put down "
        "to it, 40 % of which are this finding's."
    )
    assert leaving["So it costs"] == "30 min to 1.5 h a year."
    gained = steps["What an hour gains"]
    assert gained["To leave it"] == "30 min to 1.5 h a year, of all together (EUR 40 to 130)."
    assert gained["Gain"] == "30 min a year for 1.5 h of work, or 0.33 h saved in a year for each hour."
    assert gained["Fixes"] == "0.2 to 0.5 fewer are expected in a year."
    assert gained["Its place"] == "2 of 5 in the list, by gain; among those that 20 hours buy."


def test_a_fix_of_several_files_counts_in_each_with_its_part() -> None:
    step = replace(COMPLEX, fixes=2.0, files_per_fix=2.1)
    facts = {about: fact.replace("\u202f", " ") for about, fact in file_facts(step, None, None)}
    assert facts["Fixes"] == "4.2 are expected to touch it within a year."
    assert (
        facts["A fix"] == "takes 45 min here, in the mean, and touches 2.1 files: so 2 fixes are this file's."
    )


def test_what_was_only_written_costs_nothing_and_why() -> None:
    costs, new = cost_model(), replace(COMPLEX, fixes=0.0, hours=0.0, carrying=Range(0.0, 0.0))
    facts = dict(carrying_facts(new, costs))
    assert facts["Own changes"].startswith("no work in the file was seen but the commit that brought it")
    assert facts["So it costs"] == "no cost of it was seen."
    blind = replace(costs, effort=replace(costs.effort, observed=0))
    assert dict(carrying_facts(new, blind))["Own changes"].startswith(
        "no work on this repository's own changes"
    )


def test_what_was_not_seen_is_an_assumption_and_what_shows_no_sign_says_so() -> None:
    leaving = told("complex-function")["What leaving it costs: long-function"]
    assert leaving["Slower work"] == (
        "nothing with such debt was seen; that it makes 0.88 to 1.1 times as much is the assumption alone."
    )
    assert leaving["So it costs"].startswith("up to 20 min a year: no sign of a cost was found")


def test_a_finding_whose_price_another_carries_names_it() -> None:
    gained = told("long-function")["What an hour gains"]
    assert (
        gained["No price"]
        == "complex-function at the same place (0001) carries it, for one repair mends both."
    )
    assert "by urgency" in gained["Its place"]
    unpriced = told("knowledge-left")["What an hour gains"]["No price"]
    assert unpriced.startswith("no change of code is known")
    bare = told("knowledge-left", replace(REPORT, costs=None))["What an hour gains"]["No price"]
    assert bare.startswith("the past was not read")


def test_what_is_to_be_deleted_tells_its_share_and_how_sure_it_is() -> None:
    steps = told("dead-class")
    assert steps["What was found"]["How sure"] == (
        "right 9 times in 10 (87 to 98 %): of 54 findings with this evidence (public-no-reference) that were judged by "
        "hand 51 were right."
    )
    assert steps["What leaving it costs"]["Its share"].startswith("3 % of the file's lines")
    assert "Fixes" not in steps["What is done in the file"]
    assert "Fixes" not in steps["What an hour gains"]
    found = [replace(one, certainty=Certainty(0.5, 0.0, 1.0, "unused")) for one in REPORT.findings]
    unjudged = told("dead-class", replace(REPORT, findings=tuple(found)))
    assert unjudged["What was found"]["How sure"].startswith("nobody judged findings of this kind (unused)")


def test_what_the_past_does_not_tell_costs_nothing_and_gains_nothing() -> None:
    steps = told("todo-comment")
    assert "compared are complex-function, long-function" in steps["What leaving it costs"]["Not known"]
    assert steps["What an hour gains"]["To leave it"] == "no cost of it was seen."
    assert steps["What an hour gains"]["Gain"].startswith("none is told")


@pytest.mark.parametrize(
    ("model", "learnt", "held"),
    [
        (
            cost_model(0, 0),
            "0 own fixes whose work was seen, none of 30 lines or more",
            "0 later fixes could be held",
        ),
        (cost_model(1, 4), "1 own fix whose work was seen", "under 30: nothing is claimed"),
    ],
)
def test_few_own_fixes_are_not_dressed_up(model, learnt: str, held: str) -> None:
    takes = told("complex-function", replace(REPORT, costs=model))["What mending takes"]
    assert takes["Learnt from"].startswith(learnt)
    assert held in takes["Did it hold?"]


def test_how_to_set_it_aside_or_why_it_is() -> None:
    assert told("complex-function")["To set it aside"]["Comment"] == (
        "# mainstay: ignore[complex-function] WHY until YYYY-MM-DD, on line 30 or above it"
    )
    one = next(each for each in REPORT.findings if each.code == "complex-function")
    file = replace(REPORT.files[0], file=replace(REPORT.files[0].file, path=one.path, language="Go"))
    comment = told("complex-function", replace(REPORT, findings=(one,), files=(file,)))
    assert comment["To set it aside"]["Comment"].startswith("// mainstay: ignore[complex-function] WHY")
    nowhere = replace(REPORT.findings[4], line=0)
    comment = told("knowledge-left", replace(REPORT, findings=(nowhere,)))["To set it aside"]["Comment"]
    assert comment.startswith("# mainstay: ignore-file[")
    whole = replace(REPORT.findings[4], line=1, symbol="")
    steps = told("knowledge-left", replace(REPORT, findings=(whole,)))
    assert steps["To set it aside"]["Comment"].startswith("# mainstay: ignore-file[knowledge-left] WHY")
    note = replace(REPORT.findings[4], code="todo-comment", line=1, symbol="")
    steps = told("todo-comment", replace(REPORT, findings=(note,)))
    assert steps["To set it aside"]["Comment"].startswith("# mainstay: ignore[todo-comment] WHY")
    aside = told(REPORT.suppressed[1].code, suppressed=True)
    assert "set aside" in aside["What an hour gains"]["Its place"]
    assert aside["To set it aside"]["It is"].startswith("by comment")


def drawn(report: CodeReport, number: int, look: Look, **about: object) -> str:
    backlog = backlog_of(report, Wanted())
    came = Arrival("ab" * 20, 1_200_000_000, "Ann")
    return render(backlog.rows[number], backlog, report, came, look, **about)


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("number", range(5))
def test_every_line_fits_every_width(width: int, number: int) -> None:
    text = drawn(REPORT, number, Look(width), next_command="mainstay explain x")
    assert max(map(cell_len, text.split("\n"))) <= width
    assert text.endswith("\nNext: mainstay explain x\n")
    assert "\x1b[" in drawn(REPORT, number, Look(width, Colours.MANY))
    quiet = drawn(REPORT, number, Look(width), detail=Detail.QUIET, next_command="mainstay explain x")
    assert quiet.startswith("What was found\n")
    assert "Next:" not in quiet


def test_ascii_is_ascii() -> None:
    assert drawn(REPORT, 0, Look(80, unicode=False)).isascii()


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=80), st.sampled_from([40, 80, 140]))
def test_any_text_of_the_repository_fits_and_steers_nothing(text: str, width: int) -> None:
    vile = [
        replace(
            one,
            path=text,
            symbol=text,
            text=text,
            evidence=(text,),
            repair=text,
            certainty=Certainty(0.5, 0.0, 1.0, text),
        )
        for one in REPORT.findings
    ]
    report = replace(REPORT, findings=tuple(vile), repository=replace(REPORT.repository, name=text))
    for number in range(len(vile)):
        shown = drawn(report, number, Look(width))
        assert not HIDDEN.search(shown.replace("\n", ""))
        assert max(map(cell_len, shown.split("\n"))) <= width
