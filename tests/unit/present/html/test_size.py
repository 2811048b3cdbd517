"""The report's size: never above 5 MB, the worst always there, what is missing said."""

from dataclasses import replace

import pytest

from mainstay.domain.code_report import FileReport
from mainstay.domain.finding import Excerpt
from mainstay.domain.notice import Notice, Weight
from mainstay.present.html.anchors import file_anchor
from mainstay.present.html.caps import LIMIT, Caps
from mainstay.present.html.report import render
from tests.fakes import page_reports as reports
from tests.unit.present.html.page import check


@pytest.mark.parametrize(("files", "name_length"), [(50_000, 60), (3_000, 4_000)])
def test_the_limit_holds_and_what_is_left_out_is_said(files, name_length):
    report = reports.huge(files, name_length)
    page = render(report)
    assert len(page.encode()) <= LIMIT
    root = check(page)
    words = root.every(id="sections")[0].every("header")[0].words()
    assert "Left out, to stay below 5 MB" in words or "in full, with source" in words
    shown = [one for one in root.every("article", class_="item") if one.attributes["id"].startswith("f-")]
    assert len(shown) >= 150
    first = [file_anchor(one.file.path) for one in report.files[: len(shown)]]
    assert [one.attributes["id"] for one in shown] == first, "the worst are kept, in their order"
    assert shown[0].every("details"), "the worst is told in full"


def test_the_limit_is_used():
    assert len(render(reports.huge(20_000)).encode()) > 0.9 * LIMIT


def test_the_limit_holds_when_every_text_is_as_long_and_as_costly_as_can_be():
    """Four bytes a character, or five where markup is escaped, in everything that comes from outside."""
    for text in ("\U0001f600" * 3_000, '"' * 3_000, "\u202e" * 3_000):
        report = reports.medium()
        files = tuple(
            FileReport(
                replace(
                    one.file,
                    path=f"{text[:900]}/{number % 300}{text}/{number}",
                    language=text,
                    error=text,
                    functions=tuple(replace(each, name=text) for each in one.file.functions),
                    types=tuple(replace(each, name=text) for each in one.file.types),
                ),
                replace(one.history, owner=text) if one.history else None,
                dict.fromkeys((f"{text}{part}" for part in range(12)), 0.5),
            )
            for number, one in enumerate(report.files * 12)
        )
        long = tuple(
            replace(
                report.findings[0],
                path=files[number].file.path,
                text=text,
                code=text,
                symbol=text,
                excerpt=Excerpt(1, (text,) * 400),
            )
            for number in range(3_000)
        )
        notices = tuple(
            Notice(text, text, weight, text, 9, (text,) * 9) for weight in Weight for _ in range(500)
        )
        page = render(
            replace(
                report,
                files=files,
                findings=long,
                findings_total=3_000,
                notices=notices,
                languages=report.languages * 500,
                kinds=report.kinds * 500,
            )
        )
        assert len(page.encode()) <= LIMIT
        assert "f-" in page


def test_caps_shrink_to_a_floor():
    caps = Caps()
    steps = 0
    while not caps.least:
        caps = caps.halved()
        steps += 1
        assert steps < 20
    assert caps.files == caps.tiles == 5
