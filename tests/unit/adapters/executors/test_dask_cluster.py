"""A cluster of other versions, without workers, without certificates, or not there at all, is refused and says why."""

import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from mainstay.adapters.executors import dask_cluster
from mainstay.adapters.executors.dask_cluster import DaskExecutors
from mainstay.adapters.executors.versions import by_the_same, own_versions
from mainstay.domain.computing import Computing, ExecutorKind
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.flows.blocks import Blocks
from tests.fakes.block_tasks import doubled, failing
from tests.servers.cluster import Cluster, cluster


@pytest.fixture(scope="module")
def one() -> Iterator[Cluster]:
    with cluster(1) as made:
        yield made


class OnlyHere:
    """What only the process that made it can load again."""

    def __reduce__(self) -> tuple[object, ...]:
        return loaded_by, (os.getpid(),)


def loaded_by(process: int) -> int:
    if os.getpid() != process:
        raise ModuleNotFoundError("No module named 'that_is_not_there'")
    return 1


def over(address: str, **more: str) -> DaskExecutors:
    return DaskExecutors(Computing(ExecutorKind.DASK, scheduler=address, **more))


def test_a_task_of_other_versions_is_refused() -> None:
    ours = own_versions()
    assert by_the_same(ours, doubled, 4) == 8
    for name in ours:
        with pytest.raises(RunFailed, match=f"a worker has {name} .*, and this machine has 0.0.1") as refused:
            by_the_same({**ours, name: "0.0.1"}, doubled, 4)
        assert "the same version" in refused.value.mend


def test_a_cluster_of_another_version_is_refused_before_anything_is_given(tmp_path: Path) -> None:
    about = tmp_path / "mainstay-0.0.1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: mainstay\nVersion: 0.0.1\n")
    with cluster(0) as made:
        made.add_worker(PYTHONPATH=str(tmp_path))
        with pytest.raises(
            RunFailed, match=r"the worker tcp://127.* has mainstay 0.0.1, and this machine has"
        ):
            over(made.address).open()


def test_what_nobody_there_can_load_is_told_as_another_version(one: Cluster) -> None:
    executors = over(one.address)
    executor = executors.open()
    with pytest.raises(RunFailed, match="knows nothing of what it was given") as failed:
        executor.submit(doubled, OnlyHere()).result(60)
    assert "the same version" in failed.value.mend
    assert executor.submit(doubled, 2).result(60) == 4
    executors.end(executor)


def test_what_a_task_raises_is_raised_here(one: Cluster) -> None:
    executors = over(one.address)
    executor = executors.open()
    with pytest.raises(ValueError, match="three"):
        executor.submit(failing, 3).result(60)
    assert executors.width == 1
    executor.shutdown()
    executor.shutdown()


def test_shutting_down_waits_for_what_is_under_way(one: Cluster) -> None:
    with over(one.address).open() as executor:
        futures = [executor.submit(doubled, number) for number in range(5)]
    assert [future.result(0) for future in futures] == [0, 2, 4, 6, 8]


def test_what_is_given_while_the_cluster_breaks_is_not_waited_for(
    one: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    executor = over(one.address).open()

    class Never:
        def add_done_callback(self, told: object) -> None:
            """Nobody will ever be told."""

    def breaking(*_: object, **__: object) -> Never:
        executor._break("the scheduler is gone")
        return Never()

    monkeypatch.setattr(executor._client, "submit", breaking)
    with pytest.raises(BrokenExecutor, match="gone"):
        executor.submit(doubled, 1).result(5)
    executor.shutdown()


def test_a_scheduler_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster, "_CONNECTING", 1)
    with Blocks(over("tcp://127.0.0.1:1")) as blocks, pytest.raises(RunFailed, match="cannot be asked"):
        list(blocks.each(doubled, [(1, 1)]))


def test_a_cluster_without_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster, "_CONNECTING", 2)
    with cluster(0) as made, pytest.raises(RunFailed, match="no workers"):
        over(made.address).open()


def test_tls_needs_all_three_files() -> None:
    with pytest.raises(UsageError, match="known by its authority"):
        over("tls://127.0.0.1:1", authority="ca.pem").open()


def test_with_tls_a_cluster_computes_and_strangers_do_not_get_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_cluster, "_CONNECTING", 5)
    authority, key, certificate = _certified(tmp_path, "ours")
    _, strange_key, strange = _certified(tmp_path, "strange")
    words = ("--tls-ca-file", authority, "--tls-cert", certificate, "--tls-key", key)
    with cluster(1, tls=words) as made:
        assert made.address.startswith("tls://127.0.0.1:")
        with Blocks(over(made.address, authority=authority, certificate=certificate, key=key)) as blocks:
            assert list(blocks.each(doubled, [("a", 1), ("b", 2)])) == [("a", 2), ("b", 4)]
        with pytest.raises(RunFailed, match="cannot be asked"):
            over(made.address, authority=authority, certificate=strange, key=strange_key).open()


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(dask_cluster.__dict__, "import_module", _missing)
    with pytest.raises(RunFailed) as failed:
        over("tcp://127.0.0.1:1")
    assert failed.value.mend == 'pip install "mainstay[cluster]"'


def _missing(name: str) -> object:
    raise ModuleNotFoundError(name)


def _certified(folder: Path, name: str) -> tuple[str, str, str]:
    """Make an authority, and a certificate for 127.0.0.1 that it signed; give their files with the key."""
    place = folder / name
    place.mkdir()
    ca_key, ca, key, asked, made, named = (
        str(place / one) for one in ("ca-key.pem", "ca.pem", "key.pem", "asked.pem", "cert.pem", "named")
    )
    Path(named).write_text("subjectAltName=IP:127.0.0.1\n")
    curve = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
    for words in (
        f"req -x509 {curve} -days 2 -subj /CN=authority -keyout {ca_key} -out {ca}",
        f"req {curve} -subj /CN={name} -keyout {key} -out {asked}",
        f"x509 -req -in {asked} -CA {ca} -CAkey {ca_key} -CAcreateserial -days 2 -extfile {named} -out {made}",
    ):
        subprocess.run(["openssl", *words.split()], check=True, capture_output=True)
    return ca, key, made
