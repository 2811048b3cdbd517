"""From what a real Prometheus counts to what burns, what is left of the budget and when it is gone."""

import json
from pathlib import Path

import pytest

from mainstay.present.budget_json import schema
from tests.fakes.command_line import Ended, environment
from tests.journeys.forks import forks
from tests.servers.prometheus import Prometheus, prometheus
from tests.servers.requests import END, past

jsonschema = pytest.importorskip("jsonschema")
DAY = 86_400
BAD, ALL = 'requests_total{job="shop",code="500"}', 'requests_total{job="shop"}'


def budgets(folder: Path, *words: str) -> Ended:
    env = environment(HOME=str(folder), COLUMNS="160")
    return forks().run("ada", "budgets", *words, cwd=folder, env=env, at=END)


def slow_then_fast(ago: int) -> float:
    """Two of ten thousand for long, three times as many as lasts for the last ten days, and one of fifty in the last hour."""
    if ago < 3_600:
        return 0.02
    return 0.003 if ago < 10 * DAY else 0.0002


def test_what_burns_and_what_is_left(tmp_path: Path) -> None:
    with prometheus(past(slow_then_fast, a_step=30_000)) as server:
        given = ("--prometheus", server.url, "--slo", f"shop=99.9% {BAD} / {ALL}")
        done = budgets(tmp_path, *given, "--format", "json")
        text = budgets(tmp_path, *given, "--fail-on-burn", "page")
        own = _by_the_file(tmp_path, server)
    assert done.code == 0, done.err
    document = json.loads(done.out)
    jsonschema.validate(document, schema())
    (found,) = document["budgets"]
    assert found["state"] == "page"
    # A server estimates increases at the edges, and twice a restart loses the step that it fell into.
    assert found["total"] == pytest.approx(30_000 * 288 * 30, rel=0.02)
    assert found["spent"] == pytest.approx((0.003 * 10 + 0.0002 * 20 + 0.017 / 24) / 30 / 0.001, rel=0.02)
    assert [one["heat"] for one in found["burns"]] == ["fires", "quiet", "fires", "fires"]
    assert found["burns"][0]["in_long"]["burn"] == pytest.approx(20, rel=0.1)
    assert text.code == 1
    assert "shop  burns: page" in text.out
    assert "Page: 1 h" in text.out
    assert own.code == 0, own.err
    by_name = {one["objective"]["name"]: one for one in json.loads(own.out)["budgets"]}
    assert by_name["good"]["spent"] == pytest.approx(found["spent"], rel=0.001)
    assert by_name["whole"]["state"] == "exhausted"
    assert by_name["odd"]["state"] == "unusable"
    assert by_name["nobody"]["state"] == "unusable"
    assert by_name["good"]["forecast"]["signal"]["sort"] == "budget"


def _by_the_file(folder: Path, server: Prometheus) -> Ended:
    good = "sum(increase(requests_total{code='200'}[$window]))"
    file = folder / "server.yaml"
    file.write_text(
        f"""
metrics: [{{name: main, address: "{server.url}"}}]
slos:
  - {{name: good, objective: 99.9, good: "{good}", total: requests_total, subject: "service:shop"}}
  - {{name: whole, objective: 100, bad: '{BAD}', total: '{ALL}', days: 28}}
  - {{name: odd, objective: 99, bad: requests_total, total: '{BAD}'}}
  - {{name: nobody, objective: 99, bad: none_total, total: nothing_total}}
"""
    )
    file.chmod(0o600)
    return budgets(folder, "--server-file", str(file), "--format", "json")


