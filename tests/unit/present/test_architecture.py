"""The architecture in words, in every format."""

from dataclasses import replace

from mainstay.domain.architecture import Architecture, Contract, Dependency, Part, Verdict
from mainstay.present import markdown
from mainstay.present.architecture_words import contracts_told, parts_told
from mainstay.present.html.report import render as page
from mainstay.present.text.look import Detail, Look
from mainstay.present.text.report import render as text
from tests.fakes.written_reports import lively

FOUND = Architecture(
    contracts=(
        Contract("Floors", "layers", "pyproject.toml", Verdict.KEPT),
        Contract("Apart <b>", "independence", "pyproject.toml", Verdict.BROKEN, 2),
        Contract("Own", "own", "pyproject.toml", Verdict.NOT_JUDGED, reason="nothing is run"),
    ),
    parts=(Part("web/", 3, 0, 2, 1.0, 1), Part("domain/", 2, 2, 0, 0.0, 0)),
    dependencies=(Dependency("web/", "domain/", 4), Dependency("domain/", "web/", 1, circular=True)),
)


def test_words() -> None:
    assert contracts_told(FOUND) == "1 contract kept, 1 broken, 1 not judged"
    assert contracts_told(Architecture()) == ""
    assert parts_told(FOUND) == "2 parts, 5 imports between them, circles closed by 1 of 2 ways"
    assert parts_told(Architecture()) == ""


def test_the_terminal_tells_what_is_not_kept_and_with_more_detail_all() -> None:
    report = replace(lively(), architecture=FOUND)
    told = text(report, Look(100))
    assert "Architecture  1 contract kept, 1 broken, 1 not judged" in told
    assert "Floors" not in told
    one = replace(
        FOUND, contracts=tuple(replace(each, violations=min(each.violations, 1)) for each in FOUND.contracts)
    )
    assert "Apart <b>  1 file\n" in text(replace(report, architecture=one), Look(100))
    assert "broken     Apart <b>  2 files" in told
    assert "not judged Own  nothing is run" in told
    assert "Floors" in text(report, Look(100), detail=Detail.VERBOSE)
    assert "Architecture" not in text(replace(report, architecture=Architecture()), Look(100))


def test_no_line_is_wider_than_the_terminal() -> None:
    report = replace(lively(), architecture=FOUND)
    assert max(map(len, text(report, Look(40)).split("\n"))) <= 40


def test_markdown_names_the_broken_contracts() -> None:
    told = markdown.render(replace(lively(), architecture=FOUND))
    assert "**Architecture**: 1 contract kept, 1 broken, 1 not judged; 2 parts" in told
    assert "| Apart &lt;b&gt; | broken | 2 |" in told
    assert "Architecture" not in markdown.render(replace(lively(), architecture=None))


def test_the_page_has_the_contracts_the_picture_and_its_tables() -> None:
    told = page(replace(lively(), architecture=FOUND))
    assert 'id="architecture"' in told
    assert "Apart &lt;b&gt;" in told
    assert "✗ broken" in told
    assert 'class="layers"' in told
    assert "↑ closes a circle" in told
    assert 'id="architecture"' not in page(replace(lively(), architecture=Architecture()))
