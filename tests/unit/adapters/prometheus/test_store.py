"""Reading a metrics store in bulk: what is sent, and servers that are ill, lie, flood or ask for patience."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from mainstay.adapters.http.client import HttpClient
from mainstay.adapters.prometheus.server import Access
from mainstay.adapters.prometheus.store import PrometheusStore
from mainstay.domain.address import address_in
from mainstay.domain.errors import EvidenceMissing, MainstayError, UsageError
from tests.fakes.receiver import (
    Behaviour,
    Receiver,
    answer,
    close_early,
    drip,
    endless,
    flood,
    garbage,
    hang,
    raw,
    receiving,
    say,
)
from tests.fakes.secrets import MemorySecrets

SECRETS = MemorySecrets({"env:TOKEN": "hidden-token"})
EMPTY = b'{"status":"success","data":{"resultType":"matrix","result":[]}}'


def store(receiver: Receiver, largest: int = 1 << 20, most: int = 1_000) -> PrometheusStore:
    address = address_in(receiver.address.replace("/hook?token=hidden", "/prom"))
    access = Access(bearer="env:TOKEN")
    return PrometheusStore("shop", address, HttpClient(), SECRETS, access, largest, most)


def failure(
    receiver: Receiver, kind: type[MainstayError], seconds: float = 5.0, largest: int = 1 << 20
) -> str:
    with pytest.raises(kind) as raised:
        store(receiver, largest).samples("up", 0, 6_000, 60, seconds)
    told = f"{raised.value.what} {raised.value.where} {raised.value.mend}"
    assert "hidden" not in told
    assert told.isprintable()
    return told


def forms(receiver: Receiver) -> list[dict[str, list[str]]]:
    return [parse_qs(one.body.decode(), strict_parsing=True) for one in receiver.received]


def points(handler) -> None:
    """Answer as a server of 100 series would, with a point a step."""
    form = parse_qs(handler.receiver.received[-1].body.decode())
    first, last, step = (int(form[name][0]) for name in ("start", "end", "step"))
    values = [[at, "1.5"] for at in range(first, last + 1, step)]
    result = [{"metric": {"a": str(number)}, "values": values} for number in range(100)]
    body = json.dumps({"status": "success", "data": {"resultType": "matrix", "result": result}}).encode()
    say(200, body)(handler)


def refused(status: int, kind: str, sentence: str) -> Behaviour:
    return say(status, json.dumps({"status": "error", "errorType": kind, "error": sentence}).encode())


def test_what_is_asked() -> None:
    with receiving(say(200, EMPTY)) as receiver:
        assert list(store(receiver).samples('a{b="c&d"}', 60, 660, 60)) == []
    (one,), (form,) = receiver.received, forms(receiver)
    assert (one.method, one.path) == ("POST", "/prom/api/v1/query_range")
    assert one.headers["authorization"] == "Bearer hidden-token"
    assert {name: form[name] for name in ("query", "start", "end", "step", "nocache")} == {
        "query": ['a{b="c&d"}'], "start": ["60"], "end": ["660"], "step": ["60"], "nocache": ["1"],
    }  # fmt: skip


def test_lists_are_asked_for_in_the_address() -> None:
    with receiving(
        say(200, b'{"status":"success","data":{"groups":[]}}'),
        say(200, b'{"status":"success","data":["up"]}'),
    ) as receiver:
        asked = store(receiver)
        assert list(asked.rules()) == []
        assert asked.names(5, 10) == {"up"}
    paths = [urlsplit(one.path) for one in receiver.received]
    assert [one.path for one in paths] == ["/prom/api/v1/rules", "/prom/api/v1/label/__name__/values"]
    assert parse_qs(paths[1].query) == {"start": ["5"], "end": ["10"]}
    assert {one.method for one in receiver.received} == {"GET"}


def test_what_does_not_fit_into_an_answer_is_asked_for_in_less() -> None:
    with receiving(points) as receiver:
        found = store(receiver, largest=50_000, most=10_000_000).samples("a", 0, 6_000, 60, 60)
    assert [one.samples.times.tolist() for one in found] == [list(range(0, 6_001, 60))] * 100
    # One that was too long, and then those that fit.
    assert 4 < len(receiver.received) < 30


@pytest.mark.parametrize(
    "too_much",
    [
        refused(
            422, "execution", "query processing would load too many samples into memory in query execution"
        ),
        refused(
            422, "422", "too many points for the given step; cannot exceed -search.maxPointsPerTimeseries=30"
        ),
        refused(400, "bad_data", "exceeded maximum resolution of 11,000 points per timeseries"),
        refused(422, "422", "cannot execute query: not enough memory for processing 62 data points"),
        refused(503, "timeout", "query timed out in expression evaluation"),
        answer(413),
    ],
)
def test_what_a_server_will_not_compute_at_once_is_asked_for_in_less(too_much: Behaviour) -> None:
    with receiving(too_much, say(200, EMPTY)) as receiver:
        assert list(store(receiver).samples("up", 0, 6_000, 60)) == []
    assert [int(form["end"][0]) for form in forms(receiver)][:2] == [6_000, 24 * 60]


def test_what_is_too_much_at_any_length_is_told() -> None:
    with receiving(refused(422, "execution", "too many samples")) as receiver:
        assert "too many samples" in failure(receiver, EvidenceMissing)
    assert len(receiver.received) < 10


def test_a_wrong_expression_is_told_with_the_sentence_of_the_server() -> None:
    with receiving(refused(400, "bad_data", "parse error: \x1b[31m unexpected hidden-token")) as receiver:
        assert "refused: parse error: \\x1b[31m unexpected ***" in failure(receiver, UsageError)
    assert len(receiver.received) == 1


def test_more_points_than_are_kept_are_told() -> None:
    with receiving(points) as receiver, pytest.raises(EvidenceMissing, match="more than 1000 points"):
        store(receiver).samples("a", 0, 6_000, 60)


def test_who_asks_for_patience_is_given_it() -> None:
    with receiving(answer(429, Retry_After="1"), answer(503, Retry_After="0"), say(200, EMPTY)) as receiver:
        assert list(store(receiver).samples("up", 0, 60, 60, 20)) == []
    assert len(receiver.received) == 3


def test_who_asks_for_more_patience_than_there_is_is_not_waited_for() -> None:
    for told in ("3600", "999999"):
        with receiving(answer(429, Retry_After=told)) as receiver:
            assert "come back" in failure(receiver, EvidenceMissing)
        assert len(receiver.received) == 1


def test_patience_ends() -> None:
    with receiving(answer(429, Retry_After="0")) as receiver:
        failure(receiver, EvidenceMissing, 1.2)
    assert len(receiver.received) <= 3
    with receiving(answer(429, Retry_After="Fri, 31 Dec 2027 23:59:59 GMT")) as receiver:
        failure(receiver, EvidenceMissing, 1.2)
    assert len(receiver.received) == 1


@pytest.mark.parametrize(
    "behaviour",
    [
        hang,
        drip,
        close_early,
        garbage,
        flood,
        answer(302, Location="/elsewhere"),
        answer(401),
        answer(500),
        say(200, b"<html>"),
        say(200, EMPTY.replace(b"matrix", b"vector")),
        say(200, EMPTY[:-1] + b',"warnings":["a store is away"]}'),
        say(200, b'{"a":' * 100_000),
        endless(b"HTTP/1.1 200 OK\r\n\r\n", b'{"a":"' + b"b" * 60_000),
        endless(b"HTTP/1.1 200 OK\r\ncontent-length: 10737418240\r\n\r\n", b"{" * 60_000),
        raw(b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n" + EMPTY),
    ],
)
def test_hostile_servers_give_no_answer(behaviour: Behaviour) -> None:
    with receiving(behaviour) as receiver:
        failure(receiver, EvidenceMissing, seconds=0.6)


def test_a_flood_is_not_kept_and_not_asked_for_without_end() -> None:
    with receiving(say(200, EMPTY + b" " * (1 << 20))) as receiver:
        assert "more than 1048576 bytes" in failure(receiver, EvidenceMissing, 30)
    assert len(receiver.received) < 10


def test_a_series_that_comes_twice_is_no_answer() -> None:
    one = b'{"metric":{"a":"b"},"values":[[60,"1"]]}'
    with receiving(say(200, EMPTY.replace(b"[]", b"[" + one + b"," + one + b"]"))) as receiver:
        assert "begins again" in failure(receiver, EvidenceMissing)
