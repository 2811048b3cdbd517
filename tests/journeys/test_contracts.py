"""A contract on imports that is broken is one line of the list, with its chain; `explain` tells what that means."""

import json
from pathlib import Path

from tests.fakes.repositories import make_repository
from tests.hostile.room import Room

SHOP = {
    "pyproject.toml": (
        '[tool.importlinter]\nroot_package = "shop"\n\n[[tool.importlinter.contracts]]\nname = "Pages above prices"\n'
        'type = "layers"\ncontainers = ["shop"]\nlayers = ["pages", "prices"]\n\n'
        '[[tool.importlinter.contracts]]\nname = "Prices alone"\ntype = "forbidden"\n'
        'source_modules = ["shop.prices"]\nforbidden_modules = ["shop.store"]\n'
    ),
    "shop/__init__.py": "",
    "shop/__main__.py": "from shop.pages import show\n\nshow()\n",
    "shop/pages.py": "from shop.prices import total\n\n\ndef show():\n    return total([])\n",
    "shop/prices.py": "def total(prices):\n    return sum(prices)\n",
    "shop/store.py": "def kept():\n    return []\n",
}


def test_a_broken_contract_is_told_and_explained(tmp_path: Path) -> None:
    room, repo = Room(tmp_path), make_repository(tmp_path / "repo")
    repo.commit(SHOP)
    whole = room.run("check", "--format", "json", "--", repo.path)
    assert whole.status == 0, whole.said
    report = json.loads(whole.stdout)
    assert [one["verdict"] for one in report["architecture"]["contracts"]] == ["kept", "kept"]
    repo.commit({"shop/prices.py": "import shop.pages\n\n" + SHOP["shop/prices.py"]})
    broken = json.loads(room.run("check", "--format", "json", "--", repo.path).stdout)
    assert [one["verdict"] for one in broken["architecture"]["contracts"]] == ["broken", "kept"]
    (finding,) = [one for one in broken["findings"] if one["code"] == "layer-violation"]
    assert (finding["path"], finding["line"], finding["symbol"]) == (
        "shop/prices.py",
        1,
        "Pages above prices",
    )
    assert finding["evidence"] == [
        "Contract Pages above prices in pyproject.toml",
        "shop/prices.py:1 imports shop/pages.py",
    ]
    explained = room.run("explain", "layer-violation")
    assert explained.status == 0
    assert b"import-linter" in explained.stdout


def test_layers_of_the_settings_are_kept_or_told(tmp_path: Path) -> None:
    room, repo = Room(tmp_path), make_repository(tmp_path / "repo")
    repo.commit(
        {
            "mainstay.toml": 'layers = [["/web/"], ["/domain/"]]\nforbidden_imports = ["/web/ -> /store/"]\n',
            "web/__init__.py": "",
            "web/page.py": "from domain import cart\nfrom store import table\n",
            "domain/__init__.py": "",
            "domain/cart.py": "import json\nfrom web import page\n",
            "store/__init__.py": "",
            "store/table.py": "",
        }
    )
    report = json.loads(room.run("check", "--format", "json", "--", repo.path).stdout)
    found = [one for one in report["findings"] if one["code"] == "layer-violation"]
    assert sorted((one["path"], one["line"], one["text"]) for one in found) == [
        ("domain/cart.py", 2, "imports web/page.py, of the layer /web/ above /domain/"),
        ("web/page.py", 2, "imports store/table.py, which is forbidden"),
    ]
