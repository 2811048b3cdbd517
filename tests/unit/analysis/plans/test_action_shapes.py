"""What the actions that come along take."""

import pytest

from mainstay.analysis.plans.action_shapes import SHAPES, misfits
from mainstay.domain.action_kinds import KINDS
from mainstay.domain.plan import Action, Value

COMPARED: dict[str, Value] = {"is": "at-least", "value": 1}
LOOKS: dict[str, dict[str, Value]] = {
    "check-http": {"url": "https://shop.example/"},
    "check-tcp": {"host": "shop.example", "port": 80},
    "check-promql": {"query": "up", **COMPARED},
    "check-command": {"argv": ("true",)},
    "check-sql": {"database": "shop", "query": "SELECT 1", **COMPARED},
}


def test_every_kind_that_comes_along_has_a_shape() -> None:
    assert set(SHAPES) == KINDS


@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("command", {"argv": ("ls",)}),
        ("command", {"argv": ("ls", "-l", ""), "cwd": "/srv", "env": {"A": "env:B"}, "user": "shop"}),
        ("http", {"url": "https://shop.example/a?b=c"}),
        (
            "http",
            {"url": "http://127.0.0.1:8080", "method": "POST", "headers": {"X-A": "b"}, "body": {"a": 1}},
        ),
        ("http", {"url": "https://[::1]/", "body": "a", "expect": (200, 204)}),
        ("http", {"url": "https://shop.example/", "expect": 404}),
        (
            "http",
            {"url": "https://shop.example/", "headers": {"Authorization": "Bearer env:TOKEN", "Host": "a"}},
        ),
        ("check-promql", {"query": "up", "is": "at-least", "value": 1}),
        ("wait", {"for": "15m"}),
        ("wait", {"until": "2026-12-24T02:00:30+01:00"}),
        ("file", {"path": "/srv/a b", "content": ""}),
        ("git", {"repository": "a", "to": "commit", "branch": "a/b", "files": {"a": None}, "at": "0" * 40}),
        ("git", {"repository": "a", "to": "drop", "branch": "HEADS/heads.x-1+b"}),
        ("service", {"unit": "shop@1.service", "to": "restart"}),
        ("manual", {}),
        ("manual", {"what": "Turn the key."}),
        ("its-own", {"anything": (1, None)}),
    ],
)
def test_what_fits(kind: str, parameters: dict[str, Value]) -> None:
    assert list(misfits(Action(kind, parameters))) == []


