"""One process that opens a store twice: what it keeps afterwards stays, whoever else comes and goes."""

import subprocess
import sys
from pathlib import Path

from mainstay.adapters.store.checking import check
from mainstay.adapters.store.opening import open_store
from tests.fakes.records import proposal
from tests.fakes.told import tell

ROOT = Path(__file__).parents[3]
KEEPING = "import sys; from tests.hostile.store.test_opened_twice import kept; kept(*sys.argv[1:])"


def kept(place: str, name: str) -> None:
    store = open_store(place)
    with store.writing() as work:
        work.proposals.add(proposal(name, key=name))
        tell(work)
    store.close()


def test_what_is_kept_after_others_left_stays(place: str) -> None:
    # A process's locks on a file end when it closes any handle of it; whoever leaves then believes to be the last, and takes
    # the log away that this one goes on writing.
    first = open_store(place)
    with first.writing() as work:
        work.proposals.add(proposal("before", key="before"))
        tell(work)
    kept(place, "beside")
    for name in ("one", "two"):
        # Not forked: a child would share what SQLite remembers here.
        subprocess.run([sys.executable, "-c", KEEPING, place, name], cwd=ROOT, check=True)
        with first.writing() as work:
            work.proposals.add(proposal(f"after {name}", key=f"after {name}"))
            tell(work)
    subprocess.run([sys.executable, "-c", KEEPING, place, "last"], cwd=ROOT, check=True)
    first.close()
    store = open_store(place)
    with store.reading() as work:
        found = list(work.proposals.starting_with("", most=100))
    store.close()
    assert found == ["after one", "after two", "before", "beside", "last", "one", "two"]
    assert check(place).wrong == ()
