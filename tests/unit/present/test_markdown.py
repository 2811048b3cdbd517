"""The Markdown report: compact, and no text of the repository acts in it as markup, link or mention."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mainstay.present.markdown import render
from mainstay.present.markdown_text import code, escaped
from tests.fakes import written_reports as reports

BUILDERS = [reports.lively, reports.without_history, reports.without_code, reports.empty, reports.hostile]
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def tokens(markdown: str) -> list:
    found = []
    for token in READER.parse(markdown):
        found += [token, *(token.children or ())]
    return found


def plain_text(markdown: str) -> str:
    """Give what stands outside code spans, as a mention filter would see it."""
    return "".join(token.content for token in tokens(markdown) if token.type == "text")


def test_it_tells_the_score_and_what_moved_it() -> None:
    told = render(reports.lively()).replace("\u202f", " ")
    assert told.startswith("## `sympy` 82/100, down from 85 a quarter ago: more complexity in sympy/physics")
    assert "| Code shape: Complexity | 17.4 / 25 | 30 % |" in told
    assert "| `sympy/physics/mechanics/` | cognitive complexity | +15 % | +4 % | −0.9 |" in told
    assert (
        "- a quarter ago 85.0, since then −2.7: −1.6 complexity in `sympy/physics/mechanics/kane.py`" in told
    )
    assert "| `sympy/solvers/solveset.py` | 0.71 | 2,793 | 86 | 37 |" in told
    assert "| `simplify` | `sympy/core/expr.py:120` | 64 | 54 |" in told
    assert "**Findings** (first 20 of 412): 9 `complex-function`" in told
    assert "- 1 Python file does not parse and is counted by lines only" in told
    assert "submodules" not in told
    assert len(told) < 4_000


def test_points_in_the_past_without_a_score_leave_no_heading_behind() -> None:
    report = reports.lively()
    assert "**What moved the score**" in render(report)
    without = tuple(replace(movement, before=None) for movement in report.movements)
    assert "What moved the score" not in render(replace(report, movements=without))


def test_top_bounds_the_tables() -> None:
    assert render(reports.lively(), top=2).count("| `sympy/solvers/") == 2
    assert "heurisch.py`" not in render(reports.lively(), top=2)


def test_poor_reports_say_why() -> None:
    assert "no score: nothing is committed yet" in render(reports.empty())
    assert "No commit yet." in render(reports.empty())
    assert "the history was not read" in render(reports.without_history())


@pytest.mark.parametrize("report", BUILDERS, ids=lambda builder: builder.__name__)
def test_tables_have_the_columns_of_their_headings(report) -> None:
    columns = 0
    for token in tokens(render(report())):
        if token.type == "thead_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open":
            cells = 0
        elif token.type == "td_open":
            cells += 1
        elif token.type == "tr_close":
            assert cells in {0, columns}


def test_hostile_texts_act_as_nothing() -> None:
    told = render(reports.hostile())
    kinds = {token.type for token in tokens(told)}
    assert not kinds & {"html_block", "image", "link_open", "fence", "code_block", "em_open"}
    inline = {token.content for token in tokens(told) if token.type == "html_inline"}
    assert inline == {"<sub>", "</sub>"}
    assert not re.search(r"@all|https?:", plain_text(told))
    assert not set(told) & set("\x1b\x07\u202e\u200b\ud800")


NASTY = st.text("a1@#!$%&~:<>[]()`|\\*_-+=. \n\t\u200b/", max_size=30) | st.sampled_from(
    ["@all", "x @all", "#12", "!3", "$4", "a@b.cc", "www.a.b", "https://a.b", "http:a", "<!--", "&copy;", "&#64;all",
     "1. a", "1) a", "- a", "+ a", "# a", "=== ", "`a", "``a`", "a\\", "a\\|b", "|", "~~a~~", "[a](b)", "![a](b)", "\\`a"]
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(NASTY)
def test_any_text_stands_for_itself(text: str) -> None:
    for markdown in (f"- {escaped(text)}", f"x {escaped(text)} y", f"| a |\n| - |\n| {escaped(text)} |\n"):
        found = tokens(markdown)
        allowed = {
            "text",
            "inline",
            "paragraph_open",
            "paragraph_close",
            "bullet_list_open",
            "bullet_list_close",
        }
        allowed |= {"list_item_open", "list_item_close", "text_special", "softbreak"}
        allowed |= {
            f"{name}_{end}"
            for name in ("table", "thead", "tbody", "tr", "th", "td")
            for end in ("open", "close")
        }
        assert {token.type for token in found} <= allowed, markdown
        seen = "".join(token.content for token in found if token.type in {"text", "text_special"})
        assert not re.search(r"[@#!$%~]\w|https?:|www\.", seen), markdown


@settings(max_examples=500, deadline=None)
@given(NASTY)
def test_any_name_is_one_code_span(text: str) -> None:
    for markdown in (f"x {code(text)} y", f"| a | b |\n| - | - |\n| {code(text)} | y |\n"):
        found = [token for token in tokens(markdown) if token.type == "code_inline"]
        assert len(found) == 1, markdown
        rest = "".join(token.content for token in tokens(markdown) if token.type == "text")
        assert set(rest) <= set("ab xy"), markdown
    assert code("src/a.py") == "`src/a.py`"


def test_what_to_mend_the_ranking_the_proof_and_the_debt() -> None:
    told = render(reports.priced()).replace("\u202f", " ")
    for expected in (
        "| What to mend first | Place | To mend | A year | Since | Course |",
        "`sympy/simplify/module_0.py:100` | 20 min to 1 h | 20 to 45 min | older than a year | ▲ worse |",
        "saves 14 (8 to 26",
        "| `sympy/physics/mechanics/kane.py` | 7.8 (2 to 15) | 20 min |",
        "held 36 %",
        "| What to read first (ours) | 36 % | 0.69 | 22 % |",
        "**Debt** 32 findings, 12 set aside (34 h): 380 to 900 h to mend all",
        "<sub>Rows: half of cases to nine of ten; sums: 80 % intervals.</sub>",
        "| `complex-function` | 9 | 0 | 40 to 95 h | 12 to 30 h |",
    ):
        assert expected in told
    places = [
        told.index(words) for words in ("What to mend first", "What to read first", "**Debt**", "Got worse")
    ]
    assert places == sorted(places)


def test_no_claim_is_marked_and_nothing_stands_for_what_is_absent() -> None:
    told = render(reports.without_claim())
    assert "No claim is made of this order: 19 fixes" in told
    assert "Means over the windows, which carry no claim" in told
    bare = render(reports.lively())
    for absent in ("What to read first", "**Debt**", "hours buy"):
        assert absent not in bare
