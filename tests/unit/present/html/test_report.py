"""The report's content and make, for repositories of every size."""

import base64
import hashlib
import re
from dataclasses import replace

import pytest

from mainstay.domain.health import Movement, Mover
from mainstay.present.html.anchors import file_anchor
from mainstay.present.html.report import render
from tests.fakes import page_reports as reports
from tests.unit.present.html.page import check


@pytest.fixture(scope="module")
def page():
    return render(reports.medium())


@pytest.fixture(scope="module")
def root(page):
    return check(page)


def _by_id(root, ident):
    [found] = root.every(id=ident)
    return found


@pytest.mark.parametrize("build", [reports.tiny, reports.medium, reports.empty, reports.without_python])
def test_every_report_is_well_formed_and_on_its_own(build):
    check(render(build()))


def test_the_same_record_gives_the_same_page(page):
    assert render(reports.medium()) == page


def test_the_policy_allows_just_the_page_s_own_style_and_script(page, root):
    [policy] = [meta.attributes["content"] for meta in root.every("meta") if "http-equiv" in meta.attributes]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy
    for tag in ("style", "script"):
        [text] = re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", page, flags=re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert page.index("Content-Security-Policy") < page.index("<style")


def test_nothing_is_fetched_from_anywhere(page):
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", page)
    assert "@import" not in page


def test_the_head_says_what_was_looked_at(root):
    words = root.every("main")[0].words()
    assert root.every("h1")[0].words() == "storefront"
    assert "branch main" in words
    assert "4f2a9c17be" in words
    assert "3 edited, 1 added" in words
    lede = root.every(class_="lede")[0].words()
    assert lede.startswith("82/100, down from 85 a quarter ago: more complex functions in ")
    assert lede.endswith("Worst: cognitive complexity of src/shop/dashboard/ +15\u202f%.")
    assert root.every("title")[0].words() == "storefront: health 82 of 100 · Mainstay"


def test_both_scores_stand_there_when_the_work_tree_is_not_clean(root):
    assert "Without what is not committed 82.6, with it 82." in root.every(class_="three")[0].words()
    clean = replace(reports.medium(), committed_score=None)
    clean = replace(clean, scope=replace(clean.scope, edited=0, added=0))
    assert "✓ clean" in check(render(clean)).every(class_="meta")[0].words()


def test_parts_stand_under_their_aspect_and_one_without_evidence_says_why(root):
    parts = _by_id(root, "parts").words()
    assert "Shape: how the code stands 80.2 of 100" in parts
    assert "History: how it has been changed 85.1 of 100" in parts
    assert "fewer than 200 commits with several files" in parts
    assert "mainstay explain CODE" in parts


def test_causes_add_up_to_the_change():
    many = tuple(Mover(f"src/f{number}.py", "complexity", -0.1) for number in range(20))
    move = Movement("a month", "c" * 40, reports.NOW, 85.0, 82.0, (*many, Mover("", "length", -0.5)), -0.5)
    root = check(render(replace(reports.medium(), movements=(move,))))
    rows = _by_id(root, "movement").every("tbody")[0].every("tr")
    points = [float(row.every("td")[1].words().replace("−", "-").replace("+", "")) for row in rows]
    assert sum(points) == pytest.approx(-3.0, abs=0.02)
    assert rows[-1].every("th")[0].words() == "everything else"


def test_the_size_of_the_code_base_is_named_as_a_cause(root):
    assert "the code base as a whole" in _by_id(root, "movement").words()


def test_movements_and_notices_read_as_sentences(root):
    told = _by_id(root, "movement").words()
    assert "Since the last run" in told
    assert "Since a quarter ago" in told
    notices = " ".join(_by_id(root, "main").words().split())
    assert "3 Mar 2025 is missing. Mend:" in notices
    assert "Files could not be parsed. (2)" in notices


def test_charts_have_a_table_of_their_figures(root):
    for ident in ("c-score", "c-lines", "c-cognitive", "c-duplication", "c-commits"):
        figure = _by_id(root, ident)
        assert len(figure.every("table")[0].every("tbody")[0].every("tr")) == 13
        assert figure.every("svg", class_="chart")[0].every("title")


def test_worse_and_better_are_told_with_growth_beside_them(root):
    changes = _by_id(root, "changes").words()
    for expected in ("src/shop/dashboard/", "+15\u202f%", "+4\u202f%", "new", "−55\u202f%"):
        assert expected in changes


def test_tables_are_complete_and_sorted_worst_first(root):
    assert len(_by_id(root, "t-files").every("tbody")[0].every("tr")) == 400
    assert len(_by_id(root, "t-functions").every("tbody")[0].every("tr")) == 200
    cognitive = [
        int(row.every("td")[1].words()) for row in _by_id(root, "t-functions").every("tbody")[0].every("tr")
    ]
    assert cognitive == sorted(cognitive, reverse=True)
    heads = _by_id(root, "t-files").every("th", **{"aria-sort": "descending"})
    assert [head.words() for head in heads] == ["Points"]


def test_findings_show_their_source_with_line_numbers(root):
    finding = _by_id(root, "t-findings").every("tbody")[0].every("tr")[0]
    lines = finding.every("pre")[0].every("span")
    assert lines[0].words().startswith("def merge_order")
    assert [int(line.attributes["data-n"]) for line in lines][1] == int(lines[0].attributes["data-n"]) + 1
    assert "144 findings" in _by_id(root, "findings").words()


def test_every_kept_file_and_folder_has_a_section_with_a_lasting_address(root):
    report = reports.medium()
    kept = {file_anchor(one.file.path) for one in report.files if one.file.kind.maintained}
    sections = {one.attributes["id"] for one in root.every("article", class_="item")}
    assert kept <= sections
    worst = _by_id(root, file_anchor(report.files[0].file.path)).words()
    for expected in ("Points lost", "Complexity", "Owner", "was", "functions"):
        assert expected in worst
    assert file_anchor("src/a.py") == "f-4cb4854bf9d4ea6b"


def test_what_limits_the_report_stands_at_the_top_and_the_rest_at_the_end(root):
    assert "shallow" in root.every(class_="limits")[0].words()
    assert "git fetch --unshallow" in root.every(class_="limits")[0].words()
    assert "src/shop/legacy/py2.py" in _by_id(root, "about").words()
    about = _by_id(root, "about").words()
    for expected in ("Mainstay 0.1.0, schema 1", "in 4.3\u202fs", "2025-11-21 14:00:00 UTC"):
        assert expected in about


def test_times_are_relative_with_the_exact_one_beside(root):
    for time in root.every("time"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", time.attributes["datetime"])
        assert time.attributes["title"].endswith(" UTC")
