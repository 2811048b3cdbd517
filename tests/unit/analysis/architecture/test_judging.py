"""What a broken contract tells: the file, the line, the chain; and how declarations are read."""

from pathlib import Path

import pytest

from mainstay.domain.architecture import Verdict
from mainstay.domain.usage import Step
from tests.unit.analysis.architecture.made import judged

SHOP = {
    "shop/__init__.py": "",
    "shop/web/__init__.py": "",
    "shop/web/pages.py": "from shop.domain import cart\n",
    "shop/domain/__init__.py": "",
    "shop/domain/cart.py": "import json\n",
    "shop/domain/order.py": "import json\n\nfrom shop import glue\n",
    "shop/glue.py": "from shop.web import pages\n",
}
LAYERS = """
[importlinter]
root_package = shop

[importlinter:contract:layers]
name = Web above domain
type = layers
containers = shop
layers =
    web
    domain
"""


def test_a_chain_around_the_layers_is_told_with_its_first_line() -> None:
    found = judged(SHOP, {".importlinter": LAYERS})
    (contract,) = found.contracts
    assert (contract.name, contract.verdict, contract.violations) == ("Web above domain", Verdict.BROKEN, 1)
    (violation,) = found.violations
    assert (violation.path, violation.line, violation.source) == ("shop/domain/order.py", 3, ".importlinter")
    assert violation.chain == (
        Step("shop/domain/order.py", "shop/glue.py", 3),
        Step("shop/glue.py", "shop/web/pages.py", 1),
    )
    assert violation.text == "leads to shop.web, a layer above shop.domain"


def test_a_file_is_told_once_with_its_shortest_chain() -> None:
    more = {"shop/domain/order.py": "from shop import glue\nfrom shop.web import pages\nimport shop.web\n"}
    (violation,) = judged(SHOP | more, {".importlinter": LAYERS}).violations
    assert (violation.line, len(violation.chain)) == (2, 1)


def test_an_ignored_import_keeps_the_contract() -> None:
    text = LAYERS + "ignore_imports =\n    shop.domain.* -> shop.glue\n"
    (contract,) = judged(SHOP, {"setup.cfg": text}).contracts
    assert (contract.verdict, contract.source) == (Verdict.KEPT, "setup.cfg")


@pytest.mark.parametrize(
    ("level", "verdict", "remarks"),
    [("error", "not judged", 0), ("warn", "broken", 1), ("none", "broken", 0)],
)
def test_an_ignored_import_that_is_not_there(level: str, verdict: str, remarks: int) -> None:
    text = f"{LAYERS}ignore_imports = shop.domain.cart -> shop.glue\nunmatched_ignore_imports_alerting = {level}\n"
    (contract,) = judged(SHOP, {".importlinter": text}).contracts
    assert (contract.verdict, len(contract.remarks)) == (verdict, remarks)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (("type = layers", "type = ours.contracts.Custom"), "is a program of its own, and nothing is run"),
        (("    domain", "    missing"), "there is no module 'shop.missing'"),
        (("containers = shop", "containers = elsewhere"), "is in no root package"),
        (("containers = shop", "container = shop"), "there is no option 'container'"),
        (("root_package = shop", "root_package = gone"), "the root package 'gone' is not in the repository"),
        (("root_package = shop", ""), "it names no root package"),
        (("    domain", "    domain | glue : web"), "| and : at once"),
    ],
)
def test_what_cannot_be_judged_says_why(changed: tuple[str, str], reason: str) -> None:
    (contract,) = judged(SHOP, {".importlinter": LAYERS.replace(*changed)}).contracts
    assert contract.verdict is Verdict.NOT_JUDGED
    assert reason in contract.reason


def test_projects_side_by_side_are_judged_by_their_own_files() -> None:
    files = {f"{folder}/src/{path}": text for folder in ("one", "two") for path, text in SHOP.items()}
    files["two/src/shop/domain/order.py"] = ""
    found = judged(files, {f"{folder}/.importlinter": LAYERS for folder in ("one", "two")})
    assert [(one.source, one.verdict) for one in found.contracts] == [
        ("one/.importlinter", Verdict.BROKEN),
        ("two/.importlinter", Verdict.KEPT),
    ]
    assert [one.path for one in found.violations] == ["one/src/shop/domain/order.py"]


def test_the_first_file_of_a_folder_counts() -> None:
    toml = '[tool.importlinter]\nroot_package = "shop"\n'
    found = judged(
        SHOP,
        {"pyproject.toml": toml, ".importlinter": LAYERS, "setup.cfg": "[metadata]\nname = importlinter\n"},
    )
    assert {one.source for one in found.contracts} == {".importlinter"}


def test_the_contracts_of_this_repository_are_kept_and_a_planted_import_breaks_them() -> None:
    root = Path(__file__).parents[4]
    files = {
        path.relative_to(root).as_posix(): path.read_text() for path in sorted((root / "src").rglob("*.py"))
    }
    declared = {"pyproject.toml": (root / "pyproject.toml").read_text()}
    assert {one.verdict for one in judged(files, declared).contracts} == {Verdict.KEPT}
    planted = "src/mainstay/domain/notice.py"
    files[planted] += "\nfrom mainstay.present.visible import visible\n"
    found = judged(files, declared)
    assert {one.name: one.verdict for one in found.contracts}["Floors"] is Verdict.BROKEN
    (violation,) = [one for one in found.violations if one.contract == "Floors"]
    assert (violation.path, violation.line) == (planted, files[planted].count("\n"))
