"""What the terminal can show is read from the stream and the environment, however odd they are."""

import fcntl
import io
import os
import pty
import struct
import termios

import pytest

from mainstay.cli.terminal import colours_of, look_of, width_of
from mainstay.present.text.look import Colours, Look


@pytest.mark.parametrize(
    ("environ", "terminal", "colours"),
    [
        ({"TERM": "xterm-256color"}, True, Colours.MANY),
        ({"TERM": "xterm"}, True, Colours.STANDARD),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, True, Colours.MANY),
        ({"TERM": "xterm-direct"}, True, Colours.MANY),
        ({"TERM": "linux"}, True, Colours.STANDARD),
        ({"TERM": "\x1b[weird]"}, True, Colours.STANDARD),
        ({"TERM": "dumb"}, True, Colours.NONE),
        ({"TERM": ""}, True, Colours.NONE),
        ({}, True, Colours.NONE),
        ({"TERM": "xterm-256color"}, False, Colours.NONE),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, True, Colours.NONE),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, True, Colours.MANY),
        ({"TERM": "xterm-256color", "FORCE_COLOR": "1"}, False, Colours.MANY),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, False, Colours.STANDARD),
        ({"TERM": "xterm", "FORCE_COLOR": "0"}, False, Colours.NONE),
        ({"TERM": "xterm", "FORCE_COLOR": "1", "NO_COLOR": "1"}, True, Colours.NONE),
    ],
)
def test_colours(environ: dict[str, str], terminal: bool, colours: Colours) -> None:
    assert colours_of(terminal, environ) is colours


@pytest.mark.parametrize(
    ("columns", "width"),
    [
        ("132", 132),
        ("1", 1),
        ("0", 100),
        ("", 100),
        ("-5", 100),
        ("1e9", 100),
        ("999999", 100),
        ("٣", 100),
        ("x", 100),
    ],
)
def test_columns_from_the_environment(columns: str, width: int) -> None:
    assert width_of(io.StringIO(), None, {"COLUMNS": columns}) == width


def test_the_width_comes_from_whichever_stream_is_a_terminal() -> None:
    controller, terminal = pty.openpty()
    try:
        os.set_blocking(controller, False)

        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 77, 0, 0))
        with open(terminal, "w", closefd=False) as stream:
            assert width_of(stream, None, {}) == 77
            assert width_of(io.StringIO(), stream, {}) == 77
            fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 0, 0, 0))
            assert width_of(stream, None, {}) == 100
            assert look_of(stream, None, {"TERM": "xterm"}).colours is Colours.STANDARD
    finally:
        os.close(controller)
        os.close(terminal)


@pytest.mark.parametrize(
    ("encoding", "unicode"), [("utf-8", True), ("ascii", False), ("latin-1", False), ("koi8-r", False)]
)
def test_signs_are_those_that_the_encoding_has(encoding: str, unicode: bool) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    assert look_of(stream, None, {}) == Look(100, Colours.NONE, unicode)


def test_streams_that_are_closed_are_plain() -> None:
    closed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    closed.close()
    assert look_of(closed, closed, {"TERM": "xterm"}).colours is Colours.NONE
    assert look_of(None, None, {"TERM": "xterm"}) == Look(100, Colours.NONE, unicode=False)
