"""What `mainstay doctor` looks at, on this machine."""

from pathlib import Path

import pytest

from mainstay.adapters.cache.opening import open_cache
from mainstay.adapters.cache.secret import state_folder
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.adapters.surroundings import look
from mainstay.domain.diagnosis import Condition, Diagnosis
from tests.fakes.repositories import neutral_environment, small_repository

VERSION = "1.2.3"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return neutral_environment() | {"HOME": str(tmp_path / "home")}


def looked(path: Path, environment: dict[str, str]) -> dict[str, Diagnosis]:
    found = look(str(path), environment, LocalProcesses(), ".mainstay", VERSION)
    return {diagnosis.name: diagnosis for diagnosis in found}


def test_all_is_well_in_a_plain_repository(tmp_path: Path, environment: dict[str, str]) -> None:
    repo = small_repository(tmp_path / "repo")
    found = looked(repo.path, environment)
    assert {name: found[name].condition for name in ("git", "repository", "cache")} == {
        "git": Condition.GOOD,
        "repository": Condition.GOOD,
        "cache": Condition.GOOD,
    }
    assert "made now" in found["cache"].text
    assert "made now" not in looked(repo.path, environment)["cache"].text


def test_looking_keeps_what_a_check_has_remembered(tmp_path: Path, environment: dict[str, str]) -> None:
    repo = small_repository(tmp_path / "repo")
    place, state = repo.path / ".mainstay", state_folder(environment)
    cache = open_cache(place, version=VERSION, state=state, enabled=True)
    cache.put("content", {"key": b"figures"})
    cache.close()
    assert looked(repo.path, environment)["cache"].condition is Condition.GOOD
    cache = open_cache(place, version=VERSION, state=state, enabled=True)
    assert cache.get("content", ["key"]) == {"key": b"figures"}
    assert cache.get("trial", ["trial"]) == {}
    cache.close()


def test_without_git_or_repository_each_is_told(tmp_path: Path, environment: dict[str, str]) -> None:
    found = looked(tmp_path, environment | {"PATH": str(tmp_path)})
    assert found["git"].condition is Condition.BROKEN
    assert found["git"].mend == "apt-get install git"
    assert found["repository"].condition is Condition.BROKEN
    assert "cache" not in found


def test_what_limits_a_repository_is_told_with_its_mending(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    repo = small_repository(tmp_path / "repo")
    repo.git("checkout", "--quiet", "--detach")
    told = looked(repo.path, environment)["repository"]
    assert told.condition is Condition.LIMITED
    assert "No branch is checked out" in told.text


def test_without_a_home_the_cache_is_limited(tmp_path: Path, environment: dict[str, str]) -> None:
    repo = small_repository(tmp_path / "repo")
    told = looked(repo.path, environment | {"HOME": ""})["cache"]
    assert (told.condition, told.mend) == (Condition.LIMITED, "set HOME or XDG_STATE_HOME")


def test_what_only_a_check_can_be_told_is_said_of_it(tmp_path: Path, environment: dict[str, str]) -> None:
    lender = small_repository(tmp_path / "lender")
    lender.git("clone", "--quiet", "--shared", str(lender.path), str(tmp_path / "borrower"))
    told = looked(tmp_path / "borrower", environment)["repository"]
    assert told.mend.endswith("run mainstay check with --follow-alternates")
