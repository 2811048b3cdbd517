"""When the support of what a repository builds on ends."""

from datetime import UTC, datetime

from mainstay.analysis.base_lines.ends import ends_of
from mainstay.domain.base_line import BaseLine

NOW = int(datetime(2026, 11, 22, tzinfo=UTC).timestamp())


def test_each_release_is_told_once_with_its_places_and_past_ends_too() -> None:
    lines = [
        BaseLine("pyproject.toml", 3, "python", "3.8", "requires-python >=3.8", admitted=True),
        BaseLine("b/Dockerfile", 2, "python", "3.9.7", "FROM python:3.9.7"),
        BaseLine("a/Dockerfile", 2, "python", "3.9", "FROM python:3.9"),
        BaseLine("tox.yml", 2, "python", "3.9", "python-version: 3.9", admitted=True),
        BaseLine("Dockerfile", 1, "nodejs", "24", "FROM node:24"),
        BaseLine("Dockerfile", 2, "python", "3", "FROM python:3"),
    ]
    found = ends_of(lines, "repo:shop", NOW)
    assert [one.what for one in found] == [
        "support of Python 3.8 (still admitted)",
        "support of Python 3.9",
        "support of Node.js 24",
    ]
    assert [one.at < NOW for one in found] == [True, True, False]
    assert {one.subject for one in found} == {"repo:shop"}
    assert found[1].source.startswith(
        "a/Dockerfile:2 (FROM python:3.9), b/Dockerfile:2 (FROM python:3.9.7) and 1 more; looked up on "
    )
    assert ends_of([], "repo:shop", NOW) == ()
