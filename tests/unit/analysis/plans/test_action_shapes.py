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
        ("wait", {"for": "15m"}),
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
        ("http", {"url": "https://a/", "expect": 20}, "with.expect is not a status"),
        ("http", {"url": "https://a/", "expect": True}, "with.expect is not a status"),
        ("wait", {}, "with.for is missing: a length of time"),
        ("wait", {"for": 5}, "with.for is not a length of time"),
        ("manual", {"what": ""}, "with.what is not what a person does"),
        ("manual", {"argv": ()}, "with: manual takes no argv; it takes what"),
    ],
)
def test_what_does_not(kind: str, parameters: dict[str, Value], told: str) -> None:
    (one,) = misfits(Action(kind, parameters))
    assert one.startswith(told)
