"""Plans that want to write the rules that they go by, what was decided, or this program itself."""

from pathlib import Path

import pytest

from mainstay.adapters.operator_file import NAME
from mainstay.domain.run import Mark
from mainstay.wiring.run_keeping import RunKeeping
from tests.fakes.occasions import occasion
from tests.fakes.users import NamedUser

RULES = """
people: [{name: ada, user: ada}]
default_gates: false
acting: {roots: [ROOT], hidden: []}
store: STORE
declared: [etc/actions.yaml]
freezes_from: [etc/freezes.ics]
schedules: [{name: nightly, cron: "0 3 * * *", zone: UTC, plan: etc/nightly.yaml}]
channels: [{name: log, kind: file, path: told}, {name: hook, kind: webhook, address: "file:ROOT/hook", key: "env:KEY"}]
anchors: [{kind: file, path: anchors}]
metrics: [{name: main, address: "https://metrics.example.org", token: "exec:ROOT/bin/token --for ROOT/bin/rights"}]
databases: [{name: shop, address: "file:ROOT/etc/shop-address"}]
"""
OWN = [
    "rules.yaml",
    "etc/actions.yaml",
    "etc/freezes.ics",
    "etc/nightly.yaml",
    "told",
    "anchors",
    "hook",
    "bin/token",
    "bin/rights",
    "etc/shop-address",
    "kept.sqlite",
    "kept.sqlite-wal",
    "kept.sqlite-journal",
    ".local/state/mainstay/audit-key",
    ".local/state/mainstay/kept-files/forged",
    f".config/mainstay/{NAME}",
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Give a folder that holds all of it, and that plans may write below."""
    for folder in ("etc", "bin", ".config/mainstay", ".local/state/mainstay/kept-files"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / ".local/state/mainstay/kept-files").chmod(0o700)
    rules = RULES.replace("ROOT", str(tmp_path)).replace("STORE", str(tmp_path / "kept.sqlite"))
    (tmp_path / "rules.yaml").write_text(rules)
    (tmp_path / "etc/actions.yaml").write_text("actions: []\n")
    (tmp_path / "etc/freezes.ics").write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n"
    )
    for file in ("rules.yaml", "etc/actions.yaml", "etc/freezes.ics"):
        (tmp_path / file).chmod(0o600)
    return tmp_path


def doors(house: Path) -> RunKeeping:
    environment = {"HOME": str(house), "KEY": "a key of the shop"}
    return RunKeeping(str(house / "rules.yaml"), "", environment, lambda: "", NamedUser("ada"))


def test_none_of_it_is_written_and_all_else_is(house: Path) -> None:
    with doors(house).shop() as shop:
        file = shop.kinds["file"]
        for number, name in enumerate(OWN):
            path = house / name
            before = path.read_bytes() if path.exists() else None
            for parameters in ({"content": "people: []"}, {"absent": True}):
                given = {"path": str(path), **parameters}
                for result in (file.foresee(given, occasion()), file.act(given, occasion(step=f"s{number}"))):
                    assert (result.mark, "Mainstay's own" in result.detail) == (Mark.NOT_BEGUN, True), name
            assert (path.read_bytes() if path.exists() else None) == before
        other = {"path": str(house / "etc/shop.conf"), "content": "new"}
        assert file.act(other, occasion(step="other")).mark is Mark.DONE


def test_a_root_that_is_a_link_to_it_changes_nothing(house: Path) -> None:
    link = house.parent / f"{house.name}-link"
    link.symlink_to(house)
    rules = house / "rules.yaml"
    rules.write_text(rules.read_text().replace(f"roots: [{house}]", f"roots: [{link}]"))
    with doors(house).shop() as shop:
        result = shop.kinds["file"].act({"path": f"{link}/rules.yaml", "content": "x"}, occasion())
    assert (result.mark, "Mainstay's own" in result.detail) == (Mark.NOT_BEGUN, True)


def test_the_program_is_no_plans_to_write(house: Path) -> None:
    package = Path(__file__).parents[3] / "src"
    rules = house / "rules.yaml"
    rules.write_text(rules.read_text().replace(f"roots: [{house}]", "roots: [/]"))
    with doors(house).shop() as shop:
        result = shop.kinds["file"].foresee({"path": f"{package}/mainstay/x.py", "content": "x"}, occasion())
    assert (result.mark, "Mainstay's own" in result.detail) == (Mark.NOT_BEGUN, True)