SLOTH = {"sloth_id": "shop-requests", "sloth_service": "shop", "sloth_slo": "requests"}
RULES = {
    "groups": [
        {
            "name": "sloth",
            "rules": [
                {
                    "record": f"slo:sli_error:ratio_rate{window}",
                    "expr": f'(sum(rate(requests_total{{job="shop",code="500"}}[{window}])))\n/\n'
                    f'(sum(rate(requests_total{{job="shop"}}[{window}])))\n',
                    "labels": {**SLOTH, "sloth_window": window},
                }
                for window in ("5m", "1h")
            ]
            + [
                {"record": "slo:objective:ratio", "expr": "vector(0.9990000000000001)", "labels": SLOTH},
                {"record": "slo:time_period:days", "expr": "vector(28)", "labels": SLOTH},
            ],
        },
        {
            "name": "pyrra",
            "rules": [
                {
                    "record": "requests:increase2w",
                    "expr": "sum by (code) (increase(requests_total[2w]))",
                    "labels": {"slo": "shop-quick"},
                },
                {
                    "record": "requests:burnrate5m",
                    "expr": "(sum(rate(requests_total[5m])) - sum(rate(requests_total{code='200'}[5m])))"
                    " / sum(rate(requests_total[5m]))",
                    "labels": {"slo": "shop-quick"},
                },
                {
                    "alert": "ErrorBudgetBurn",
                    "expr": "requests:burnrate5m{slo='shop-quick'} > (14 * (1-0.95)) and "
                    "requests:burnrate1h{slo='shop-quick'} > (14 * (1-0.95))",
                    "labels": {"slo": "shop-quick", "severity": "critical"},
                },
                {"record": "odd:burnrate5m", "expr": "vector(0.1)", "labels": {"slo": "odd"}},
            ],
        },
    ]
}


def test_objectives_are_read_off_the_rules_of_the_server(tmp_path: Path) -> None:
    with prometheus(past(slow_then_fast, a_step=30_000), rules=json.dumps(RULES)) as server:
        done = budgets(tmp_path, "--prometheus", server.url, "--format", "json")
        given = budgets(
            tmp_path,
            "--prometheus",
            server.url,
            "--slo",
            f"stated=99.9% {BAD} / {ALL} in 28d",
            "--format",
            "json",
        )
        nothing = budgets(
            tmp_path, "--prometheus", server.url, "--slo", "shop-quick=9% a / b", "--format", "json"
        )
    assert done.code == 0, done.err
    document = json.loads(done.out)
    jsonschema.validate(document, schema())
    by_name = {one["objective"]["name"]: one for one in document["budgets"]}
    assert set(by_name) == {"shop-requests", "shop-quick"}
    stated = {one["objective"]["name"]: one for one in json.loads(given.out)["budgets"]}["stated"]
    sloth = by_name["shop-requests"]
    assert sloth["objective"]["goal"] == 0.999
    assert sloth["objective"]["subject"] == "service:shop"
    assert sloth["objective"]["source"] == "rules of Sloth"
    for part in ("bad", "total", "spent", "state"):
        assert sloth[part] == stated[part]
    pyrra = by_name["shop-quick"]
    assert (pyrra["objective"]["goal"], pyrra["objective"]["days"]) == (0.95, 14)
    assert pyrra["bad"] == pytest.approx((0.003 * 10 + 0.0002 * 4 + 0.017 / 24) * 30_000 * 288, rel=0.03)
    assert "odd (no rule says what its objective is)" in done.err
    # What a person states is of that name, whatever the rules say.
    own = {one["objective"]["name"]: one for one in json.loads(nothing.out)["budgets"]}
    assert own["shop-quick"]["state"] == "unusable"


def test_few_requests_page_nobody(tmp_path: Path) -> None:
    """Five requests in five minutes, and one error an hour ago: the plain table would page for it."""
    with prometheus(past(lambda ago: 0.2 if ago == 0 else 0.0, a_step=5)) as server:
        given = ("--prometheus", server.url, "--slo", f"shop=99.9% {BAD} / {ALL} in 28d", "--no-ledger")
        done = budgets(tmp_path, *given, "--fail-on-burn", "page")
    assert done.code == 0, done.err
    assert "shop  too few to tell" in done.out
    assert "Too few requests to tell: 1 h (1 of 60 bad: 16.7 times" in " ".join(
        done.out.replace("\u202f", " ").split()
    )


