"""What a repository builds on, read off a real commit."""

import os
from pathlib import Path

import pytest

from mainstay.adapters.git.opening import open_repository
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.config.settings import Settings
from mainstay.keepers.code import base_lines
from mainstay.keepers.code.base_lines import LARGEST, read_base_lines
from tests.fakes.repositories import Content, Step, make_repository, write_history


def read(folder: Path, files: dict[str, Content | None]) -> tuple[list[tuple[str, str]], list[str]]:
    repo = make_repository(folder / "shop")
    if files:
        write_history(repo, [Step(files)])
    with open_repository(os.fspath(repo.path), LocalProcesses()) as source:
        lines, notices = read_base_lines(source, Settings())
    return [(f"{one.path}:{one.line}", one.version) for one in lines], [one.code for one in notices]


def test_what_is_committed_is_read_and_what_others_wrote_is_not(tmp_path: Path) -> None:
    files: dict[str, Content | None] = {
        "web/Dockerfile": "FROM node:18\n",
        "Dockerfile": "FROM python:3.9\n",
        "node_modules/a/package.json": '{"engines": {"node": ">=14"}}',
        "readme.md": "FROM python:3.6\n",
    }
    assert read(tmp_path, files) == ([("Dockerfile:1", "3.9"), ("web/Dockerfile:1", "18")], [])


def test_what_is_too_large_is_told(tmp_path: Path) -> None:
    files: dict[str, Content | None] = {
        "Dockerfile": "FROM python:3.9\n" + "#" * LARGEST,
        ".nvmrc": "18\n",
    }
    assert read(tmp_path, files) == ([(".nvmrc:1", "18")], ["base-lines-left-out"])


def test_too_many_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base_lines, "_MOST_FILES", 1)
    files: dict[str, Content | None] = {"a/.nvmrc": "18\n", ".nvmrc": "20\n"}
    assert read(tmp_path, files) == ([(".nvmrc:1", "20")], ["base-lines-left-out"])


def test_a_repository_without_a_commit_builds_on_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, {}) == ([], [])
