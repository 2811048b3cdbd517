"""SARIF of any analyser: what is read of it, how its places are led to paths, and that no file breaks the reading."""

import json
from contextlib import suppress
from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.external import sarif
from mainstay.analysis.external.kinds import family, own_code
from mainstay.analysis.external.places import Places
from mainstay.analysis.external.sarif import read_sarif
from mainstay.domain.errors import MainstayError, UsageError
from mainstay.domain.finding import Urgency

RESULT = {
    "ruleId": "E1",
    "message": {"text": "It is wrong"},
    "locations": [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "src/a.py"},
                "region": {"startLine": 3, "endLine": 4, "snippet": {"text": "x = 1"}},
            }
        }
    ],
}


def log(*results: object, **run: object) -> bytes:
    driver = run.pop("driver", {"name": "Some Tool", "rules": []})
    return json.dumps(
        {"version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results, **run}]}
    ).encode()


def read(data: bytes):
    return read_sarif([("a.sarif", data)])


def one(result: object, **run: object):
    (found,) = read(log(result, **run)).results
    return found


def changed(**fields: object):
    return {**deepcopy(RESULT), **fields}


def test_a_result_is_read() -> None:
    found = one(RESULT)
    assert (found.code, found.uri, found.line, found.end_line) == ("external:some-tool/E1", "src/a.py", 3, 4)
    assert (found.urgency, found.message, found.snippet) == (Urgency.MEDIUM, "It is wrong", "x = 1")


def test_a_tool_was_heard_that_found_nothing_and_not_one_that_could_not_look() -> None:
    assert read(log()).tools == ("some-tool",)
    assert read(log(RESULT, driver={"name": "Ruff"})).tools == ("ruff",)
    failed = {"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Ruff"}}}]}
    assert read(json.dumps(failed).encode()).tools == ()


@pytest.mark.parametrize(
    ("fields", "rules", "urgency"),
    [
        ({"level": "error"}, [], Urgency.HIGH),
        ({"level": "note"}, [], Urgency.LOW),
        ({}, [{"id": "E1", "defaultConfiguration": {"level": "error"}}], Urgency.HIGH),
        ({"level": "note"}, [{"id": "E1", "properties": {"security-severity": "9.8"}}], Urgency.HIGH),
        ({"level": "note"}, [{"id": "E1", "properties": {"security-severity": 5}}], Urgency.MEDIUM),
        ({"level": "error"}, [{"id": "E1", "properties": {"security-severity": "high"}}], Urgency.HIGH),
        (
            {"ruleId": None, "ruleIndex": 1},
            [{"id": "A"}, {"id": "E1", "defaultConfiguration": {"level": "note"}}],
            Urgency.LOW,
        ),
    ],
)
def test_levels_and_rules(fields: dict, rules: list, urgency: Urgency) -> None:
    found = one(changed(**fields), driver={"name": "t", "rules": rules})
    assert (found.urgency, found.rule) == (urgency, "E1")


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "pass"},
        {"level": "none"},
        {"baselineState": "absent"},
        {"locations": []},
        {"locations": [{}]},
        {"locations": [{"physicalLocation": {"artifactLocation": {}}}]},
    ],
)
def test_what_is_no_fault_or_has_no_place_is_left_out(fields: dict) -> None:
    assert read(log(changed(**fields))).results == ()


def test_suppressions_count_unless_one_was_refused() -> None:
    given = [{"kind": "inSource", "justification": "known"}]
    assert one(changed(suppressions=given)).suppressed == ("comment", "known")
    assert one(changed(suppressions=[{"kind": "external"}])).suppressed[0] == "analyser"
    assert one(changed(suppressions=[*given, {"kind": "external", "status": "rejected"}])).suppressed is None
    assert one(changed(suppressions=[])).suppressed is None


def test_messages_by_id_with_arguments_and_addresses_by_index_and_base() -> None:
    rules = [{"id": "E1", "messageStrings": {"default": {"text": "{0} shadows {1}, not {9}"}}}]
    result = changed(message={"id": "default", "arguments": ["a", "b"]})
    result["locations"][0]["physicalLocation"]["artifactLocation"] = {"index": 0}
    found = one(
        result,
        driver={"name": "t", "rules": rules},
        artifacts=[{"location": {"uri": "a.py", "uriBaseId": "SUB"}}],
        originalUriBaseIds={"SUB": {"uri": "sub/", "uriBaseId": "ROOT"}, "ROOT": {"uri": "file:///r/"}},
    )
    assert (found.message, found.uri) == ("a shadows b, not {9}", "file:///r/sub/a.py")
    looped = one(
        result,
        artifacts=[{"location": {"uri": "a.py", "uriBaseId": "A"}}],
        originalUriBaseIds={"A": {"uri": "x", "uriBaseId": "A"}},
    )
    assert looped.uri.endswith("a.py")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        log(RESULT)[:-20],
        b"[]",
        b'{"runs": []}',
        b'{"version": "1.0.0", "runs": []}',
        b'{"version": "2.1.0", "runs": [{"results": []}]}',
        b'{"version": "2.1.0", "runs": ' + b"[" * 100_000,
        b'{"version": "2.1.0", "x": ' + b'{"a":' * 100_000,
        b"\xff\xfe{\x00",
    ],
)
def test_what_is_no_sarif_is_told_with_its_name(data: bytes) -> None:
    with pytest.raises(UsageError) as told:
        read(data)
    assert told.value.where == "a.sarif"
    assert told.value.mend


