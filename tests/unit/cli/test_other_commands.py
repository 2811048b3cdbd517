"""`init`, `doctor`, `config`, `explain` and `completion`."""

import json
import os
import subprocess
from pathlib import Path

import jsonschema
import pytest

from mainstay.cli import init as init_module
from mainstay.cli.completion import INSTALL
from mainstay.config.parsing import LARGEST
from mainstay.config.sample import sample
from mainstay.config.schema import SETTINGS
from mainstay.domain.diagnosis import Condition, Diagnosis
from tests.fakes.doors import TOPICS, FakeDoors


@pytest.fixture
def repository(tmp_path) -> Path:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / "src" / "deep").mkdir(parents=True)
    return tmp_path


@pytest.mark.parametrize("path", [[], ["."], ["src/deep"]])
def test_init_writes_the_sample_at_the_root(command, repository, path: list[str]) -> None:
    told = command("init", *path)
    assert (repository / "mainstay.toml").read_text() == sample()
    assert told.out == f"written: {repository}/mainstay.toml\n"
    assert told.err == "Next: mainstay check\n"
    assert told.code == 0
    assert command("config", "validate").code == 0


def test_init_leaves_what_is_there(command, repository) -> None:
    (repository / "mainstay.toml").write_text("mine")
    told = command("init")
    assert told.code == 2
    assert "there is a settings file already" in told.err
    assert (repository / "mainstay.toml").read_text() == "mine"


def test_init_does_not_follow_a_link(command, repository, tmp_path) -> None:
    (repository / "mainstay.toml").symlink_to(tmp_path / "elsewhere")
    assert command("init").code == 2
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.parametrize("text", ["[tool.mainstay]\n", "[tool.mainstay\n"])
def test_init_does_not_make_a_second_settings_file(command, repository, text: str) -> None:
    (repository / "pyproject.toml").write_text(text)
    told = command("init")
    assert told.code == 2
    assert "[tool.mainstay] in" in told.err
    assert not (repository / "mainstay.toml").exists()


@pytest.mark.parametrize(
    ("path", "what"), [("no/such", "no such folder"), (".", "no git repository"), ("a\0", "no such")]
)
def test_init_needs_a_repository(command, tmp_path, path: str, what: str) -> None:
    told = command("init", path)
    assert told.code == 2
    assert what in told.err
    assert list(tmp_path.iterdir()) == []


def test_init_on_a_full_disk_leaves_nothing(command, repository, monkeypatch) -> None:
    def full(_number) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(init_module.os, "fsync", full)
    told = command("init")
    assert told.code == 3
    assert "No space left" in told.err
    assert not (repository / "mainstay.toml").exists()


BROKEN = Diagnosis("git", Condition.BROKEN, "is not installed", "apt-get install git")
LIMITED = Diagnosis("cache \x1b[2J", Condition.LIMITED, "cannot be written", "chmod u+w .mainstay")
GOOD = Diagnosis("python", Condition.GOOD, "3.11.7")


def test_doctor_tells_each_thing_and_how_to_mend_it(command) -> None:
    told = command("doctor", over=FakeDoors(diagnoses=(GOOD, LIMITED, BROKEN)))
    assert told.code == 3
    assert told.out.split("\n") == [
        "ok       python         3.11.7",
        "limited  cache \\x1b[2J  cannot be written",
        "                        mend: chmod u+w .mainstay",
        "BROKEN   git            is not installed",
        "                        mend: apt-get install git",
        "",
    ]
    assert "1 broken" in told.err


def test_doctor_is_content_when_nothing_is_broken(command) -> None:
    told = command("doctor", over=FakeDoors(diagnoses=(GOOD, LIMITED)))
    assert (told.code, told.err) == (0, "Next: mainstay check\n")
    quiet = command("doctor", "-q", over=FakeDoors(diagnoses=(GOOD, LIMITED)))
    assert "python" not in quiet.out
    assert quiet.err == ""
    assert command("doctor", over=FakeDoors(diagnoses=())).code == 0


def test_doctor_finds_settings_that_a_check_would_refuse(command, tmp_path) -> None:
    assert "the defaults, for there is no settings file" in command("doctor").out
    (tmp_path / "mainstay.toml").write_text("[thresholds]\nnesting = 9\n")
    assert "mainstay.toml can be used" in command("doctor").out
    (tmp_path / "mainstay.toml").write_text("[thresholds]\nnesting = 0\nparameters = -1\n")
    told = command("doctor")
    assert told.code == command("check").code + 1 == 3
    assert "BROKEN   settings  2 settings cannot be used (mainstay.toml:2: thresholds.nesting" in told.out


