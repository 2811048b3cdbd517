"""The gate on imports: a new circle counts wherever it runs, a violation that was moved or renamed does not."""

import json
from pathlib import Path

import pytest

from tests.fakes.repositories import Repo, make_repository
from tests.hostile.room import Room, notices_of

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
def files() -> dict[str, str]:
    return OLD


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


RING = {
    "ring/__init__.py": "",
    **{
        f"ring/m{at}.py": f"import ring.m{(at + 1) % 6}\nx = {at}\n\n\ndef f{at}():\n    return x\n"
        for at in range(6)
    },
    "ring/out.py": "y = 1\n",
}
JOINED = {
    "an import across the circle": (
        {"ring/m1.py": RING["ring/m1.py"] + "import ring.m4\n"},
        ("ring/m1.py", 7, "worsened", "a circle of 6 modules grew by an import: ring/m1.py -> ring/m4.py"),
    ),
    "a module that joins the circle": (
        {"ring/out.py": "y = 1\nimport ring.m0\n", "ring/m0.py": RING["ring/m0.py"] + "import ring.out\n"},
        (
            "ring/m0.py",
            7,
            "worsened",
            "a circle of 7 modules grew by an import: ring/m0.py -> ring/out.py and 1 more",
        ),
    ),
    "an import that closes a circle from a file nobody looks at": (
        {"ring/m0.py": None, "ring/m5.py": "import ring.out\n", "ring/out.py": "y = 1\n\n\nimport ring.m1\n"},
        (
            "ring/m5.py",
            1,
            "worsened",
            "a circle of 6 modules grew by an import: ring/m5.py -> ring/out.py and 1 more",
        ),
    ),
    "the circle laid out anew": ({"ring/m1.py": "import   ring.m2\nx = 1\n"}, None),
    "an import that leads out of it": ({"ring/m1.py": RING["ring/m1.py"] + "import ring.out\n"}, None),
}


@pytest.mark.parametrize(("change", "wanted"), JOINED.values(), ids=JOINED)
def test_an_import_that_joins_a_circle_is_told_where_it_stands(
    tmp_path: Path,
    change: dict[str, str | None],
    wanted: tuple[str, int, str, str] | None,
) -> None:
    repo = make_repository(tmp_path / "repo")
    repo.commit(RING)
    repo.git("checkout", "-q", "-b", "change")
    repo.commit(change)
    assert _circles(tmp_path, repo) == ([wanted] if wanted else [])


def test_a_new_circle_is_told_at_the_import_that_closed_it(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    # The advised cut is in a.py, which the change does not touch.
    repo.commit({"p/__init__.py": "", "p/a.py": "import p.b\n", "p/b.py": "x = 1\n\n\ny = 2\n"})
    repo.git("checkout", "-q", "-b", "change")
    repo.commit({"p/b.py": "x = 1\n\n\ny = 2\nimport p.a\n"})
    ((path, line, novelty, text),) = _circles(tmp_path, repo)
    assert (path, line, novelty) == ("p/b.py", 5, "introduced")
    assert text.endswith("the change closed it: p/b.py -> p/a.py")


def _circles(tmp_path: Path, repo: Repo) -> list[tuple[str, int, str, str]]:
    outcome = Room(tmp_path).run("check", "--new-only", "--base", "main", "--format", "json", "--", repo.path)
    assert outcome.status == 0, outcome.said
    report = json.loads(outcome.stdout)
    new = {one["fingerprint"]: one["novelty"] for one in report["comparison"]["new"]}
    return [
        (one["path"], one["line"], new[one["fingerprint"]], one["text"])
        for one in report["findings"]
        if one["code"] == "import-cycle"
    ]


TANGLE = {**RING, "ring/m2.py": RING["ring/m2.py"] + "import ring.m0\n"}
AFTER_ACCEPTING = {
    "an import across the circle": (
        {"ring/m1.py": RING["ring/m1.py"] + "import ring.m4\n"},
        "m1.py -> m4.py",
    ),
    "one import in the place of another": (
        {"ring/m2.py": RING["ring/m2.py"] + "import ring.m1\n"},
        "m2.py -> m1.py",
    ),
    "a file that joins": (
        {"ring/out.py": "y = 1\nimport ring.m0\n", "ring/m0.py": RING["ring/m0.py"] + "import ring.out\n"},
        "m0.py -> out.py, out.py -> m0.py",
    ),
    "an import that went": ({"ring/m2.py": RING["ring/m2.py"]}, ""),
    "the circle moved": ({"ring/m1.py": "import   ring.m2\nx = 1\n"}, ""),
}


@pytest.mark.parametrize(("change", "joined"), AFTER_ACCEPTING.values(), ids=AFTER_ACCEPTING)
def test_an_accepted_circle_is_the_circle_as_it_was(
    tmp_path: Path, change: dict[str, str | None], joined: str
) -> None:
    repo = make_repository(tmp_path / "repo")
    repo.commit(TANGLE)
    room = Room(tmp_path)
    accepted = room.run(
        "baseline", "--reason", "planned for spring", "--code", "import-cycle", "--", repo.path
    )
    assert accepted.status == 0, accepted.said
    repo.commit({}, "Accept")
    gate = ["check", "--fail-on", "import-cycle", "--format", "json"]
    assert room.run(*gate, "--", repo.path).status == 0
    repo.git("checkout", "-q", "-b", "change")
    repo.commit(change)
    for more in ((), ("--new-only", "--base", "main")):
        outcome = room.run(*gate, *more, "--", repo.path)
        assert (outcome.status, more) == (1 if joined else 0, more)
        assert joined in str(notices_of(outcome.report).get("suppression-outgrown"))
    assert (
        room.run(
            "baseline", "--renew", "--reason", "as it is", "--code", "import-cycle", "--", repo.path
        ).status
        == 0
    )
    assert room.run(*gate, "--", repo.path).status == 0
