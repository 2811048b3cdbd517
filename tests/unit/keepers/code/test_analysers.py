"""Files of other analysers are read in a process of its own: what kills that process is told, and ends nothing else."""

import os
from mmap import mmap
from pathlib import Path

import pytest

from mainstay.adapters.analyser_files import mapped
from mainstay.adapters.executors.processes import LocalWorkers
from mainstay.domain.errors import UsageError
from mainstay.domain.external import NO_RESULTS, ExternalFile
from mainstay.keepers.code.analysers import Open, read_external
from tests.fakes.progress import WrittenProgress


def dying(file: ExternalFile) -> mmap:
    """End the process, as the system does with one that takes too much."""
    os._exit(9)


def deep(file: ExternalFile) -> mmap:
    """Go deeper than Python goes."""
    return deep(file)


def full(file: ExternalFile) -> mmap:
    """Need more memory than there is."""
    raise MemoryError


@pytest.mark.parametrize("opened", [dying, deep, full])
def test_a_worker_that_dies_is_told_with_the_files(opened: Open) -> None:
    with pytest.raises(UsageError, match="more time or memory") as raised:
        read_external(LocalWorkers(1), [ExternalFile("a.sarif")], opened, WrittenProgress())
    assert raised.value.where == "a.sarif"


def test_results_and_refusals_come_back_from_the_worker(tmp_path: Path) -> None:
    file = tmp_path / "none.sarif"
    file.write_text('{"version": "2.1.0", "runs": []}')
    assert read_external(LocalWorkers(1), [ExternalFile(str(file))], mapped, WrittenProgress()) == NO_RESULTS
    file.write_text("{")
    with pytest.raises(UsageError, match="no JSON document"):
        read_external(LocalWorkers(1), [ExternalFile(str(file))], mapped, WrittenProgress())
