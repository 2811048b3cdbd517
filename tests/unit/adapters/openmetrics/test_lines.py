"""Lines of both formats, as their descriptions have them, and lines of neither."""

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.adapters.openmetrics.lines import LONGEST_NAME, LONGEST_VALUE, Sample, Word, Wrong, line_in


def sample(line: str) -> Sample:
    found = line_in(line)
    assert isinstance(found, Sample)
    return found


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("a 1", Sample("a", {}, 1.0, None)),
        ("  a   1  ", Sample("a", {}, 1.0, None)),
        ("a 1\r", Sample("a", {}, 1.0, None)),
        ("a{} 1", Sample("a", {}, 1.0, None)),
        ('a{b="c"} 1', Sample("a", {"b": "c"}, 1.0, None)),
        ('a{b="c",} 1', Sample("a", {"b": "c"}, 1.0, None)),
        ('a { b = "c" , d = "e" } 1', Sample("a", {"b": "c", "d": "e"}, 1.0, None)),
        ('a{b=""} 1', Sample("a", {"b": ""}, 1.0, None)),
        (r'a{b="x\\y\"z\n"} 1', Sample("a", {"b": 'x\\y"z\n'}, 1.0, None)),
        ('a{b="},{ #"} 1', Sample("a", {"b": "},{ #"}, 1.0, None)),
        ('a{b="größe 🦊"} 1', Sample("a", {"b": "größe 🦊"}, 1.0, None)),
        ("a:b:c 1", Sample("a:b:c", {}, 1.0, None)),
        ('{"a.b c",d="e"} 1', Sample("a.b c", {"d": "e"}, 1.0, None)),
        ('{"a.b"} 1', Sample("a.b", {}, 1.0, None)),
        ('a{"größe.x"="e"} 1', Sample("a", {"größe.x": "e"}, 1.0, None)),
        ("a 1.5e-3 1395066363000", Sample("a", {}, 0.0015, 1395066363000.0)),
        ("a 1 -3982045", Sample("a", {}, 1.0, -3982045.0)),
        ("a -.5 1.25", Sample("a", {}, -0.5, 1.25)),
        ("a +Inf", Sample("a", {}, math.inf, None)),
        ("a -Inf", Sample("a", {}, -math.inf, None)),
        ('a_bucket{le="1"} 5 # {trace="x"} 0.5 1.5', Sample("a_bucket", {"le": "1"}, 5.0, None)),
        ('a_total 5 6 # {trace="}"} 0.5', Sample("a_total", {}, 5.0, 6.0)),
    ],
)
def test_samples(line: str, wanted: Sample) -> None:
    assert sample(line) == wanted


def test_no_number_is_one() -> None:
    assert math.isnan(sample("a NaN").value)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("# TYPE a counter", Word("TYPE", "a", "counter")),
        ("#\tTYPE  a \t gauge ", Word("TYPE", "a", "gauge")),
        (r"# HELP a One\nline \\ of it", Word("HELP", "a", "One\nline \\ of it")),
        ("# HELP a", Word("HELP", "a", "")),
        ("# UNIT a_seconds seconds", Word("UNIT", "a_seconds", "seconds")),
        ('# TYPE "a.b" gauge', Word("TYPE", "a.b", "gauge")),
        ("# a comment", None),
        ("#", None),
        ("#TYPE a counter", None),
        ("", None),
        ("   ", None),
    ],
)
def test_words_and_comments(line: str, wanted: Word | None) -> None:
    assert line_in(line) == wanted


@pytest.mark.parametrize(
    "line",
    [
        "a",
        "1",
        "1 1",
        "a b",
        "a 1_000",
        "a 0x10",
        "a 1 2 3",
        "a 1e",
        "a ١",
        "a{ 1",
        "a} 1",
        "a{b} 1",
        "a{b=c} 1",
        'a{b="c} 1',
        'a{b="c"d="e"} 1',
        'a{b="c",,d="e"} 1',
        'a{,b="c"} 1',
        'a{-b="c"} 1',
        'a{b="c",b="d"} 1',
        'a{b="c"',
        'a{b="c"}',
        "{} 1",
        '{"a","b"} 1',
        'a{"b"} 1',
        '{b="c"} 1',
        "a-b 1",
        "ä 1",
        "a 1 nan",
        "a 1 1e30",
        f'a{{b="{"c" * (LONGEST_VALUE + 1)}"}} 1',
        f"{'a' * (LONGEST_NAME + 1)} 1",
        f"a{{{','.join(f'l{number}=' + chr(34) * 2 for number in range(200))}}} 1",
        "a{" * 1_000,
        "a{b=" + '"\\' * 5_000,
    ],
)
def test_lines_of_neither(line: str) -> None:
    with pytest.raises(Wrong) as wrong:
        line_in(line)
    assert str(wrong.value)


PIECES = [
    "a",
    "{",
    "}",
    '"',
    "\\",
    ",",
    "=",
    " ",
    "1",
    "#",
    "# TYPE",
    "NaN",
    "\t",
    "é",
    ".",
    "-",
    "le",
    "\x00",
]


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_any_line_is_read_or_wrong(line: str) -> None:
    with contextlib.suppress(Wrong):
        line_in(line.replace("\n", " "))


NAMES = st.from_regex(r"[a-z_][a-z0-9_]{0,10}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n") + '"'


@given(NAMES, st.dictionaries(NAMES, TEXTS, max_size=5), st.floats(allow_nan=False))
def test_what_is_written_as_described_is_read(name: str, labels: dict[str, str], value: float) -> None:
    inside = ",".join(f"{key}={quoted(text)}" for key, text in labels.items())
    shown = repr(value).replace("inf", "Inf")
    assert sample(f"{name}{{{inside}}} {shown}") == Sample(name, labels, value, None)
