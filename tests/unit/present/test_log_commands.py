"""Nothing that is printed is a command to a pipeline's runner, and JSON means the same as before."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.present.log_commands import inert


def obeyed(line: str) -> bool:
    """Tell whether a runner would take a line for a command, as it looks for one."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", line)
    return plain.lstrip().startswith("::") or "##[" in plain or "##vso[" in plain.lower()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("  ::stop-commands::tok.py:1", r"  \u003a:stop-commands::tok.py:1"),
        ("a\n\u00a0::set-env name=A::b\n", "a\n\u00a0\\u003a:set-env name=A::b\n"),
        ("\x1b[1m::error::x", "\x1b[1m\\u003a:error::x"),
        ("a ##[add-mask]b ###[x", r"a #\u0023[add-mask]b ##\u0023[x"),
        ("##VSO[task.x]", r"#\u0023VSO[task.x]"),
        ("a::b ##x", "a::b ##x"),
    ],
)
def test_commands_are_broken(text: str, told: str) -> None:
    assert inert(text) == told
    assert not any(map(obeyed, told.split("\n")))


@given(st.text(st.sampled_from(":#[]vso \n\t\x1bm1a\u3000")))
def test_no_line_is_obeyed(text: str) -> None:
    assert not any(map(obeyed, inert(text).split("\n")))


@given(st.text(st.sampled_from(':#[]vso \n\\"')))
def test_json_means_the_same(text: str) -> None:
    document = json.dumps({text: [text]}, indent=1)
    assert json.loads(inert(document)) == {text: [text]}
    assert not any(map(obeyed, inert(document).split("\n")))
