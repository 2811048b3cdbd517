"""What is filled into a declared action and would become something else than it was meant as."""

import pytest

from mainstay.analysis.declared.fitting import declared_misfits
from mainstay.domain.declared_action import DeclaredAction, DeclaredParameter
from mainstay.domain.plan import Action, Value

ANY = "[!-~ ]*"


def declared(kind: str, template: dict[str, Value], **patterns: str) -> DeclaredAction:
    parameters = tuple(DeclaredParameter(name, "a word", pattern=one) for name, one in patterns.items())
    chosen = DeclaredParameter("chosen", "a choice", choices=("-v", "env:LENT"), needed=False)
    number = DeclaredParameter("number", "a number", span=(-9, 9), needed=False)
    return DeclaredAction("own", "Does it.", (*parameters, chosen, number), Action(kind, template))


def told(one: DeclaredAction, **given: Value) -> list[str]:
    return list(declared_misfits(one, given))


@pytest.mark.parametrize("word", ["--upload-pack=evil", "-oProxyCommand=evil", "-"])
def test_a_word_is_no_option(word: str) -> None:
    for argv in (("git", "fetch", "${a}"), ("git", "fetch", "${a}/x", "--", "x")):
        expected = ["with.a would be taken for an option, for it begins with a dash"]
        assert told(declared("command", {"argv": argv}, a=ANY), a=word) == expected
        assert told(declared("check-command", {"argv": argv}, a=ANY), a=word) == expected


def test_an_option_that_was_meant_is_one() -> None:
    assert told(declared("command", {"argv": ("git", "--", "${a}")}, a=ANY), a="--evil") == []
    assert told(declared("command", {"argv": ("git", "--ref=${a}")}, a=ANY), a="-x") == []
    assert told(declared("command", {"argv": ("git", "${a}")}, a="--(?:dry-run|all)"), a="--all") == []
    assert (
        told(declared("command", {"argv": ("git", "${chosen}", "${number}")}), chosen="-v", number=-3) == []
    )


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("${a}${b}", {"a": "en", "b": "v:AUDIT"}),
        ("e${a}", {"a": "nv:AUDIT", "b": ""}),
        ("${a}:${b}", {"a": "file", "b": "/etc/shadow"}),
        ("Bearer ${a}${b}", {"a": "e", "b": "nv:AUDIT"}),
    ],
)
def test_pieces_make_no_reference(text: str, given: dict[str, Value]) -> None:
    templates: list[tuple[str, dict[str, Value]]] = [
        ("command", {"argv": ("x",), "env": {"A": text}}),
        ("http", {"url": "https://a/", "headers": {"A": text}}),
        ("http", {"url": "https://a/", "method": "POST", "body": {"deep": ({"a": text},)}}),
    ]
    for kind, template in templates:
        expected = ["with.a would become a part of a reference to a secret"]
        assert told(declared(kind, template, a=ANY, b=ANY), **given) == expected


def test_a_reference_that_was_meant_is_one() -> None:
    template: dict[str, Value] = {"argv": ("x",), "env": {"A": "env:SHOP_${a}", "B": "${chosen}"}}
    assert told(declared("command", template, a="[A-Z]+"), a="TOKEN", chosen="env:LENT") == []


@pytest.mark.parametrize(
    "word", ["evil.example/", "evil.example#", "evil.example?", "me@evil", "a:8080", "a\\b"]
)
def test_a_part_of_a_machines_name_is_no_other_machine(word: str) -> None:
    one = declared("check-http", {"url": "https://${a}.shop.example/${b}?c=${b}"}, a=ANY, b=ANY)
    assert "with.a would lead to another machine" in told(one, a=word, b="x")
    assert told(one, a="web-1", b="x/y:@z") == []
