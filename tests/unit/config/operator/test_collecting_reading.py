"""What the operator's file says about collecting."""

import pytest

from mainstay.config.operator.collecting_setting import CollectingSetting, PageSetting, ProbeSetting
from mainstay.config.operator.reading import operator_of
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.forecast_asked import GivenLimit
from mainstay.domain.signal import Side

FILE = """
forecasts:
  collecting:
    by_workers: true
    every: 10s
    keep: 8w
    points: /var/lib/points
    pages:
      - {name: shop, address: "http://[::1]:8080/metrics", series: ["a*"], headers: {X-Scope: "env:SCOPE"}}
      - {name: far, address: "env:FAR", token: "file:/etc/token", subject: "service:far"}
    probes:
      - {name: site, address: "https://shop.example.org/health?x=1"}
      - {name: port, address: "tcp://[::1]:5432"}
    limits:
      - {series: "disk used of /var", share: 0.9}
      - {series: "jobs*", limit: 5, side: below}
"""


def of(text: str) -> CollectingSetting:
    return operator_of(text.encode(), "mainstay-server.yaml").forecasts.collecting


def test_a_file_as_it_is_written() -> None:
    given = "mainstay-server.yaml"
    assert of(FILE) == CollectingSetting(
        True,
        10,
        56,
        "/var/lib/points",
        (
            PageSetting(
                "shop", "http://[::1]:8080/metrics", "service:shop", ("a*",), "", {"X-Scope": "env:SCOPE"}
            ),
            PageSetting("far", "env:FAR", "service:far", ("*",), "file:/etc/token"),
        ),
        (
            ProbeSetting("site", "https://shop.example.org/health?x=1"),
            ProbeSetting("port", "http://[::1]:5432", http=False),
        ),
        (
            GivenLimit("disk used of /var", Side.ABOVE, 0.9, share=True, source=given),
            GivenLimit("jobs*", Side.BELOW, 5.0, source=given),
        ),
    )
    assert of("") == CollectingSetting()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("every: 0s", "every is from 1s to 1h"),
        ("every: 2h", "every is from 1s to 1h"),
        ("every: ''", "every is from 1s to 1h"),
        ("keep: 13d", "keep is from 14d to 3650d"),
        ("keep: 999999d", "keep is from 14d to 3650d"),
        ("pages: [{name: a, address: 'https://x/'}, {name: a, address: 'https://y/'}]", "twice in pages"),
        ("probes: [{name: a, address: 'https://x'}, {name: a, address: 'tcp://y:1'}]", "twice in probes"),
        ("pages: [{name: a, address: 'ftp://x'}]", "an address"),
        ("pages: [{name: a, address: 'https://me:secret@x/'}]", "an address"),
        ("pages: [{name: a, address: 'https://x y/'}]", "an address"),
        ("pages: [{name: a, address: 'https://-x-.y..z/'}]", "address of a"),
        ("pages: [{name: a, address: 'https://x/', token: 'plain'}]", "reference"),
        (
            "pages: [{name: a, address: 'https://x/', headers: {authorization: 'Bearer abc123456789'}}]",
            "holds",
        ),
        ("pages: [{name: a, address: 'https://x/', headers: {'a b': c}}]", "a header has a name"),
        ("pages: [{name: a, address: 'https://x/', series: []}]", "series"),
        ("probes: [{name: a, address: 'tcp://x'}]", "needs a port"),
        ("probes: [{name: a, address: 'tcp://x:0'}]", "cannot be used"),
        ("probes: [{name: a, address: 'env:X'}]", "an address"),
        ("limits: [{series: a}]", "either limit or share"),
        ("limits: [{series: a, limit: 1, share: 1}]", "either limit or share"),
        ("limits: [{series: a, share: 0}]", "above 0"),
        ("limits: [{series: a, share: 95}]", "10 at most"),
        ("limits: [{series: a, limit: .nan}]", "not finite"),
        ("limits: [{series: '', limit: 1}]", "series"),
        ("limit: []", "there is no"),
    ],
)
def test_what_is_wrong_is_told(text: str, words: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        of(f"forecasts: {{collecting: {{{text}}}}}")
    told = f"{refused.value.what} {refused.value.where} {refused.value.mend}"
    assert words in told
    assert "secret" not in told
