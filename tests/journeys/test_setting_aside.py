"""A finding set aside by a comment or the baseline stays so through what people do to code, and comes back when it should."""

import json
from pathlib import Path

import pytest

from tests.fakes.repositories import Repo
from tests.hostile.room import Room

BODY = "".join(f"    if value > {step}:\n        value -= {step}\n" for step in range(20))
PLAIN = f"def price(value):\n{BODY}    return value\n"
COMMENT = "# mainstay: ignore[complex-function] follows the price list"


@pytest.fixture
def files() -> dict[str, str]:
    return {"src/prices.py": PLAIN, "src/other.py": "A = 1\n"}


def listed(room: Room, repo: Repo, *arguments: str) -> list[str]:
    """Give the places that are listed (or, with `--suppressed`, set aside)."""
    outcome = room.run("list", "--format", "json", "--top", "0", *arguments, "--", repo.path)
    assert outcome.status == 0, outcome.said
    rows = json.loads(outcome.stdout)["rows"]
    return [row["finding"]["path"] for row in rows if row["finding"]["code"] == "complex-function"]


def notices(room: Room, repo: Repo) -> dict[str, list[str]]:
    return {notice["code"]: notice["examples"] for notice in room.look(repo.path)["notices"]}


def test_a_comment_goes_with_its_function(room: Room, repo: Repo) -> None:
    assert listed(room, repo) == ["src/prices.py"]
    repo.write({"src/prices.py": f"{COMMENT}\n{PLAIN}"})
    assert (listed(room, repo), listed(room, repo, "--suppressed")) == ([], ["src/prices.py"])
    repo.commit(message="Say why")
    repo.git("mv", "src/prices.py", "src/tariff.py")
    repo.commit(message="Rename")
    assert (listed(room, repo), listed(room, repo, "--suppressed")) == ([], ["src/tariff.py"])
    wrapped = PLAIN.replace("def price(value):", f"@cache\ndef price(\n    value,\n):  {COMMENT}")
    repo.commit({"src/tariff.py": "import os\n\n\n" + wrapped}, "Reformat")
    assert (listed(room, repo), listed(room, repo, "--suppressed")) == ([], ["src/tariff.py"])
    assert "suppression-unused" not in notices(room, repo)


def test_a_comment_that_does_nothing_any_more_is_told(room: Room, repo: Repo) -> None:
    repo.commit({"src/prices.py": f"{COMMENT}\ndef price(value):\n    return value\n"}, "Mend it")
    assert notices(room, repo)["suppression-unused"] == ["src/prices.py:1 [complex-function]"]
    repo.commit({"src/prices.py": f"# mainstay: ignore[complex-function]\n{PLAIN}"}, "Break it")
    assert notices(room, repo)["suppression-refused"] == ["src/prices.py:1: it gives no reason"]
    repo.commit({"src/prices.py": f"{COMMENT} until 2020-01-01\n{PLAIN}"}, "For some time")
    assert notices(room, repo)["suppression-expired"] == ["src/prices.py:1"]
    assert listed(room, repo) == ["src/prices.py"]
    shown = room.run("check", "-v", repo.path).stdout.decode()
    assert "such as src/prices.py:1" in shown


def accept(room: Room, repo: Repo, *arguments: str) -> str:
    outcome = room.run("baseline", *arguments, "--", repo.path)
    assert outcome.status == 0, outcome.said
    return outcome.stdout.decode()


def test_the_baseline_accepts_what_is_there_and_not_what_it_becomes(room: Room, repo: Repo) -> None:
    assert "accepted" in accept(room, repo, "--reason", "there before we began")
    assert listed(room, repo) == []
    assert room.run("check", "--fail-on", "low", "--", repo.path).status == 0
    repo.commit(message="Begin with what is there")
    new = PLAIN.replace("price", "worth")
    repo.commit({"src/other.py": new}, "Add another")
    assert listed(room, repo) == ["src/other.py"]
    assert room.run("check", "--fail-on", "low", "--", repo.path).status == 1
    more = "".join(f"    if value < {step}:\n        value += {step}\n" for step in range(5))
    repo.commit(
        {"src/prices.py": PLAIN.replace("    return", f"{more}    return"), "src/other.py": ""},
        "Make it worse",
    )
    assert listed(room, repo) == ["src/prices.py"]
    assert "suppression-outgrown" in notices(room, repo)
    assert "renewed" in accept(room, repo, "--renew", "--reason", "one more tariff")
    assert listed(room, repo) == []


