"""What looks like a secret in a plan, and what only stands for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.scrubbing.likely_secrets import in_parameters, in_text
from mainstay.domain.plan import Value

TOKEN = "ghp_" + "a1B2" * 9


def found(**parameters: Value) -> list[tuple[str, str]]:
    """Give what is found in the parameters of an action."""
    return list(in_parameters(parameters, "with"))


@pytest.mark.parametrize(
    ("parameters", "place"),
    [
        ({"headers": {"Authorization": "Bearer abcdef123456"}}, "with.headers.Authorization"),
        ({"headers": {"authorization": "dXNlcjpwYXNz"}}, "with.headers.authorization"),
        ({"headers": {"X-Api-Key": "0123456789"}}, "with.headers.X-Api-Key"),
        ({"headers": {"Cookie": "session=0123456789"}}, "with.headers.Cookie"),
        ({"argv": ("curl", "-H", "Authorization: Basic dXNlcjpwYXNz", "https://a")}, "with.argv[2]"),
        ({"argv": ("sh", "-c", "curl -H 'authorization: token abc123def'")}, "with.argv[2]"),
        ({"argv": ("mysql", "--password", "hunter2pw")}, "with.argv[2]"),
        ({"argv": ("mysql", "--password=hunter2pw")}, "with.argv[1]"),
        ({"argv": ("psql", "postgres://shop:hunter2pw@db/shop")}, "with.argv[1]"),
        ({"argv": ("sh", "-c", "export DB_PASSWORD=hunter2pw; run")}, "with.argv[2]"),
        ({"argv": ("git", "push", f"https://{TOKEN}@github.example/a")}, "with.argv[2]"),
        ({"env": {"DB_PASSWORD": "s3cr3tpw"}}, "with.env.DB_PASSWORD"),
        ({"deep": {"er": ({"client_secret": "s3cr3tpw"},)}}, "with.deep.er[0].client_secret"),
        ({"body": '{"password": "s3cr3tpw"}'}, "with.body"),
        ({"url": "https://a.example/?user=a&api_key=0123456789"}, "with.url"),
        ({"a": "-----BEGIN OPENSSH PRIVATE KEY-----\nabc"}, "with.a"),
        ({"a": "AKIA" + "ABCDEFGH12345678"}, "with.a"),
        ({"a": "eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl"}, "with.a"),
    ],
)
def test_what_is_found_is_told_by_its_place_alone(parameters: dict[str, Value], place: str) -> None:
    ((where, what),) = found(**parameters)
    assert where == place
    assert what in {
        "a password",
        "a token",
        "a private key",
        "a password in an address",
        "what lets its sender in",
    }


@pytest.mark.parametrize(
    "parameters",
    [
        {"headers": {"Authorization": "env:TOKEN", "Accept": "application/json"}},
        {"headers": {"Authorization": "Bearer env:TOKEN"}},
        {"argv": ("curl", "-H", "Authorization: Bearer env:TOKEN")},
        {"argv": ("mysql", "--password", "env:DB_PASSWORD")},
        {"argv": ("mysql", "--password=file:/run/secrets/db")},
        {"argv": ("sh", "-c", 'export PASSWORD="$DB_PASSWORD"; TOKEN=${T} run')},
        {"argv": ("psql", "postgres://shop:env:PW@db/shop")},
        {"argv": ("git", "clone", "ssh://git@github.example/a")},
        {"argv": ("sed", "-i", "s/10/20/", "pool.yaml")},
        {"argv": ("vault", "--token-file", "/run/token")},
        {"env": {"DB_PASSWORD": "env:DB_PASSWORD", "MAX_TOKENS": "100"}},
        {"password": ""},
        {"token": True, "secret": None, "password": 5},
        {"secret": "exec:/usr/bin/pass show a"},
        {"what": "Ask Bob for the new password, then go on."},
        {"url": "https://shop.example:8443/health?basic=yes"},
    ],
)
def test_what_stands_for_a_secret_is_none(parameters: dict[str, Value]) -> None:
    assert found(**parameters) == []


def test_prose_may_speak_of_secrets_and_not_hold_them() -> None:
    assert in_text("The password: it must be changed, token=old is no good") == ""
    assert in_text(f"as in {TOKEN}.") == "a token"
    assert in_text("see https://ada:hunter2pw@shop.example/") == "a password in an address"


@given(
    st.sampled_from(["eyJ-", "SG.-", "a://b:", "password ", "authorization: x ", "-----BEGIN ", "basic a"])
)
def test_a_long_text_is_looked_through_at_once(piece: str) -> None:
    assert len(found(a=piece * (200_000 // len(piece)))) <= 1
