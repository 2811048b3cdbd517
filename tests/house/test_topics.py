"""Every code that a report may show is one that `explain` knows."""

import ast
from collections.abc import Iterator

from mainstay.wiring import topics
from tests.house.sources import constants, modules

# What carries a notice's code as its first argument; `__init__` is that of Unusable's kinds.
CARRIERS = {"Notice", "Unusable", "_left_out", "__init__"}


def called(node: ast.Call) -> str:
    if isinstance(node.func, ast.Name):
        return node.func.id
    return node.func.attr if isinstance(node.func, ast.Attribute) else ""


def codes() -> Iterator[str]:
    named = constants()
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and called(node) in CARRIERS and node.args:
                first = node.args[0]
                if isinstance(first, ast.Name):
                    first = named.get(first.id, first)
                if (
                    isinstance(first, ast.Constant)
                    and isinstance(first.value, str)
                    and " " not in first.value
                ):
                    yield first.value


def test_every_notice_has_a_topic() -> None:
    found = set(codes())
    assert {
        "cache-rebuilt",
        "cache-refused",
        "comparison-left-out",
        "comparison-unfinished",
        "history-left-out",
        "shallow-clone",
    } <= found
    assert found - {topic.code for topic in topics()} == set()


def test_codes_are_told_once_and_lead_only_to_each_other() -> None:
    known = [topic.code for topic in topics()]
    assert len(known) == len(set(known))
    assert {code for topic in topics() for code in topic.see} <= set(known)


def test_what_people_ask_for_by_its_plain_name_is_told() -> None:
    told = {topic.code: " ".join(topic.paragraphs) for topic in topics()}
    assert "--new-only" in told["gate"]
    assert "forbidden_imports" in told["layer-violation"]
    assert "layers" in told["layer-violation"]
