"""The architecture in words, in every format."""

from dataclasses import replace

from mainstay.domain.architecture import (
    Architecture,
    Breaker,
    CircleChange,
    Contract,
    Dependency,
    Drift,
    FanChange,
    Part,
    Verdict,
)
from mainstay.present import markdown
from mainstay.present.architecture_words import contracts_told, parts_told
from mainstay.present.drift_words import drift_told, fan_told
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


DRIFTED = replace(
    FOUND,
    drift=Drift(
        "c0ffee",
        1_777_593_600,
        "a quarter ago",
        imports_before=4,
        broken_total=11,
        broken_new=(Breaker("Apart <b>", "web/\x1b[31m.py"),),
        broken_new_total=3,
        broken_gone=1,
        circles_total=2,
        circles_new=(CircleChange(2, 0, ("web/a.py", "web/b.py")),),
        circles_new_total=1,
        circles_grown=(CircleChange(5, 3, ("c.py",)),),
        circles_gone=2,
        parts=(FanChange("orders/", 14, 22, 3, 3),),
        files=(FanChange("orders/<o>.py", 9, 9, 7, 2),),
    ),
)


def test_drift_in_one_sentence() -> None:
    assert drift_told(FOUND) == ""
    assert drift_told(DRIFTED) == (
        "since 1 May 2026 (a quarter ago): 3 files newly against a contract (of 11), 1 no longer, 1 new circle of files, "
        "1 grew, 2 gone; fan-in of orders/ rose from 14 to 22 files"
    )
    still = replace(DRIFTED, drift=Drift("c0ffee", 1_777_593_600, "", 4, unjudged=("Own",)))
    assert drift_told(still) == (
        "since 1 May 2026: no file newly against a contract, 1 contract cannot be judged then, no new circle of files"
    )
    assert fan_told(FanChange("o.py", 9, 9, 7, 2)) == "fan-out of o.py fell from 7 to 2 files"


def test_drift_stands_in_every_format() -> None:
    report = replace(lively(), architecture=DRIFTED)
    told = text(report, Look(100))
    assert "Since 1 May 2026 (a quarter ago): 3 files newly" in told
    assert "new        web/" in told
    assert "\x1b[31m.py" not in told
    assert "grew       5 files import each other, 3 then  c.py" in told
    assert max(map(len, text(report, Look(40)).split("\n"))) <= 40
    written = markdown.render(report)
    assert "since 1 May 2026" in written
    assert "| Newly against a contract since 1 May 2026 (a quarter ago) | Contract |" in written
    shown = page(report)
    assert "<td>14 → 22</td>" in shown
    assert '<td class="same">3</td>' in shown
    assert "orders/<o>.py" not in shown
    assert "2 files import each other and did not" in shown
    assert "2 more files left out" in shown


def test_without_contracts_a_new_circle_alone_brings_drift_to_the_terminal() -> None:
    bare = replace(DRIFTED, contracts=())
    assert "1 new circle of files" in text(replace(lively(), architecture=bare), Look(100))
    assert bare.drift is not None
    calm = replace(bare, drift=replace(bare.drift, broken_new=(), circles_new=(), circles_grown=()))
    assert "Architecture" not in text(replace(lively(), architecture=calm), Look(100))
