"""Which run a file belongs to: told from its path, its properties and its own time."""

import pytest

from mainstay.analysis.test_runs.identity import identity

SHA = "3fe33c6d1b9f0a6c7e4d5b2a1908f7e6d5c4b3a2"


@pytest.mark.parametrize(
    ("path", "commit", "environment"),
    [
        (f"{SHA}/junit.xml", SHA, "junit"),
        ("runs/3fe33c6/linux-py3.11/junit.xml", "3fe33c6", "runs linux py3.11 junit"),
        ("2025-03-01_3fe33c6_17.xml", "3fe33c6", ""),
        ("junit-20250301T101500Z-3fe33c6.xml", "3fe33c6", "junit"),
        ("1234567/junit.xml", "", "junit"),
        ("feedback/deadbeef.xml", "", "feedback deadbeef"),
        ("550e8400-e29b-41d4-a716-446655440000/junit.xml", "", "junit"),
        ("target/surefire-reports/TEST-com.x.FooTest.xml", "", "target surefire reports"),
    ],
)
def test_paths(path: str, commit: str, environment: str) -> None:
    told = identity(path, {}, 0)
    assert (told.commit, told.environment) == (commit, environment)


def test_properties_go_before_paths() -> None:
    told = identity("3fe33c6/j.xml", {"GITHUB_SHA": SHA.upper(), "os.name": "Linux", "hostname": "x1"}, 0)
    assert (told.commit, told.environment) == (SHA, "j os.name=Linux")
    assert identity("3fe33c6/j.xml", {"commit": "main"}, 0).commit == "3fe33c6"


def test_times() -> None:
    assert identity("a.xml", {}, 5).at == 5
    assert identity("1970/a.xml", {}, 0).at == 0
    assert identity("2025-03-01/a.xml", {}, 0).at == 1_740_787_200
    assert identity("run-20250301T101500Z.xml", {}, 0).at == 1_740_824_100
    assert identity("2025-02-31.xml", {}, 0).at == 0


def test_files_of_classes_are_one_run_and_others_are_their_own() -> None:
    assert identity("r1/TEST-a.xml", {}, 0).run == identity("r1/TEST-b.xml", {}, 0).run
    assert identity("r1/a.xml", {}, 0).run != identity("r1/b.xml", {}, 0).run
