"""What a look tells of imports at an earlier commit: by default a quarter ago, remembered, and said when it is missing."""

import pytest

from mainstay.config.settings import Settings
from mainstay.domain.architecture import Breaker, Drift
from mainstay.domain.check_options import CheckOptions, Churn
from mainstay.domain.code_report import CodeReport
from mainstay.domain.comparison import Base
from mainstay.domain.finding import Course, Finding
from mainstay.keepers.code.memory import IMPORTS
from tests.fakes.source import DAY, MadeUpRepository
from tests.unit.keepers.code.looking import Looker, look, notice_of

RULES = Settings(layers=(("/web/",), ("/shop/",)))
BEGIN = 1_736_503_200  # 10 January 2025
PAGE, TABLE = "from shop import table\n", "import json\n"


def history() -> MadeUpRepository:
    """Give a year in which the shop comes to import the page that imports it, a month before the end."""
    made = MadeUpRepository(now=BEGIN - 365 * DAY)
    made.commit(
        {
            "web/__init__.py": "",
            "shop/__init__.py": "",
            "web/page.py": PAGE,
            "shop/old.py": "from web import page\n",
            "shop/table.py": TABLE,
        }
    )
    made.commit(at=BEGIN - 300 * DAY)
    made.commit({}, renames={"shop/old.py": "shop/legacy.py"}, at=BEGIN - 40 * DAY)
    made.commit({"shop/table.py": "import web.page\n"}, at=BEGIN - 30 * DAY)
    made.commit(at=BEGIN)
    return made


def drift_of(report: CodeReport) -> Drift:
    assert report.architecture is not None
    assert report.architecture.drift is not None
    return report.architecture.drift


def finding(report: CodeReport, code: str, path: str) -> Finding:
    return next(one for one in report.findings if (one.code, one.path) == (code, path))


def asked(drift: str, base: Base | None = None, **more: bool) -> CheckOptions:
    return CheckOptions(churn=Churn.NONE, drift=drift, drift_since=base, **more)


def test_about_a_quarter_ago_is_told_without_being_asked() -> None:
    found = drift_of(look(history(), settings=RULES))
    assert (found.told, found.at) == ("a quarter ago", 1_727_740_800)  # 1 October 2024
    assert [one.path for one in found.broken_new] == ["shop/table.py"]
    assert (found.broken_total, found.broken_new_total, found.broken_gone) == (2, 1, 0)
    assert [(one.files, one.before) for one in found.circles_new] == [(2, 0)]
    assert found.circles_new[0].paths == ("shop/table.py", "web/page.py")


def test_what_was_broken_under_another_name_is_not_new_and_says_since_when() -> None:
    report = look(history(), settings=RULES)
    old, new = (finding(report, "layer-violation", f"shop/{name}.py") for name in ("legacy", "table"))
    assert old.since is not None
    assert new.since is not None
    assert (old.since.by, old.course) == (1_727_740_800, Course.SAME)
    assert (new.since.after, new.since.by, new.course) == (1_727_740_800, BEGIN, Course.NEW)
    circle = next(one for one in report.findings if one.code == "import-cycle")
    assert circle.since == new.since
    assert circle.course is Course.NEW


def test_a_day_and_a_commit_may_be_asked_for() -> None:
    made = history()
    since = drift_of(look(made, settings=RULES, options=asked("2024-12-20")))
    assert (since.at, since.broken_new, since.circles_new) == (1_734_652_800, (), ())
    first = next(iter(made.commits))
    base = drift_of(look(made, settings=RULES, options=asked("v1", Base(first, "v1"), trend=False)))
    assert (base.commit, base.told, base.broken_new_total) == (first, "v1", 1)


def test_without_the_trend_it_is_told_only_when_asked_for() -> None:
    report = look(history(), options=CheckOptions(churn=Churn.NONE, trend=False))
    assert report.architecture is not None
    assert report.architecture.drift is None
    assert notice_of(report, "drift-left-out") is None


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (asked("2001-02-03"), "does not reach back to 2001-02-03"),
        (asked("v1", Base("0" * 40, "v1")), "does not hold v1"),
        (asked("2024-12-20", history=False, trend=False), "was left out"),
    ],
    ids=["too early", "not here", "no history"],
)
def test_what_cannot_be_told_is_said(options: CheckOptions, why: str) -> None:
    report = look(history(), options=options)
    notice = notice_of(report, "drift-left-out")
    assert notice is not None
    assert why in notice.text
    assert report.architecture is not None
    assert report.architecture.drift is None


def test_a_contract_that_was_declared_since_is_judged_then_too() -> None:
    made = history()
    declared = (
        '[tool.importlinter]\nroot_packages = ["web", "shop"]\n[[tool.importlinter.contracts]]\nname = "Shop below"\n'
        'type = "forbidden"\nsource_modules = ["shop"]\nforbidden_modules = ["web"]\n'
    )
    made.commit({"pyproject.toml": declared})
    found = drift_of(look(made))
    assert found.broken_new == (Breaker("Shop below", "shop/table.py"),)
    assert (found.broken_total, found.unjudged) == (2, ())


def test_the_earlier_commit_is_read_once_and_told_the_same_again() -> None:
    made, looker = history(), Looker(settings=RULES)
    first = drift_of(looker.look(made.opened()))
    assert sum(kind == IMPORTS for kind, _ in looker.cache.entries) == 1
    made.commit({"README.md": "words\n"}, at=BEGIN + DAY)
    source = made.opened()
    assert drift_of(looker.look(source)) == first
    assert source.asked["tree"] == 1


def test_a_damaged_memory_is_read_anew() -> None:
    made, looker = history(), Looker(settings=RULES)
    first = drift_of(looker.look(made.opened()))
    for place in [place for place in looker.cache.entries if place[0] == IMPORTS]:
        looker.cache.entries[place] = (
            b"\x96\x91\xa1a\xc4\x04\x09\x09\x09\x09\xc4\x04\x00\x00\x00\x00\x90\x90\x90"
        )
    assert drift_of(looker.look(made.opened())) == first


def test_an_edit_taken_back_leaves_the_imports_that_were_committed() -> None:
    made, looker = history(), Looker(settings=RULES)
    made.work["shop/table.py"] = b"x = 1\n"
    looker.look(made.opened())
    made.work.clear()
    report = looker.look(made.opened())
    assert {one.path for one in report.findings if one.code == "layer-violation"} == {
        "shop/legacy.py",
        "shop/table.py",
    }


def test_a_manifest_that_is_too_large_to_lead_imports_is_told() -> None:
    made = MadeUpRepository()
    made.commit({"web/package.json": '{"name": "web"}\n' + " " * (1 << 20), "web/a.js": "import './b'\n"})
    notice = notice_of(look(made), "manifests-left-out")
    assert notice is not None
    assert (notice.count, notice.examples) == (1, ("web/package.json",))
