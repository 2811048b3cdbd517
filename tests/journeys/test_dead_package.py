"""A package that nothing uses is one line of the list, with its size and its age; all that is in it goes with it."""

import json
from pathlib import Path

from tests.fakes.repositories import DAY, make_repository
from tests.hostile.room import Room

FUNCTION = "def show_{0}(rows):\n    return [row for row in rows if row]\n\n\n"
LEGACY = {
    f"legacy_dashboard_v1/{name}.py": "".join(FUNCTION.format(f"{name}_{number}") for number in range(60))
    for name in ("views", "models", "forms", "charts", "export")
}
LIVING = {
    "shop/__init__.py": "",
    "shop/__main__.py": "from shop.cart import total\n\nprint(total([]))\n",
    "shop/cart.py": "def total(prices):\n    return sum(prices)\n",
}


def test_a_dead_package_is_told_once_with_its_size_and_age(tmp_path: Path) -> None:
    room, repo = Room(tmp_path), make_repository(tmp_path / "repo")
    repo.commit({**LIVING, **LEGACY, "legacy_dashboard_v1/__init__.py": ""})
    repo.commit({"legacy_dashboard_v1/views.py": LEGACY["legacy_dashboard_v1/views.py"] + "\n"})
    repo.now += 250 * DAY
    repo.commit({"shop/cart.py": "def total(prices):\n    return sum(prices, 0)\n"})
    outcome = room.run("list", "--format", "json", "--top", "0", "--", repo.path)
    assert outcome.status == 0, outcome.said
    rows = [row["finding"] for row in json.loads(outcome.stdout)["rows"]]
    (dead,) = [one for one in rows if one["code"].startswith("dead-")]
    assert (dead["code"], dead["path"]) == ("dead-module", "legacy_dashboard_v1/__init__.py")
    assert dead["text"] == (
        "package legacy_dashboard_v1: 0 imports, no entry point, 6 modules, 1,201 lines, last changed 8 months ago"
    )
