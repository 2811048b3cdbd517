"""From the list to one finding: its id is taken, its price is explained, and the commit that brought it is named."""

import json
from pathlib import Path

from tests.fakes.repositories import make_repository
from tests.hostile.room import Room
from tests.journeys.test_setting_aside import PLAIN


def test_from_the_list_to_the_commit_that_brought_it(tmp_path: Path) -> None:
    repo, room = make_repository(tmp_path / "repo"), Room(tmp_path)
    repo.commit({"src/prices.py": "def price(value):\n    return value\n"})
    repo.commit({"src/prices.py": "def price(value):\n    return value + 1\n"}, "Add one")
    brought = repo.commit({"src/prices.py": PLAIN}, "Price by steps")
    repo.git("mv", "src/prices.py", "src/tariff.py")
    repo.commit(message="Rename")
    repo.commit({"src/tariff.py": f"import os\n\n\n{PLAIN}"}, "Import what is needed")
    listed = room.run("list", "--format", "json", "--top", "0", "--", repo.path)
    (row,) = [
        row for row in json.loads(listed.stdout)["rows"] if row["finding"]["code"] == "complex-function"
    ]
    told = room.run("explain", row["ident"], str(repo.path))
    assert told.status == 0, told.said
    text = told.stdout.decode()
    assert "src/tariff.py:4" in text
    assert f"commit {brought[:12]} of " in text
    assert f"ignore[complex-function] WHY until YYYY-MM-DD, on line {row['finding']['line']}" in text
