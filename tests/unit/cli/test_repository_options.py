"""Repositories that are named to be forecast, on both commands that take them."""

from pathlib import Path


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