@pytest.mark.parametrize(
    ("kind", "parameters", "told"),
    [
        ("command", {}, "with.argv is missing: a list of texts, the program first"),
        ("command", {"argv": "ls -l"}, "with.argv is not a list of texts, the program first"),
        ("command", {"argv": ()}, "with.argv is not a list of texts"),
        ("command", {"argv": ("", "a")}, "with.argv is not a list of texts"),
        ("command", {"argv": ("sleep", 5)}, "with.argv is not a list of texts"),
        ("command", {"argv": ("ls", "a\x00b")}, "with.argv is not a list of texts"),
        ("command", {"argv": ("ls",), "cmd": "x"}, "with: command takes no cmd; "),
        ("command", {"argv": ("ls",), "usr": "x"}, "with: command takes no usr; did you mean user?"),
        ("command", {"argv": ("ls",), "env": {"A B": "c"}}, "with.env is not names of variables with texts"),
        ("command", {"argv": ("ls",), "env": {"A": 1}}, "with.env is not names of variables with texts"),
        ("http", {}, "with.url is missing: an address"),
        ("http", {"url": "ftp://a"}, "with.url is not an address"),
        ("http", {"url": "https://u:p@a/"}, "with.url is not an address"),
        ("http", {"url": "https://a/", "method": "FETCH"}, "with.method is not one of GET, HEAD"),
        (
            "http",
            {"url": "https://a/", "headers": {"A": "b\r\nC: d"}},
            "with.headers is not names with texts",
        ),
        (
            "http",
            {"url": "https://a/", "headers": {"Content-Length": "5"}},
            "with.headers is not names with texts",
        ),
        ("check-http", {"url": "https://a/", "headers": {"te": "x"}}, "with.headers is not names with texts"),
        ("http", {"url": "https://a/", "headers": {"a": "€"}}, "with.headers is not names with texts"),
        ("http", {"url": "https://a/", "headers": {"": "b"}}, "with.headers is not names with texts"),
        ("http", {"url": "https://a/", "expect": 20}, "with.expect is not a status"),
        ("http", {"url": "https://a/", "expect": True}, "with.expect is not a status"),
        ("wait", {}, "with: wait takes exactly one of for, until"),
        ("wait", {"for": "1m", "until": "2026-12-24T02:00Z"}, "with: wait takes exactly one of for, until"),
        ("wait", {"until": "2026-12-24 02:00"}, "with.until is not a moment with its zone"),
        ("file", {"path": "a", "absent": True}, "with.path is not the whole path of a file"),
        ("file", {"path": "/a/../b", "absent": True}, "with.path is not the whole path of a file"),
        ("file", {"path": "/a//b", "absent": True}, "with.path is not the whole path of a file"),
        ("file", {"path": "/a/", "absent": True}, "with.path is not the whole path of a file"),
        ("command", {"argv": ("ls",), "cwd": "srv"}, "with.cwd is not the whole path of the folder"),
        ("file", {"path": "/a"}, "with: file takes exactly one of content, absent, restore"),
        (
            "git",
            {"repository": "a", "to": "branch", "branch": "a..b"},
            "with.branch is not the name of a branch",
        ),
        *(
            (
                "git",
                {"repository": "a", "to": "drop", "branch": name},
                "with.branch is not the name of a branch",
            )
            for name in (
                "HEAD",
                "a/.b",
                ".a",
                "-a",
                "a/",
                "a.lock",
                "a.lock/b",
                "a//b",
                "a b",
                "a~1",
                "@{-1}",
                "",
            )
        ),
        ("service", {"unit": "shop", "to": "stop"}, "with.unit is not a unit with its ending"),
        ("check-promql", {"query": "up", "is": "over", "value": 1}, "with.is is not one of below"),
        ("check-tcp", {"host": "a", "port": 0}, "with.port is not a number from 1"),
        ("wait", {"for": 5}, "with.for is not a length of time"),
        ("manual", {"what": ""}, "with.what is not what a person does"),
        ("manual", {"argv": ()}, "with: manual takes no argv; it takes what, evidence"),
    ],
)
def test_what_does_not(kind: str, parameters: dict[str, Value], told: str) -> None:
    (one,) = misfits(Action(kind, parameters))
    assert one.startswith(told)


ARMS: dict[str, Value] = {"canary": "a", "control": "b"}
COUNTS: dict[str, Value] = {"errors": "a", "total": "b"}


def watched(*tables: Value, **more: Value) -> Action:
    return Action("watch", {"for": "30m", "metrics": tables, **more})


