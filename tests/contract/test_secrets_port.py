"""What every keeper of secrets promises, tried on this machine's and on the fake."""

from pathlib import Path

import pytest

from mainstay.adapters.processes.local import LocalProcesses
from mainstay.adapters.secrets.looking_up import LocalSecrets
from mainstay.domain.errors import ConfigurationError
from mainstay.ports.secrets import Secrets
from tests.fakes.secrets import MemorySecrets

VALUE = "correct horse"


@pytest.fixture(params=["local", "memory"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Secrets, str]:
    """Give a keeper with one secret in its environment and one in a file, whose reference comes along."""
    file = tmp_path / "token"
    file.write_text(f"{VALUE}\n")
    file.chmod(0o600)
    if request.param == "local":
        return LocalSecrets({"TOKEN": VALUE}, LocalProcesses()), f"file:{file}"
    return MemorySecrets({"env:TOKEN": VALUE, f"file:{file}": VALUE}), f"file:{file}"


def test_a_secret_is_found_and_shows_itself_to_nobody_else(kept: tuple[Secrets, str]) -> None:
    keeper, file = kept
    for reference in ("env:TOKEN", file, file):
        found = keeper.look_up(reference)
        assert found.reveal() == VALUE
        assert VALUE not in f"{found} {found!r}"


@pytest.mark.parametrize("reference", ["env:OTHER", "file:/none/here"])
def test_one_that_is_not_there_is_told_by_its_reference(kept: tuple[Secrets, str], reference: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        kept[0].look_up(reference)
    assert reference in refused.value.where


@pytest.mark.parametrize("text", ["", "hunter2", "https://x/hunter2", "env", "env:", "vault:hunter2"])
def test_what_is_no_reference_is_refused_and_not_shown(kept: tuple[Secrets, str], text: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        kept[0].look_up(text)
    assert "hunter2" not in f"{refused.value.what} {refused.value.where} {refused.value.mend}"
