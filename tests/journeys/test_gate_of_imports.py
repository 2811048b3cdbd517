"""The gate on imports: a new circle counts wherever it runs, a violation that was moved or renamed does not."""

import json
from pathlib import Path

import pytest

from tests.fakes.repositories import Repo, make_repository
from tests.hostile.room import Room

CONTRACT = (
    '[tool.importlinter]\nroot_package = "shop"\n\n[[tool.importlinter.contracts]]\nname = "Pages above prices"\n'
    'type = "layers"\ncontainers = ["shop"]\nlayers = ["pages", "prices"]\n'
)
OLD = {
    "pyproject.toml": CONTRACT,
    "shop/__init__.py": "",
    "shop/pages/__init__.py": "",
    "shop/pages/front.py": "from shop.prices import total\n\n\ndef show():\n    return total.of([])\n",
    "shop/prices/__init__.py": "",
    "shop/prices/total.py": "import json\n\n\ndef of(prices):\n    return json.dumps(prices)\n",
    "shop/prices/legacy.py": "import shop.pages.style\n\n\ndef old(prices):\n    return shop.pages.style.of(prices)\n",
    "shop/pages/style.py": "def of(prices):\n    return prices\n",
    "shop/store.py": "import shop.stock\n\n\ndef kept():\n    return shop.stock\n",
    "shop/stock.py": "import shop.store\n\n\ndef left():\n    return shop.store\n",
}
ABOUT_IMPORTS = {"layer-violation", "import-cycle"}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = make_repository(tmp_path / "repo")
    repo.commit(OLD)
    repo.git("checkout", "-q", "-b", "change")
    return repo


def told(tmp_path: Path, repo: Repo) -> set[tuple[str, str, str]]:
    """Give what the gate counts of imports: code, path, and what the change did."""
    outcome = Room(tmp_path).run("check", "--new-only", "--base", "main", "--format", "json", "--", repo.path)
    assert outcome.status == 0, outcome.said
    report = json.loads(outcome.stdout)
    new = {one["fingerprint"]: one["novelty"] for one in report["comparison"]["new"]}
    return {
        (one["code"], one["path"], new[one["fingerprint"]])
        for one in report["findings"]
        if one["code"] in ABOUT_IMPORTS
    }


def moved(old: str, new: str) -> dict[str, str | None]:
    return {old: None, new: OLD[old]}


STANDING = {
    "a line above the import": {"shop/prices/legacy.py": "import json\n\n" + OLD["shop/prices/legacy.py"]},
    "the violation renamed": moved("shop/prices/legacy.py", "shop/prices/former.py"),
    "the violation renamed and edited": {
        "shop/prices/legacy.py": None,
        "shop/prices/former.py": OLD["shop/prices/legacy.py"]
        + "\n\ndef older(prices):\n    return old(prices)\n",
    },
    "what it may not reach renamed": {
        **moved("shop/pages/style.py", "shop/pages/looks.py"),
        "shop/prices/legacy.py": OLD["shop/prices/legacy.py"].replace("style", "looks"),
    },
    "the circle renamed": {
        "shop/store.py": None,
        "shop/shelf.py": OLD["shop/store.py"],
        "shop/stock.py": OLD["shop/stock.py"].replace("store", "shelf"),
    },
    "a contract on what was there": {
        "pyproject.toml": CONTRACT
        + '\n[[tool.importlinter.contracts]]\nname = "Apart"\ntype = "independence"\nmodules = ["shop.store", "shop.stock"]\n'
    },
}


@pytest.mark.parametrize("change", STANDING.values(), ids=STANDING)
def test_what_was_there_does_not_count(tmp_path: Path, repo: Repo, change: dict[str, str | None]) -> None:
    repo.commit(change)
    assert told(tmp_path, repo) == set()


COUNTED = {
    "a circle through an old file": (
        {
            "shop/prices/extra.py": "from shop.prices import total\n",
            "shop/prices/total.py": "from shop.prices import extra\n",
        },
        {("import-cycle", "introduced")},
    ),
    "a circle of old files": (
        {
            "shop/pages/style.py": "from shop.pages import front\n",
            "shop/pages/front.py": "from shop.pages import style\n",
        },
        {("import-cycle", "introduced")},
    ),
    "an old circle that grows": (
        {"shop/stock.py": "import shop.more\n" + OLD["shop/stock.py"], "shop/more.py": "import shop.stock\n"},
        {("import-cycle", "worsened")},
    ),
    "an old file newly against the contract": (
        {"shop/prices/total.py": "from shop.pages import style\n" + OLD["shop/prices/total.py"]},
        {("layer-violation", "introduced")},
    ),
    "a violation copied": (
        {"shop/prices/twin.py": OLD["shop/prices/legacy.py"]},
        {("layer-violation", "introduced")},
    ),
}


@pytest.mark.parametrize(("change", "counted"), COUNTED.values(), ids=COUNTED)
def test_what_the_change_brought_counts(
    tmp_path: Path, repo: Repo, change: dict[str, str], counted: set[tuple[str, str]]
) -> None:
    repo.commit(change)
    assert {(code, novelty) for code, _, novelty in told(tmp_path, repo)} == counted