def test_when_it_is_gone_enters_the_ledger(tmp_path: Path) -> None:
    """Three of ten thousand for long, and twelve for twenty days.

    0.9 are spent; each day 0.04 come and 0.01 leave, so that all is spent in three days and a third.
    """
    with prometheus(past(lambda ago: 0.0012 if ago < 20 * DAY else 0.0003, a_step=3_000)) as server:
        given = ("--prometheus", server.url, "--slo", f"shop=99.9% {BAD} / {ALL}")
        done = budgets(tmp_path, *given, "--format", "json")
        text = budgets(tmp_path, *given)
    (found,) = json.loads(done.out)["budgets"]
    assert found["state"] == "ticket"
    told = found["forecast"]
    assert told["verdict"] == "crosses"
    assert told["early"] - DAY <= END + 3.33 * DAY <= told["late"]
    assert END + 3 * DAY <= told["at"] <= END + 5 * DAY
    assert "By its course it is gone in" in text.out
    env = environment(HOME=str(tmp_path), COLUMNS="160")
    entered = forks().run("ada", "ledger", "predictions", "--format", "json", cwd=tmp_path, env=env, at=END)
    of_it = [one for one in json.loads(entered.out)["predictions"] if one["of"]["sort"] == "budget"]
    assert "date" in {one["kind"] for one in of_it}


def test_what_was_foretold_before_is_told_of_the_subjects_of_ones_teams(tmp_path: Path) -> None:
    file = tmp_path / "mainstay-server.yaml"
    people = (
        "people: [{name: ada, user: ada}, {name: bob, user: bob}]\n"
        'teams: [{name: shop, subjects: ["service:shop"]}, {name: web, subjects: ["service:web"]}]\n'
        "roles: [{person: ada, role: developer, team: shop}, {person: bob, role: developer, team: web}]\n"
    )
    slos = "".join(
        f"  - {{name: {name}, objective: 99.9, bad: '{BAD}', total: '{ALL}', subject: 'service:{name}'}}\n"
        for name in ("shop", "web")
    )
    env = environment(HOME=str(tmp_path), COLUMNS="160")

    def asked(user: str, *words: str, at: int = END) -> dict[str, object]:
        given = (*words, "--server-file", str(file), "--format", "json")
        done = forks().run(user, *given, cwd=tmp_path, env=env, at=at)
        assert done.code == 0, done.err
        found = json.loads(done.out)
        assert isinstance(found, dict)
        return found

    def remembered(user: str) -> set[str]:
        found = asked(user, "budgets")["budgets"]
        assert isinstance(found, list)
        return {one["objective"]["name"] for one in found if one["forecast"]["past"]}

    with prometheus(past(lambda ago: 0.0006 if ago // DAY % 7 else 0.0002, a_step=3_000)) as server:
        file.write_text(f'metrics: [{{name: main, address: "{server.url}"}}]\nslos:\n{slos}')
        file.chmod(0o600)
        asked("ada", "budgets", at=END - 8 * DAY)
        file.write_text(f'metrics: [{{name: main, address: "{server.url}"}}]\nslos:\n{slos}{people}')
        told = {user: remembered(user) for user in ("ada", "bob", "eve")}
    assert told == {"ada": {"shop"}, "bob": {"web"}, "eve": set()}
    entered = asked("ada", "ledger", "predictions")["predictions"]
    assert isinstance(entered, list)
    assert {one["subject"] for one in entered} == {"service:shop"}


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ((), 2, "there is no objective"),
        (("--prometheus", "http://127.0.0.1:9"), 5, "127.0.0.1:9"),
        (("--slo", "shop=99% a / b"), 2, "there is no metrics server to ask"),
        (("--slo", "shop=0% a / b"), 2, "no promise"),
        (("--slo", "shop=101% a / b"), 2, "at most 100"),
        (("--slo", "a=99% a / b", "--slo", "a=9% a / b"), 2, "two objectives have one name"),
        (("--prometheus", "http://127.0.0.1:9", "--slo", "shop=99% a / b"), 5, "127.0.0.1:9"),
    ],
)
def test_what_cannot_be_asked_is_told(words: tuple[str, ...], code: int, told: str, tmp_path: Path) -> None:
    done = budgets(tmp_path, *words)
    assert (done.code, done.out) == (code, "")
    assert told in done.err
