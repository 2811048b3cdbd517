"""A baseline is read without trust, with the place of what is wrong, and written the same for the same entries."""

import json
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.config.baseline import (
    LARGEST,
    MOST,
    NO_BASELINE,
    Accepted,
    Baseline,
    read_baseline,
    write_baseline,
)
from mainstay.domain.errors import ConfigurationError
from mainstay.present.visible import HIDDEN

ENTRY = {
    "path": "src/a.py",
    "code": "long-function",
    "symbol": "A.f",
    "value": 61,
    "accepted": "2026-01-01",
    "until": "",
    "reason": "planned for spring",
    "fingerprint": "0123456789abcdef",
}


def document(*entries: object, **more: object) -> bytes:
    return json.dumps({"schema": "1", "findings": list(entries), **more}).encode()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
entries = st.builds(
    Accepted,
    path=texts,
    code=st.from_regex(r"\A[a-z][a-z0-9-]{0,39}\Z"),
    symbol=texts,
    value=st.floats(allow_nan=False, allow_infinity=False) | st.integers(0, 10**6).map(float),
    accepted=st.dates().map(str),
    until=st.dates().map(str) | st.just(""),
    reason=texts.map(lambda text: f"because of {text}"),
    fingerprint=st.from_regex(r"\A[0-9a-f]{16}\Z"),
)


@given(st.lists(entries, max_size=6, unique_by=lambda entry: entry.fingerprint))
def test_what_is_written_is_read_back_in_one_order(made: list[Accepted]) -> None:
    text = write_baseline(made)
    read = read_baseline(text.encode(), "x.json")
    assert sorted(read.findings, key=lambda entry: entry.order) == list(read.findings)
    assert {entry.fingerprint: entry for entry in made} == read.by_fingerprint
    assert write_baseline(reversed(made)) == text
    assert text.count("\n") == (len(made) + 5 if made else 4)
    assert not HIDDEN.search(text.replace("\n", ""))


@given(
    st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_baseline(data, "x.json")
    except ConfigurationError as error:
        assert error.where.startswith("x.json")
        assert error.mend


def test_an_entry_says_until_when_it_holds() -> None:
    (entry,) = read_baseline(document(ENTRY | {"until": "2027-03-01"}), "x.json").findings
    assert entry.until_end == 1_803_945_599
    assert msgspec.structs.replace(entry, until="").until_end == 0


def test_digests_tell_baselines_apart() -> None:
    first, second = (read_baseline(document(ENTRY | {"value": value}), "x") for value in (1, 2))
    assert first.digest != second.digest
    assert first.digest == read_baseline(document(ENTRY | {"value": 1.0}), "y").digest
    assert NO_BASELINE.digest == Baseline().digest == ""


@pytest.mark.parametrize(
    ("data", "what", "where"),
    [
        (b"", "no JSON", "x.json"),
        (b'{\n  "schema": "1",\n  oops\n}', "no JSON", "x.json:3"),
        (b"\xff\xfe", "no JSON", "x.json:1"),
        (b"[" * 1_000_000, "cannot be used", "x.json"),
        (b'{"findings": ' + b"[" * 1_000_000, "cannot be used", "x.json: findings[0]"),
        (b'{"schema": "1", "zzz": ' + b'{"a":' * 1_000_000, "cannot be used", "x.json"),
        (b" " * (LARGEST + 1), "too large", "x.json: more than 12 MiB"),
        (document(schema="2"), "has the schema 2", "x.json"),
        (document(schema="\x1b[31m"), r"\x1b[31m", "x.json"),
        (document(more=1), "unknown field `more`", "x.json"),
        (document(7), "Expected `object`", "x.json: findings[0]"),
        (document(ENTRY, ENTRY | {"path": 1}), "Expected `str`", "x.json: findings[1].path"),
        (document({"path": "a"}), "missing required field", "x.json: findings[0]"),
        (document(ENTRY | {"exec": "rm"}), "unknown field `exec`", "x.json: findings[0]"),
        (document(ENTRY | {"code": "../x"}), "matching regex", "x.json: findings[0].code"),
        (document(ENTRY | {"fingerprint": "0" * 17}), "matching regex", "x.json: findings[0].fingerprint"),
        (document(ENTRY | {"value": "61"}), "Expected `float`", "x.json: findings[0].value"),
        (document(ENTRY | {"symbol": "x" * 201}), "length <= 200", "x.json: findings[0].symbol"),
        (document(ENTRY | {"reason": "x" * 301}), "length <= 300", "x.json: findings[0].reason"),
        (document(ENTRY | {"reason": ""}), "no reason", "x.json: findings[0]"),
        (document(ENTRY | {"reason": "ok"}), "too short", "x.json: findings[0]"),
        (document(ENTRY | {"until": "2027-02-30"}), "no calendar", "x.json: findings[0]"),
        (document(ENTRY | {"accepted": "2027-13-01"}), "no calendar", "x.json: findings[0]"),
        (document(ENTRY, ENTRY | {"path": "b"}), "twice", "x.json: findings[1]"),
        (document(*[ENTRY] * (MOST + 1)), f"length <= {MOST}", "x.json: findings"),
    ],
    ids=range(25),
)
def test_what_cannot_be_used_is_told_with_its_place(data: bytes, what: str, where: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        read_baseline(data, "x.json")
    assert what in refused.value.what
    assert refused.value.where == where
    assert not HIDDEN.search(refused.value.what + refused.value.where)
    assert len(refused.value.what) < 300
    assert re.search("mend|look", refused.value.mend)
