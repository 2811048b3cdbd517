"""What names series, on both commands that forecast them."""

from pathlib import Path

import pytest

from mainstay.domain.forecast_asked import GivenLimit
from mainstay.domain.signal import Side


def test_repositories_and_results_reach_what_forecasts(command, doors, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "shop").mkdir()
    monkeypatch.chdir(tmp_path)
    done = command("forecast", "--repository", "shop", "--junit", "ci", "--junit", "/else")
    assert done.code == 0, done.err
    (_, asked) = doors.forecasts_asked[-1]
    assert asked.repositories == ("shop",)
    assert asked.junit == (str(tmp_path / "ci"), "/else")
    done = command("ledger", "replay", "--repository", "shop", "--repository", str(tmp_path))
    assert done.code == 0, done.err
    (_, asked) = doors.forecasts_asked[-1]
    assert (asked.repositories, asked.junit) == (("shop", str(tmp_path)), ())


def test_a_file_is_no_repository(command, doors, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("")
    assert command("forecast", "--repository", str(tmp_path / "a.csv")).code == 2
    assert doors.forecasts_asked == []


@pytest.mark.parametrize("words", [("forecast",), ("ledger", "replay")])
def test_both_commands_take_the_same(words: tuple[str, ...], command, doors, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("")
    file = str(tmp_path / "a.csv")
    flags = ("--prometheus", "http://a:1", "--limit", "x*>95%", "--limit", "<3", "--subject", "host:a")
    done = command(*words, file, *flags, "--repository", str(tmp_path), "--junit", "/ci")
    assert done.code == 0, done.err
    (_, asked) = doors.forecasts_asked[-1]
    assert (asked.servers, asked.files, asked.repositories) == (("http://a:1",), (file,), (str(tmp_path),))
    assert asked.limits == (
        GivenLimit("x*", Side.ABOVE, 0.95, share=True),
        GivenLimit("*", Side.BELOW, 3.0),
    )
    assert (asked.subject, asked.junit) == ("host:a", ("/ci",))
    assert command(*words, "--limit", "five").code == 2
