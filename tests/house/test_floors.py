"""The import contract: it must go on covering the whole house."""

import tomllib

from tests.house.sources import PROGRAM, ROOT

LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
ORDER = ["cli", "wiring", "keepers", "flows", "steps", "config", "present", "analysis", "ports", "domain"]


def floors() -> dict[str, int]:
    """Give each top package's floor, counted from above."""
    (layers,) = [contract["layers"] for contract in LINTER["contracts"] if contract["type"] == "layers"]
    return {
        name.strip(" ()"): number
        for number, layer in enumerate(layers)
        for name in layer.replace(":", "|").split("|")
    }


def test_one_contract_covers_the_whole_program() -> None:
    (contract,) = [contract for contract in LINTER["contracts"] if contract["type"] == "layers"]
    assert LINTER["root_package"] == "mainstay"
    assert contract["containers"] == ["mainstay"]
    assert contract["exhaustive"] is True
    assert "exhaustive_ignores" not in contract
    assert not any("ignore_imports" in contract for contract in LINTER["contracts"])


def test_every_top_package_has_its_floor() -> None:
    tops = {
        path.stem for path in PROGRAM.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert tops - {"__init__"} <= floors().keys()


def test_the_floors_stand_in_the_order_of_the_house() -> None:
    numbers = [floors()[name] for name in ORDER]
    assert numbers == sorted(set(numbers))
    assert floors()["keepers"] == floors()["adapters"]


def test_no_circles_among_siblings() -> None:
    (contract,) = [contract for contract in LINTER["contracts"] if contract["type"] == "acyclic_siblings"]
    assert contract["ancestors"] == ["mainstay"]


def test_keepers_do_not_know_each_other_nor_do_steps() -> None:
    told = [contract["modules"] for contract in LINTER["contracts"] if contract["type"] == "independence"]
    assert told == [["mainstay.keepers.*"], ["mainstay.steps.*"]]
