"""Where a store is: what is reached how, and what a person sees of it."""

import socket
import struct
import threading
from contextlib import closing

import pytest

from mainstay.adapters.store.addresses import store_address
from mainstay.adapters.store.opening import open_store
from mainstay.domain.errors import RunFailed

HERE = (
    "postgresql://ann@/d",
    "postgresql://ann@/d?host=/run/postgresql",
    "postgresql://ann@localhost:5433/d",
    "postgresql://ann@LOCALHOST./d",
    "postgresql://ann@127.0.0.2/d",
    "postgresql://ann@[::1]/d",
    "postgresql://ann@/d?host=localhost&host=%2Ftmp",
    "postgresql://ann@/d?host=localhost&hostaddr=127.0.0.1",
)
ELSEWHERE = (
    "postgresql://ann@db.example/d",
    "postgresql://ann@10.0.0.1/d",
    "postgresql://ann@/d?host=db.example",
    "postgresql://ann@/d?host=localhost,db.example",
    "postgresql://ann@/d?host=localhost&host=db.example",
    "postgresql://ann@localhost/d?hostaddr=10.0.0.1",
    "postgresql://ann@localhost/d?host=db.example",
    "postgresql://ann@/d?service=decisions",
    "postgresql://ann@localhost.example/d",
)


@pytest.mark.parametrize("text", HERE)
def test_a_server_of_this_machine_is_reached_as_it_is(text: str) -> None:
    assert "sslmode" not in store_address(text).url.query


@pytest.mark.parametrize("text", ELSEWHERE)
def test_a_server_elsewhere_must_prove_that_it_is_the_right_one(text: str) -> None:
    assert store_address(text).url.query["sslmode"] == "verify-full"
    assert "sslmode" not in store_address(text).shown


@pytest.mark.parametrize("mode", ["verify-ca", "require", "disable"])
def test_what_the_address_says_itself_holds(mode: str) -> None:
    assert store_address(f"postgresql://ann@db.example/d?sslmode={mode}").url.query["sslmode"] == mode


@pytest.mark.parametrize("name", ["PGHOST", "PGHOSTADDR", "PGSERVICE"])
def test_what_the_environment_names_counts(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "10.0.0.1")
    assert store_address("postgresql://ann@/d").url.query["sslmode"] == "verify-full"


def test_a_server_that_proves_nothing_hears_neither_name_nor_password() -> None:
    heard: list[bytes] = []
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        answering = threading.Thread(target=_refuse_tls, args=(server, heard))
        answering.start()
        port = server.getsockname()[1]
        # Another name for this machine, as libpq takes it.
        place = f"postgresql://ann:s3cret@db.example:{port}/d?hostaddr=127.0.0.1"
        with pytest.raises(RunFailed, match="does not prove") as refused:
            open_store(place)
        answering.join(60)
    assert "sslrootcert" in refused.value.mend
    assert set(heard) == {struct.pack("!ii", 8, 80877103)}, "it asks for TLS, and says nothing else"


def _refuse_tls(server: socket.socket, heard: list[bytes]) -> None:
    connection, _ = server.accept()
    with connection:
        connection.settimeout(30)
        heard.append(connection.recv(1_000))
        connection.sendall(b"N")
        if more := connection.recv(1_000):
            heard.append(more)