@pytest.mark.parametrize(
    "table",
    [
        {"name": "p95", **ARMS, "worse": "both", "tolerance": 0.2, "critical": True, "must_have": False},
        {"name": "p95", "query": "a", "worse": "lower", "weight": 2},
        {"name": "errors", **COUNTS, "worse": "higher"},
        {"name": "errors", "canary": COUNTS, "control": COUNTS},
        {"name": "health", "probe": {"url": "http://127.0.0.1/"}, "allowed": 0.05},
        {"name": "smoke", "command": {"argv": ("true",)}},
    ],
)
def test_metrics_that_fit(table: dict[str, Value]) -> None:
    action = watched(table, every="1m", lag="30s", baseline="3h", apart="5m", patience="1h", share=0.25)
    assert list(misfits(action)) == []


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({**ARMS}, "with.metrics[0].name is missing: a name of at most 60 characters"),
        ({"name": "a\n", **ARMS}, "with.metrics[0].name is not a name of at most 60 characters"),
        ({"name": "a" * 61, **ARMS}, "with.metrics[0].name is not a name of at most 60 characters"),
        ({"name": "a", "canary": "b"}, "with.metrics[0].control is missing, which goes with canary"),
        ({"name": "a", "total": "b"}, "with.metrics[0].errors is missing, which goes with total"),
        (
            {"name": "a", **ARMS, "query": "c"},
            "with.metrics[0]: a metric takes exactly one of these: canary and control, query, errors and total, probe, command",
        ),
        (
            {"name": "a", "canary": "b", "control": COUNTS},
            "with.metrics[0]: canary and control are both expressions, or both tables of errors and total",
        ),
        (
            {"name": "a", "canary": COUNTS, "control": {"errors": "a"}},
            "with.metrics[0].control.total is missing: an expression of PromQL that counts all in one $step",
        ),
        ({"name": "a", "query": ""}, "with.metrics[0].query is not an expression of PromQL, compared with"),
        ({"name": "a", "query": "a" * 4_001}, "with.metrics[0].query is not an expression of PromQL"),
        (
            {"name": "a", "query": "b", "worse": "up"},
            "with.metrics[0].worse is not one of higher, lower, both",
        ),
        ({"name": "a", "query": "b", "critical": "yes"}, "with.metrics[0].critical is not true or false"),
        (
            {"name": "a", "query": "b", "tolerance": -1},
            "with.metrics[0].tolerance is not a number from 0 to 100",
        ),
        ({"name": "a", "query": "b", "weight": 0}, "with.metrics[0].weight is not a number from 0.1 to 100"),
        (
            {"name": "a", "query": "b", "tolerence": 1},
            "with.metrics[0]: a metric takes no tolerence; did you mean tolerance?",
        ),
        ({"name": "a", "query": "b", "allowed": 0.1}, "with.metrics[0]: allowed goes with probe and command"),
        (
            {"name": "a", **COUNTS, "worse": "lower"},
            "with.metrics[0]: errors are worse the more there are: worse goes with series",
        ),
        (
            {"name": "a", "probe": {"url": "http://a/", "within": "5s"}},
            "with.metrics[0].probe: it looks once each time, and takes no within",
        ),
        ({"name": "a", "probe": {"url": "a"}}, "with.metrics[0].probe.url is not an address"),
        (
            {"name": "a", "command": {"argv": ("a",)}, "tolerance": 0.1},
            "with.metrics[0]: tolerance does not go with command; allowed says how many of its looks may fail",
        ),
    ],
)
def test_metrics_that_do_not(table: dict[str, Value], told: str) -> None:
    (one,) = misfits(watched(table))
    assert one.startswith(told)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"for": "4m"}, "with: from 5 to 300 looks fit into a watch: for is 240s, every 60s"),
        (
            {"for": "1d", "every": "1m"},
            "with: from 5 to 300 looks fit into a watch: for is 86400s, every 60s",
        ),
        ({"every": "0s"}, "with: from 5 to 300 looks fit into a watch: for is 1800s, every 0s"),
        ({"baseline": "30s"}, "with.baseline is from one look to 3,000 of them: every is 60s"),
        ({"baseline": "9w"}, "with.baseline is from one look to 3,000 of them: every is 60s"),
        ({"share": 0}, "with.share is not its share of the chance of a wrong verdict"),
    ],
)
def test_how_often_a_watch_looks(more: dict[str, Value], told: str) -> None:
    (one,) = misfits(watched({"name": "a", **ARMS}, **more))
    assert one.startswith(told)


def test_a_day_is_watched_by_sixty_looks_where_nothing_is_said() -> None:
    assert list(misfits(watched({"name": "a", **ARMS}, **{"for": "1d"}))) == []


def test_metrics_have_names_of_their_own_and_are_not_too_many() -> None:
    assert list(misfits(watched({"name": "a", **ARMS}, {"name": "a", "query": "c"}))) == [
        "with.metrics: two metrics are called a"
    ]
    many = tuple({"name": f"m{number}", **ARMS} for number in range(21))
    assert list(misfits(watched(*many))) == ["with.metrics has 21 tables, and 20 are the most"]


@pytest.mark.parametrize("kind", ["check-http", "check-tcp", "check-promql", "check-command", "check-sql"])
@pytest.mark.parametrize(
    ("patience", "least"),
    [
        ({"within": "999999w"}, "604799396s"),
        ({"within": "1d", "every": "0s"}, "87s"),
        ({"within": "1001s", "every": "1s"}, "2s"),
        ({"within": "2h"}, "8s"),
    ],
)
def test_no_check_floods_the_journal(kind: str, patience: dict[str, Value], least: str) -> None:
    (told,) = misfits(Action(kind, {**LOOKS[kind], **patience}))
    assert told == (
        f"with: it would look more than 1,000 times; look every {least} or more seldom, or give up sooner"
    )


@pytest.mark.parametrize("kind", ["check-http", "check-tcp", "check-promql", "check-command", "check-sql"])
def test_a_patient_check_may_look_for_long(kind: str) -> None:
    for patience in ({"within": "5000s"}, {"within": "1d", "every": "87s"}, {"every": "0s"}):
        assert list(misfits(Action(kind, {**LOOKS[kind], **patience}))) == []
