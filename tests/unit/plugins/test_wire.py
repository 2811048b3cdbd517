"""An answer is believed in nothing: whatever bytes come, they are an answer within bounds or refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.plugins.collector import MOST_FINDINGS
from mainstay.plugins.wire import Answer, WrongAnswer, read_answer, request
from mainstay.ports.plugins import Shown

HEAD = b'{"reason": "", "status": 0}\n'
FINDING = {"code": "odd", "path": "a.py", "text": "It is odd."}


def answer(**about: Any) -> bytes:
    return HEAD + json.dumps(about).encode()


def test_a_whole_answer_is_read() -> None:
    ended, read = read_answer(answer(api=1, codes={"odd": "Odd."}, findings=[FINDING], more=True))
    assert (ended.reason, ended.status) == ("", 0)
    assert read is not None
    assert (read.api, read.codes, read.more, read.findings[0].path) == (1, {"odd": "Odd."}, True, "a.py")


@pytest.mark.parametrize("head", [{"reason": "time", "status": 0}, {"reason": "", "status": -9}])
def test_of_a_plugin_that_was_ended_nothing_is_read(head: dict[str, Any]) -> None:
    ended, read = read_answer(json.dumps(head).encode() + b"\n" + b"garbage")
    assert (ended.reason, ended.status) == (head["reason"], head["status"])
    assert read is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"garbage\n{}",
        HEAD,
        HEAD + b"null",
        HEAD + b"[]",
        HEAD + b"{}{}",
        HEAD + b'{"findings": ' + b"[" * 200_000,
        HEAD + b'{"options": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
        HEAD + b'{"failed": "\xff"}',
        answer(unknown=1),
        answer(findings=[{"code": "odd"}]),
        answer(findings=[FINDING | {"line": "1"}]),
        answer(findings=[FINDING | {"extra": 1}]),
        answer(findings=[FINDING] * (MOST_FINDINGS + 1)),
        answer(figures=[{"name": "n", "value": 1}] * 101),
        answer(codes={f"c{number}": "x" for number in range(101)}),
    ],
)
def test_what_is_no_answer_is_refused(data: bytes) -> None:
    with pytest.raises(WrongAnswer):
        read_answer(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_an_answer_or_refused(data: bytes) -> None:
    for whole in (data, HEAD + data):
        try:
            _, read = read_answer(whole)
        except WrongAnswer:
            continue
        assert read is None or isinstance(read, Answer)


def test_a_request_is_one_line_whatever_names_there_are() -> None:
    names = ["a\nb", "\udcff", 'q"', "\u202e"]
    line = request(
        "collect",
        name="p",
        entry="a:b",
        limits={"seconds": 1.5},
        root="/\udcff",
        files=[Shown(name, "source", "") for name in names],
    )
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    read = json.loads(line)
    assert [path for path, _, _ in read["files"]] == names
    assert read["root"] == "/\udcff"


def test_what_a_plugin_is_not_kept_from_is_not_its_own_word() -> None:
    _, answer = read_answer(b'{"reason": "", "status": 0, "lacking": ["files"]}\n{"lacking": []}')
    assert answer is not None
    assert answer.lacking == ("files",)
    _, answer = read_answer(b'{"reason": "", "status": 0}\n{"lacking": ["all"]}')
    assert answer is not None
    assert answer.lacking == ()
