"""Links that another user of the machine bends: no root, and no secret that is lent, leads where they say."""

from pathlib import Path

import pytest

from mainstay.adapters.actions.file import FileAction
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.adapters.secrets.looking_up import LocalSecrets
from mainstay.domain.errors import RunFailed
from mainstay.domain.run import Mark
from mainstay.wiring.plan_secrets import PlanSecrets
from tests.fakes.occasions import occasion
from tests.fakes.users import of_somebody_else


def test_a_root_that_another_user_bent_elsewhere_is_not_written_below(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    etc, shop = tmp_path / "etc", tmp_path / "shop"
    etc.mkdir()
    shop.mkdir()
    (etc / "passwd").write_text("precious")
    # Where the operator's folder was, whoever owns the folder above it has put a link.
    (shop / "conf").symlink_to(etc)
    of_somebody_else(shop / "conf", monkeypatch)
    kind = FileAction((shop / "conf",), tmp_path / "kept")
    for parameters in ({"content": "mine::0:0::/:/bin/sh"}, {"absent": True}):
        given = {"path": f"{shop}/conf/passwd", **parameters}
        for result in (kind.foresee(given, occasion()), kind.act(given, occasion())):
            assert (result.mark, "another user" in result.detail) == (Mark.NOT_BEGUN, True)
            assert "precious" not in result.output
    assert (etc / "passwd").read_text() == "precious"


def test_a_lent_secret_that_another_user_bent_elsewhere_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, lent = tmp_path / "own", tmp_path / "lent"
    own.mkdir()
    lent.mkdir()
    (own / "audit-key").write_text("the key of the trail")
    (own / "audit-key").chmod(0o600)
    (lent / "token").symlink_to(own / "audit-key")
    secrets = PlanSecrets(LocalSecrets({}, LocalProcesses()), (), (f"{lent}/*",))
    # A link of one's own is one's own choice.
    assert secrets.look_up(f"file:{lent}/token").reveal() == "the key of the trail"
    of_somebody_else(lent / "token", monkeypatch)
    with pytest.raises(RunFailed) as refused:
        secrets.look_up(f"file:{lent}/token")
    assert "another user" in refused.value.what