def test_single_results_that_are_none_are_counted() -> None:
    found = read(log(RESULT, 7, {"locations": "x"}, changed(ruleIndex="a"), None))
    assert (len(found.results), found.unreadable) == (1, 4)


def test_a_byte_order_mark_and_huge_texts() -> None:
    huge = changed(
        message={"text": "x" * 1_000_000}, ruleId="r" * 10_000, partialFingerprints={"a": "p" * 10_000}
    )
    huge["locations"][0]["physicalLocation"]["region"]["startLine"] = 2**63 - 1
    (found,) = read(b"\xef\xbb\xbf" + log(huge)).results
    assert len(found.message) + len(found.rule) + len(found.print) < 1_000
    assert found.line == 0


def test_the_most_urgent_are_kept(monkeypatch) -> None:
    monkeypatch.setattr(sarif, "MOST", 3)
    results = [
        changed(level=level) for level in ("note", "note", "warning", "note", "error", "error", "error")
    ]
    found = read(log(*results))
    assert [one.urgency for one in found.results] == [Urgency.HIGH] * 3
    assert found.left_out == 4


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "ruleId",
                        "locations",
                        "physicalLocation",
                        "artifactLocation",
                        "uri",
                        "region",
                        "startLine",
                        "message",
                        "text",
                        "level",
                        "suppressions",
                        "index",
                        "rule",
                    ]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=20,
    )
)
@settings(max_examples=200, deadline=None)
def test_any_result_is_read_counted_or_passed_over(result: object) -> None:
    found = read(log(result, RESULT))
    assert found.results[-1].uri == "src/a.py" or found.results[0].uri == "src/a.py"


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for given_bytes in (data, log(RESULT)[: len(data)] + data):
        with suppress(MainstayError):
            read(given_bytes)


PLACES = Places(("src/a.py", "src/sub/b.py", "lib/b.py", "ü d/c#.py", "top.py"), "/home/me/repo")


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("src/a.py", "src/a.py"),
        ("./src/../src/a.py", "src/a.py"),
        ("file:///home/me/repo/src/a.py", "src/a.py"),
        ("/home/me/repo/src/a.py", "src/a.py"),
        ("file:///home/runner/build/repo/src/sub/b.py", "src/sub/b.py"),
        ("file:///C:/build/repo/src/a.py", "src/a.py"),
        ("file:///C%3A/build/repo/src/a.py", "src/a.py"),
        (r"C:\work\repo\src\a.py", "src/a.py"),
        (r"src\a.py", "src/a.py"),
        ("%C3%BC%20d/c%23.py", "ü d/c#.py"),
        ("sub/b.py", "src/sub/b.py"),
        ("top.py", "top.py"),
        ("b.py", ""),
        ("a.py", ""),
        ("../../etc/passwd", ""),
        ("src/../../x/src/a.py", ""),
        ("file:///etc/passwd", ""),
        ("https://x/src/a.py", ""),
        ("src/a.py%00", ""),
        ("", ""),
        ("/", ""),
        ("/".join(["a"] * 1_000), ""),
    ],
)
def test_addresses_lead_to_paths_of_the_repository_or_nowhere(uri: str, path: str) -> None:
    assert PLACES.of(uri) == path


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_address_leads_anywhere_else(uri: str) -> None:
    assert PLACES.of(uri) in {"", "src/a.py", "src/sub/b.py", "lib/b.py", "ü d/c#.py", "top.py"}


def test_rules_that_are_one() -> None:
    assert family("ruff", "PLC0301") == family("pylint", "C0301") == "C0301"
    assert family("ruff", "S101") == family("bandit", "B101")
    assert own_code("ruff", "C901") == "complex-function"
    assert own_code("sonarqube", "python:S107") == "many-parameters"
    assert own_code("ruff", "S107") == ""
    assert own_code("ruff", "E501") == ""


def test_of_very_many_paths_that_end_alike_none_is_looked_at_for_each_address() -> None:
    looked = []

    class Counted(str):
        __slots__ = ()

        def __format__(self, spec: str) -> str:
            looked.append(1)
            return str(self)

    places = Places([Counted(f"p{n}/d/a.py") for n in range(2_000)], "/r")
    assert {places.of(f"q{n}/d/a.py") for n in range(100)} == {""}
    assert places.of("p7/d/a.py") == "p7/d/a.py"
    few = Places(["x/y/a.py", "z/w/a.py", "a.py"], "/r")
    assert (few.of("y/a.py"), few.of("x/w/a.py"), few.of("b/a.py")) == ("x/y/a.py", "", "")
    assert not looked


def test_addresses_have_a_bound_in_all(monkeypatch) -> None:
    monkeypatch.setattr(sarif, "_MOST_ADDRESSES", 25)
    found = read(log(*[RESULT] * 5))
    assert (len(found.results), found.left_out) == (3, 2)
    base = {"uriBaseId": "ROOT", "uri": "a.py"}
    based = deepcopy(RESULT)
    based["locations"][0]["physicalLocation"]["artifactLocation"] = base
    assert read(log(based, originalUriBaseIds={"ROOT": {"uri": "x" * 5_000}})).results[0].uri == "a.py"


def test_a_rule_is_no_rule_for_its_first_letter() -> None:
    assert own_code("any", "R") == ""
    assert own_code("pylint", "R0801") == "duplicated-code"
