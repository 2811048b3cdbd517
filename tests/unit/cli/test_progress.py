"""Progress is drawn only for a person who waits, and cleaned away."""

import io
import threading

import pytest
from rich.console import Console

from mainstay.cli import waiting
from mainstay.cli.progress import ProgressBar
from mainstay.cli.session import Session


def console(drawn: io.StringIO) -> Console:
    return Console(file=drawn, force_terminal=True, width=100, color_system=None, legacy_windows=False)


def wait_for(drawn: io.StringIO, text: str) -> None:
    """Wait until something is drawn; the test's time limit is the judge."""
    tick = threading.Event()
    while text not in drawn.getvalue():
        tick.wait(0.01)


def test_the_bar_shows_stage_and_amount_and_is_gone_at_the_end() -> None:
    drawn = io.StringIO()
    with ProgressBar(console(drawn), patience=0) as bar:
        bar.stage("reading history")
        wait_for(drawn, "reading history")
        bar.stage("analysing files", 200)
        bar.advance(50)
        wait_for(drawn, "50/200")
        bar.advance()
        wait_for(drawn, "51/200")
    assert drawn.getvalue().endswith("\x1b[2K")
    assert "\x1b[?25h" in drawn.getvalue(), "the cursor is shown again"


def test_the_bar_of_a_short_work_is_never_drawn() -> None:
    drawn = io.StringIO()
    with ProgressBar(console(drawn), patience=600) as bar:
        bar.stage("quick", 10)
        bar.advance(10)
    assert drawn.getvalue() == ""


def test_what_was_done_before_the_bar_appeared_counts() -> None:
    drawn = io.StringIO()
    with ProgressBar(console(drawn), patience=0.05) as bar:
        bar.stage("early", 10)
        bar.advance(4)
        wait_for(drawn, "4/10")


def test_a_failure_takes_the_bar_away_too() -> None:
    drawn = io.StringIO()
    with pytest.raises(ZeroDivisionError), ProgressBar(console(drawn), patience=0) as bar:
        bar.stage("work", 1)
        wait_for(drawn, "work")
        raise ZeroDivisionError
    assert "\x1b[?25h" in drawn.getvalue()


def test_a_stage_cannot_steer_the_terminal() -> None:
    drawn = io.StringIO()
    with ProgressBar(console(drawn), patience=0) as bar:
        bar.stage("\x1b]0;owned\x07[red]x")
        wait_for(drawn, "\\x1b]0;owned\\x07[red]x")
    assert "\x1b]0" not in drawn.getvalue()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "term", "quiet", "drawn"),
    [
        (Terminal(), "xterm", False, True),
        (Terminal(), "dumb", False, False),
        (Terminal(), None, False, False),
        (Terminal(), "xterm", True, False),
        (io.StringIO(), "xterm", False, False),
        (None, "xterm", False, False),
    ],
)
def test_who_is_shown_progress(monkeypatch, stream, term: str | None, quiet: bool, drawn: bool) -> None:
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.delenv("TERM", raising=False)
    if term is not None:
        monkeypatch.setenv("TERM", term)
    with waiting.progress(Session(quiet=quiet)) as progress:
        progress.stage("x", 3)
        progress.advance(1)
        assert isinstance(progress, ProgressBar) is drawn
