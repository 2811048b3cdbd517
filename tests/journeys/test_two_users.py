"""The README's journey of two users over one shared store.

As root it is two real users of the operating system, by their own ids and one group, with homes of their own; all that is
lent to them is to read the program's files wherever they lie, so what is checked is who may write. Without root
nobody can become another user: then the same commands run as one user, once under each name by a stand-in, which checks
the lines and the modes of the files and not that the system lets the other user in.
"""

import grp
import json
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

AS_USER = Path(__file__).parent / "as_user.py"
GROUP = 60_123
PLAN = """
{title: Raise the limit, why: It is full., change: code, subject: "repo:shop", environment: production, base: 4f2a,
 steps: [{id: write, do: manual}]}
"""
CARRIED_OUT = """
title: Raise the limit
why: It is full.
change: code
subject: repo:shop
environment: production
base: none
steps:
  - id: limit
    do: file
    with: {{path: {live}/pool.conf, content: "limit = 20\\n"}}
    undo: {{do: file, with: {{path: {live}/pool.conf, restore: true}}}}
"""


class Machine:
    """A folder for all with the rules, the shared store and two homes; `ada` and `bob` are users, root or this user a third."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root = folder, os.geteuid() == 0
        others = [one for one in pwd.getpwall() if one.pw_uid not in {0, os.geteuid()}]
        self.users = dict(zip(("ada", "bob"), others, strict=False))
        folder.chmod(0o755)
        shared, live = folder / "srv", folder / "live"
        for one in (shared, live):
            one.mkdir()
            if self.root:
                os.chown(one, 0, GROUP)
            one.chmod(0o2770)
        for name, user in self.users.items():
            (folder / name).mkdir()
            if self.root:
                os.chown(folder / name, user.pw_uid, user.pw_gid)
        (folder / "etc").mkdir()
        self.file = folder / "etc" / "mainstay-server.yaml"
        rules = self.run("ada", "policy", "sample", "-q").stdout
        for name in self.users:
            rules = rules.replace(f"user: {name}", f"user: {self.name(name)}")
        rules = rules.replace('store: ""', f"store: {shared / 'decisions.sqlite'}").replace(
            "by: anybody", "by: tick"
        )
        rules = rules.replace("  roots: []", f"  roots: [{live}]")
        self.file.write_text(rules)
        self.file.chmod(0o644)

    def name(self, who: str) -> str:
        return self.users[who].pw_name if self.root else who

    def run(self, who: str, *words: str, given: str = "", code: int = 0) -> subprocess.CompletedProcess[str]:
        user = self.users.get(who)
        as_them = (
            [
                *("setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", f"--groups={GROUP}"),
                # The program's own files may lie where others cannot look; this lets them be read, and nothing be written.
                *("--inh-caps=-all,+dac_read_search", "--ambient-caps=+dac_read_search", "--"),
            ]
            if self.root and user
            else []
        )
        home = self.folder / who if user else self.folder / "keeper"
        home.mkdir(exist_ok=True)
        program = ["-m", "mainstay"] if self.root else [str(AS_USER), who]
        done = subprocess.run(
            [*as_them, sys.executable, "-B", *program, *words],
            cwd=home,
            env={
                "HOME": str(home),
                "PATH": os.environ["PATH"],
                "MAINSTAY_SERVER_FILE": str(self.file),
                "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
            },
            input=given,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done


@pytest.fixture
def machine() -> Iterator[Machine]:
    # Pytest's own folders are closed to other users.
    folder = Path(tempfile.mkdtemp(prefix="mainstay-two-"))
    try:
        yield Machine(folder)
    finally:
        shutil.rmtree(folder)


def test_proposed_by_one_user_and_approved_by_another_over_one_store(machine: Machine) -> None:
    told = machine.run("ada", "submit", "-", given=PLAN)
    assert told.stdout.startswith("proposed: Raise the limit")
    store = machine.folder / "srv" / "decisions.sqlite"
    facts = store.stat()
    assert stat.S_IMODE(facts.st_mode) == 0o660
    if machine.root:
        assert (facts.st_uid, facts.st_gid) == (machine.users["ada"].pw_uid, GROUP)
        assert GROUP not in {one.gr_gid for one in grp.getgrall()}, "no group of this machine lends the right"
    (row,) = [
        line
        for line in machine.run("bob", "proposals", "--waiting-for-me").stdout.splitlines()
        if "for you" in line
    ]
    name = row.split()[0]
    content = (
        machine.run("bob", "show", name, "--format", "json")
        .stdout.partition('"content":"')[2]
        .partition('"')[0]
    )
    assert (
        "nobody approves what they proposed"
        in machine.run("ada", "approve", name, "--content", content, code=2).stderr
    )
    assert machine.run("bob", "approve", name, "--content", content).stdout.startswith("approved by you")
    machine.run("root", "tick")
    told = machine.run("root", "audit", "verify")
    assert "0 not sealed yet" in told.stdout and "nothing is wrong" in told.stdout


def test_proposed_by_one_user_and_carried_out_and_taken_back_by_another(machine: Machine) -> None:
    pool = machine.folder / "live" / "pool.conf"
    pool.write_text("limit = 10\n")
    if machine.root:
        os.chown(pool, machine.users["bob"].pw_uid, GROUP)
    told = machine.run("ada", "submit", "-", "--format", "json", given=CARRIED_OUT.format(live=pool.parent))
    proposal = json.loads(told.stdout)["proposal"]
    machine.run("bob", "approve", proposal["id"], "--content", proposal["content"])
    machine.run("bob", "apply", proposal["id"])
    assert pool.read_text() == "limit = 20\n"
    machine.run("bob", "undo", proposal["id"])
    assert pool.read_text() == "limit = 10\n"
    machine.run("root", "tick")
    assert "nothing is wrong" in machine.run("root", "audit", "verify").stdout