def test_config_alone_shows_its_help(command) -> None:
    told = command("config")
    assert (told.code, told.err) == (0, "")
    assert told.out == command("config", "--help").out


def test_config_show_lists_every_setting_with_its_origin(command, tmp_path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.mainstay.thresholds]\nnesting = 9\n")
    told = command("config", "show")
    for setting in SETTINGS:
        assert f"{setting.name} = " in told.out
    assert "# pyproject.toml:2" in told.out
    assert told.err == "Next: mainstay config explain KEY\n"


def test_config_explain_tells_about_one(command, tmp_path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mainstay.toml").write_text("[thresholds]\nnesting = 9\n")
    told = command("config", "explain", "thresholds.nesting", "--repo", "there")
    assert "value      9" in told.out
    assert "mainstay.toml:2" in told.out
    wrong = command("config", "explain", "thresholds.nestin")
    assert (wrong.code, wrong.out) == (2, "")
    assert "mainstay config explain thresholds.nesting" in wrong.err


def test_config_validate(command, tmp_path) -> None:
    assert command("config", "validate").out == "no settings file: all 16 settings have their defaults\n"
    (tmp_path / "mainstay.toml").write_text("# nothing yet\n")
    assert (
        command("config", "validate").out
        == "mainstay.toml sets nothing: all 16 settings have their defaults\n"
    )
    (tmp_path / "mainstay.toml").write_text("[thresholds]\nnesting = 9\n")
    assert command("config", "validate").out == "mainstay.toml: 1 of 16 settings set, all of them allowed\n"
    (tmp_path / "other.toml").write_text("[thresholds]\nnesting = 0\nexclude = 3\n")
    told = command("config", "validate", "other.toml")
    assert (told.code, told.out) == (2, "")
    assert "other.toml:2: thresholds.nesting" in told.err
    assert "other.toml:3: thresholds.exclude" in told.err


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"#" * (LARGEST * 4), "too large"),
        (b"x = " + b"[" * 100_000, "nested too deeply"),
        (b"\xff", "no UTF-8"),
    ],
)
def test_config_validate_refuses_bombs(command, tmp_path, content: bytes, what: str) -> None:
    (tmp_path / "bomb.toml").write_bytes(content)
    told = command("config", "validate", "bomb.toml")
    assert told.code == 2
    assert what in told.err


@pytest.mark.parametrize("file", ["no-such.toml", ".", "a\0b"])
def test_config_validate_needs_a_file(command, file: str) -> None:
    told = command("config", "validate", file)
    assert told.code == 2
    assert "the file cannot be read" in told.err


def test_config_validate_sends_a_pyproject_to_its_repository(command, tmp_path) -> None:
    (tmp_path / "pyproject.toml").touch()
    assert "mainstay config validate" in command("config", "validate", "pyproject.toml").err


def test_config_schema_is_a_schema(command) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(command("config", "schema").out))


def test_explain_lists_and_tells(command) -> None:
    listed = command("explain")
    for topic in TOPICS:
        assert f"  {topic.code} " in listed.out
    assert listed.out.count("Findings\n") == 1, "a group stands once, however the topics come"
    assert listed.err == "Next: mainstay explain CODE\n"
    told = command("explain", "complex-function")
    assert command("explain", "Complex-Function").out == told.out
    assert told.out.startswith("Complex function  (complex-function)\n")
    assert (told.code, told.err) == (0, "")


@pytest.mark.parametrize(
    ("code", "mend"),
    [
        ("complex-functon", "mainstay explain complex-function"),
        ("exit-code", "mainstay explain exit-codes"),
        ("thresholds.nesting", "mainstay config explain thresholds.nesting"),
        ("zzzzzz", "mainstay explain lists all"),
        ("\x1b[2J", "mainstay explain lists all"),
        ("x" * 100_000, "mainstay explain lists all"),
    ],
)
def test_explain_answers_an_unknown_code_with_the_nearest(command, code: str, mend: str) -> None:
    told = command("explain", code)
    assert (told.code, told.out) == (2, "")
    assert mend in told.err
    assert "\x1b" not in told.err
    assert len(told.err) < 500


@pytest.mark.parametrize("shell", list(INSTALL))
def test_completion_prints_the_script_and_says_how_to_install_it(command, shell: str) -> None:
    told = command("completion", shell)
    assert f"_MAINSTAY_COMPLETE={shell}_complete" in told.out
    assert told.err == f"To install it: {INSTALL[shell]}\n"
    assert command("completion", shell, "-q").err == ""
