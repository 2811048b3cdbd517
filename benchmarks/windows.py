"""A repository's ranking with its windows, each judged together with the orders that only the benchmark knows."""

import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import past as pasts
from benchmarks import poisson, repowise
from benchmarks.cutting import Cutter
from benchmarks.measuring import Failed, Row
from benchmarks.peers import install, version
from mainstay.adapters.git.opening import open_repository
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.analysis.history.past import mainline_before
from mainstay.analysis.risk.activity import Outcome
from mainstay.analysis.risk.backtest import Known, known_at
from mainstay.analysis.risk.cuts import HORIZON, Figures, moments, with_lines
from mainstay.analysis.risk.scoring import score_order
from mainstay.domain.ranking import OrderScore, Ranking, Window
from mainstay.keepers.code.listing import Lister

POISSON = "poisson"


@dataclass(frozen=True, slots=True)
class Measured:
    """One repository's ranking with all orders in its windows, and the processor seconds that ours took.

    `evidence` counts the whole log; `peers` has a row for each run of another tool, named by the window's begin.
    """

    name: str
    head: str
    head_at: int
    commits: int
    touches: int
    evidence: pasts.Evidence
    ranking: Ranking
    seconds: float
    peers: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class PeerRuns:
    """How other tools are run: in how many of the last windows, where they are kept, and when they are given up."""

    windows: int
    homes: Path
    scratch: Path | None
    environment: Mapping[str, str]
    seconds: float


def measured(path: Path, lister: Lister, *, with_complexity: bool, peers: PeerRuns | None = None) -> Measured:
    """Rank the files of now and judge every order in every window. Raises Failed when there is no commit."""
    with open_repository(path, LocalProcesses()) as source:
        past = pasts.read_past(source)
        log, head = past.log, source.repository
        cutter = Cutter(source, lister, with_complexity)
        rows = [(at, mainline_before(log, at)) for at in moments(head.committed_at)]
        present = cutter.cut(head.committed_at, head.head)
        cuts = [cutter.cut(at, log.oids[row]) for at, row in rows if row is not None]
    began = time.process_time()
    ranking = pasts.ranking(past, present, cuts, lister)
    seconds = time.process_time() - began
    # Again for what the ranking keeps to itself: what was known at each moment, and what came of it.
    known = known_at(pasts.record(past, lister), [with_lines(cut) for cut in (present, *cuts)])
    windows = [_with_poisson(window, known) for window in ranking.proof.windows]
    peer_rows: list[Row] = []
    if peers is not None:
        beside, peer_rows = _beside_peers(path, windows[: peers.windows], known, peers)
        windows[: peers.windows] = beside
    place = path.absolute()
    return Measured(
        place.parent.name if place.name == "repo" else place.name,
        head.head,
        head.committed_at,
        len(log.oids),
        len(log.touched),
        pasts.evidence(past),
        replace(ranking, proof=replace(ranking.proof, windows=tuple(windows))),
        seconds,
        tuple(peer_rows),
    )


def _with_poisson(window: Window, known: Sequence[Known]) -> Window:
    """Add the regression on the previous window, by file and by line; it has no place where there is no such window."""
    one, before = _known(known, window.begin), _known(known, window.begin - HORIZON)
    if one is None or before is None or before.outcome is None:
        return window
    learnt_from = poisson.features(before.cut, before.activity)
    expected = poisson.foretell(learnt_from, before.outcome.touches, poisson.features(one.cut, one.activity))
    return _with_orders(window, one, {POISSON: expected, f"{POISSON}-per-line": expected / one.cut.lines})


def _known(known: Sequence[Known], at: int) -> Known | None:
    return next((one for one in known if one.cut.at == at), None)


def _with_orders(window: Window, one: Known, orders: Mapping[str, Figures]) -> Window:
    return replace(window, scores=(*window.scores, *_scores(one, one.outcome, orders)))


def _scores(one: Known, outcome: Outcome | None, orders: Mapping[str, Figures]) -> list[OrderScore]:
    if outcome is None:
        return []
    return [
        score_order(order, values, one.cut.lines, outcome.weight, outcome.touches)
        for order, values in orders.items()
    ]


def _beside_peers(
    path: Path, windows: Sequence[Window], known: Sequence[Known], peers: PeerRuns
) -> tuple[list[Window], list[Row]]:
    """Add repowise's orders to the windows; where it cannot be run the row says why."""
    try:
        home = install(repowise.NAME, peers.homes)
    except Failed as failure:
        return list(windows), [Row(repowise.NAME, failure=str(failure))]
    name = f"{repowise.NAME} {version(repowise.NAME, home)}"
    beside, rows = [], []
    for window in windows:
        with tempfile.TemporaryDirectory(prefix="mainstay-benchmark-", dir=peers.scratch) as folder:
            scratch = Path(folder)
            environment = {**peers.environment, "HOME": folder}
            try:
                left, taken = repowise.look_back(
                    path, window.commit, scratch, home, environment, peers.seconds
                )
            except Failed as failure:
                rows.append(Row(f"{name} at {window.commit[:12]}", failure=str(failure)))
                beside.append(window)
                continue
        one = _known(known, window.begin)
        beside.append(window if one is None else _with_orders(window, one, repowise.orders(left, one.cut)))
        rows.append(Row(f"{name} at {window.commit[:12]}", (taken,)))
    return beside, rows
