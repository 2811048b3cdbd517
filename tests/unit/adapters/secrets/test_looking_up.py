"""Secrets by reference: found where they may be, refused where others could know them, and never in a message."""

import os
import sys
from pathlib import Path

import pytest

from mainstay.adapters.processes.local import LocalProcesses
from mainstay.adapters.secrets import looking_up
from mainstay.adapters.secrets.looking_up import LARGEST, LocalSecrets
from mainstay.domain.errors import ConfigurationError, MainstayError, RunFailed

VALUE = "correct horse"


def secrets(*, programs: bool = False, **environment: str) -> LocalSecrets:
    return LocalSecrets(environment, LocalProcesses(), programs)


def kept(path: Path, content: bytes = VALUE.encode() + b"\n", mode: int = 0o600) -> Path:
    path.write_bytes(content)
    path.chmod(mode)
    return path


def refusal(reference: str, reader: LocalSecrets) -> MainstayError:
    with pytest.raises(MainstayError) as refused:
        reader.look_up(reference)
    assert VALUE not in f"{refused.value.what} {refused.value.where} {refused.value.mend}"
    return refused.value


def test_of_the_environment() -> None:
    assert secrets(TOKEN=VALUE).look_up("env:TOKEN").reveal() == VALUE
    assert isinstance(refusal("env:OTHER", secrets(TOKEN=VALUE)), ConfigurationError)
    assert isinstance(refusal("env:TOKEN", secrets(TOKEN="")), ConfigurationError)


@pytest.mark.parametrize("content", [VALUE, VALUE + "\n", VALUE + "\r\n"])
def test_of_a_file_without_the_end_of_its_line(tmp_path: Path, content: str) -> None:
    path = kept(tmp_path / "token", content.encode())
    assert secrets().look_up(f"file:{path}").reveal() == VALUE


def test_a_file_behind_a_link_is_judged_itself(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(kept(tmp_path / "token"))
    assert secrets().look_up(f"file:{tmp_path}/link").reveal() == VALUE
    (tmp_path / "token").chmod(0o644)
    assert "other users" in refusal(f"file:{tmp_path}/link", secrets()).what


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o660, 0o602, 0o777])
def test_a_file_that_others_have_access_to_is_refused(tmp_path: Path, mode: int) -> None:
    found = refusal(f"file:{kept(tmp_path / 'token', mode=mode)}", secrets())
    assert isinstance(found, RunFailed)
    assert found.mend.startswith("chmod 600 ")


def test_what_is_no_file_to_read_a_secret_from_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    (tmp_path / "folder").mkdir(mode=0o700)
    large = kept(tmp_path / "large", b"x" * (LARGEST + 1))
    binary = kept(tmp_path / "binary", b"\xff\xfe\xfd\xfc\xfb")
    for path, word in (
        (tmp_path / "pipe", "no ordinary file"),
        (tmp_path / "folder", "no ordinary file"),
        (tmp_path / "none", "is not there"),
        (large, f"more than {LARGEST} bytes"),
        (binary, "no UTF-8"),
    ):
        assert word in refusal(f"file:{path}", secrets()).what
    assert "whole path" in refusal("file:token", secrets()).what


@pytest.mark.parametrize(
    "reference", ["", VALUE, "env:", "env:a b", "vault:x", ":x", "ENV:TOKEN", "exec:'open"]
)
def test_what_is_no_reference_is_not_repeated_for_it_may_be_the_secret(reference: str) -> None:
    found = refusal(reference, secrets(programs=True, TOKEN=VALUE))
    assert isinstance(found, ConfigurationError)
    assert not reference or reference not in f"{found.what} {found.where}"


def test_a_secret_too_short_to_be_kept_out_of_texts_is_refused() -> None:
    assert "fewer than 4" in refusal("env:PIN", secrets(PIN="123")).what


def program(tmp_path: Path, code: str) -> str:
    script = tmp_path / "tell secret.py"
    script.write_text(code)
    return f"exec:{sys.executable} '{script}' '$(touch {tmp_path}/shell)' ';' '*'"


def test_of_a_program_that_gets_its_arguments_as_they_are(tmp_path: Path) -> None:
    reference = program(tmp_path, "import sys; print('-'.join(sys.argv[1:]))")
    found = secrets(programs=True).look_up(reference).reveal()
    assert found == f"$(touch {tmp_path}/shell)-;-*"
    assert not (tmp_path / "shell").exists()


def test_of_a_program_only_where_the_reader_allows_it(tmp_path: Path) -> None:
    reference = program(tmp_path, f"open({str(tmp_path / 'ran')!r}, 'w')")
    assert "operator's own file" in refusal(reference, secrets()).what
    assert not (tmp_path / "ran").exists()


def test_a_program_is_bounded_and_what_it_wrote_is_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = secrets(programs=True)
    failing = program(
        tmp_path, f"import sys; print({VALUE!r}); print({VALUE!r}, file=sys.stderr); sys.exit(7)"
    )
    assert "status 7" in refusal(failing, reader).what
    flooding = program(tmp_path, f"import sys; sys.stdout.write({VALUE!r} * 100_000)")
    assert isinstance(refusal(flooding, reader), RunFailed)
    monkeypatch.setattr(looking_up, "SECONDS", 0.2)
    hanging = program(tmp_path, "import time; time.sleep(600)")
    assert "longer than" in refusal(hanging, reader).what
    assert "whole path" in refusal("exec:pass show x", reader).what


def test_the_reader_shows_nothing_of_the_environment() -> None:
    assert VALUE not in repr(secrets(TOKEN=VALUE))