def test_entries_outlive_a_move_and_are_pruned_once_mended(room: Room, repo: Repo) -> None:
    accept(room, repo, "--reason", "there before we began")
    place = repo.path / "mainstay-baseline.json"
    first = place.read_bytes()
    accept(room, repo, "--reason", "another reason")
    assert place.read_bytes() == first
    (repo.path / "lib").mkdir()
    repo.git("mv", "src/prices.py", "lib/prices.py")
    repo.commit(message="Move")
    assert (listed(room, repo), listed(room, repo, "--suppressed")) == ([], ["lib/prices.py"])
    repo.commit({"lib/prices.py": "def price(value):\n    return value\n"}, "Mend")
    assert "suppression-unused" in notices(room, repo)
    assert "dropped" in accept(room, repo, "--prune")
    assert "complex-function" not in place.read_text()
    assert "suppression-unused" not in notices(room, repo)


LEGACY = "".join(f"def total_of_year_{year}():\n    return {year}\n" for year in range(1540, 2020))


@pytest.mark.parametrize("name", ["mainstay-baseline.json", "accepted.json"])
def test_a_name_that_only_the_baseline_holds_is_used_by_nothing(room: Room, repo: Repo, name: str) -> None:
    kept = {"mainstay.toml": f'baseline = "{name}"\n', "shop/__init__.py": "", "shop/ledger.py": LEGACY}
    kept["shop/__main__.py"] = "from shop.ledger import total_of_year_1540\n\ntotal_of_year_1540()\n"
    repo.commit(kept, "Keep the books")
    assert len(dead(room, repo)) == 480
    accept(room, repo, "--reason", "there before we began")
    first = (repo.path / name).read_bytes()
    assert first.count(b"dead-function") == 480
    for _ in ("not committed yet", "committed"):
        assert (len(dead(room, repo)), len(dead(room, repo, "--suppressed"))) == (0, 480)
        assert "suppression-unused" not in notices(room, repo)
        accept(room, repo, "--prune")
        accept(room, repo, "--reason", "another reason")
        assert (repo.path / name).read_bytes() == first
        repo.commit(message="Begin with what is there")


def test_without_the_baseline_its_file_is_no_use_either(room: Room, repo: Repo) -> None:
    repo.commit({"shop/__init__.py": "", "shop/ledger.py": "def total():\n    return 1\nA = total\n"})
    before = dead(room, repo)
    accept(room, repo, "--reason", "there before we began")
    assert dead(room, repo, "--baseline", "") == before == ["price"]


def dead(room: Room, repo: Repo, *arguments: str) -> list[str]:
    outcome = room.run("list", "--format", "json", "--top", "0", *arguments, "--", repo.path)
    rows = json.loads(outcome.stdout)["rows"]
    return [row["finding"]["symbol"] for row in rows if row["finding"]["code"] == "dead-function"]


def test_in_a_bare_repository_the_commits_baseline_counts(room: Room, repo: Repo, tmp_path: Path) -> None:
    accept(room, repo, "--reason", "there before we began")
    repo.commit(message="Begin with what is there")
    repo.git("clone", "--quiet", "--bare", ".", str(tmp_path / "bare"))
    bare = Repo(tmp_path / "bare")
    assert (listed(room, bare), listed(room, bare, "--suppressed")) == ([], ["src/prices.py"])
    refused = room.run("baseline", "--reason", "another reason", "--", bare.path)
    assert refused.status == 2
    assert "bare" in refused.says("error")
    out = tmp_path / "out.json"
    accept(room, bare, "--reason", "another reason", "-o", str(out))
    assert out.read_bytes() == (repo.path / "mainstay-baseline.json").read_bytes()


def test_a_comment_above_a_note_speaks_of_that_note_alone(room: Room, repo: Repo) -> None:
    why = "# mainstay: ignore[todo-comment] until the price list is out"
    source = f"""A = 1
# TODO: first
{why}
# TODO: second
# TODO: third
B = 2  # TODO: fourth

{why}
# what follows is
# TODO: fifth
"""
    repo.commit({"src/notes.py": source})

    def notes(*arguments: str) -> set[str]:
        said = room.run("list", "--format", "json", "--top", "0", *arguments, "--", repo.path).stdout
        rows = [row["finding"] for row in json.loads(said)["rows"]]
        return {row["text"] for row in rows if row["code"] == "todo-comment"}

    assert notes("--suppressed") == {"TODO second", "TODO fifth"}
    assert notes() == {"TODO first", "TODO third", "TODO fourth"}
    assert "suppression-unused" not in notices(room, repo)
