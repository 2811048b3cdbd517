"""What the actions that come along take."""

import pytest

from mainstay.analysis.plans.action_shapes import SHAPES, misfits
from mainstay.domain.action_kinds import KINDS
from mainstay.domain.plan import Action, Value


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
