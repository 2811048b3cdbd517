"""Where series are computed: what is asked for beside what is set, and which schedulers may be asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.domain.computing import Computing, ExecutorKind, refuse_scheduler

CLUSTER = Computing(ExecutorKind.DASK, 8, "tls://far:8786", "ca", "cert", "key")


def test_what_is_asked_for_takes_the_place_of_what_is_set() -> None:
    assert CLUSTER.otherwise(Computing()) == CLUSTER
    assert CLUSTER.otherwise(Computing(workers=3)).workers == 3
    near = CLUSTER.otherwise(Computing(scheduler="tcp://127.0.0.1:1"))
    assert (near.executor, near.scheduler) == (ExecutorKind.DASK, "tcp://127.0.0.1:1")
    assert Computing().otherwise(Computing(scheduler="tls://far:1")).executor is ExecutorKind.DASK
    here = CLUSTER.otherwise(Computing(ExecutorKind.SERIAL))
    assert (here.executor, here.scheduler) == (ExecutorKind.SERIAL, "")


@pytest.mark.parametrize(
    "address",
    ["tls://far:8786", "tls://10.0.0.1:1", "tcp://127.0.0.1:8786", "tcp://[::1]:1", "tcp://localhost:5"],
)
def test_this_machine_and_whoever_proves_itself_may_be_asked(address: str) -> None:
    refuse_scheduler(address)


@pytest.mark.parametrize(
    "address", ["tcp://far:8786", "tcp://10.0.0.1:1", "tcp://0.0.0.0:1", "tcp://localhost.far:1"]
)
def test_another_machine_is_asked_with_tls_alone(address: str) -> None:
    with pytest.raises(ValueError, match="TLS alone"):
        refuse_scheduler(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "far:1",
        "tls://far",
        "tls://:1",
        "http://127.0.0.1:1",
        "tls://u:p@far:1",
        "tls://far:99999",
        "tls://far:1/x",
        "tls://[::1",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="a scheduler's address is"):
        refuse_scheduler(address)


@given(st.text())
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        refuse_scheduler(text)
    except ValueError as error:
        assert "scheduler" in str(error)
