"""Names, messages and source from outside: shown as what they are, never as markup, script or steering."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mainstay.present.html.report import render
from tests.fakes import page_reports as reports
from tests.unit.present.html.page import check

TEXTS = (
    "<script>alert(1)</script>",
    "</title></style></script><b>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "]]>",
    "<!-- -->",
    "<!--sections-->",
    "{{ 7 * 7 }}{% raw %}",
    "line\nbreak\ttab\rreturn",
    "\x1b[2J\x1b]0;title\x07",
    "photo\u202egnp.exe",
    "zero\u200bwidth\ufeff",
    "lone \udcff surrogate",
    "javascript:alert(1)",
    "-rf",
    "../../etc/passwd",
    "&lt;&amp;&#0;",
    "名前/путь/ünïcode",
    "\x00nul",
)
HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.fixture(scope="module")
def page():
    return render(reports.hostile(TEXTS))


@pytest.fixture(scope="module")
def root(page):
    return check(page)


def test_no_text_becomes_markup(page, root):
    assert (
        len(root.every("script"))
        == len(root.every("style"))
        == len(root.every("title"))
        - len([title for svg in root.every("svg") for title in svg.children if title.tag == "title"])
        - len(
            [
                title
                for tag in ("g", "a")
                for one in root.every(tag)
                for title in one.children
                if title.tag == "title"
            ]
        )
    )
    assert not [element for element in root.every() if element.tag == "b" and element.words() == ""]
    assert "<script>alert" not in page
    assert page.count("<!--") == 0


def test_templates_inside_texts_are_not_run(root):
    words = root.words()
    assert "{{ 7 * 7 }}{% raw %}" in words
    assert "49" not in root.every("h1")[0].words()


def test_what_cannot_be_seen_is_shown(root):
    body = root.every("body")[0]
    for element in body.every():
        if element.tag in {"style", "script"}:
            continue
        for text in (element.text, *element.attributes.values()):
            left = [char for char in text if unicodedata.category(char) in HIDDEN and char != "\n"]
            assert left == [], (element.tag, left)
    words = root.words()
    for shown in (
        r"line\nbreak\ttab\rreturn",
        r"photo\u202egnp.exe",
        r"lone \udcff surrogate",
        r"\x1b[2J",
        r"\x00nul",
    ):
        assert shown in words


def test_links_lead_only_within_the_page(root):
    assert all(link.attributes["href"].startswith("#") for link in root.every("a"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(st.characters(codec=None), max_size=40), min_size=3, max_size=6))
def test_any_texts_give_a_page_that_stands(texts):
    page = render(reports.hostile(tuple(texts)))
    page.encode("utf-8")
    check(page)
