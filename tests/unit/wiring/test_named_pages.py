"""Pages of the operator's file: what lets in is looked up with each look, and goes over no line in the clear."""

import pytest

from mainstay.adapters.processes.local import LocalProcesses
from mainstay.adapters.secrets.looking_up import LocalSecrets
from mainstay.config.operator.collecting_setting import PageSetting
from mainstay.domain.errors import EvidenceMissing
from mainstay.wiring.named_pages import NamedPage
from tests.fakes.receiver import receiving, say


def page(setting: PageSetting, **environment: str) -> NamedPage:
    return NamedPage(setting, LocalSecrets(environment, LocalProcesses(), programs=True))


def test_a_token_and_headers_go_along() -> None:
    with receiving(say(200, b"up 1\n")) as receiver:
        setting = PageSetting(
            "shop", "env:WHERE", "service:shop", ("*",), "env:TOKEN", {"X-Scope": "env:SCOPE", "X-Plain": "a"}
        )
        found = page(setting, WHERE=receiver.address, TOKEN="t0k3n", SCOPE="mine").look()
        (asked,) = receiver.received
    assert [one.signal.key for one in found.numbers] == ["up"]
    head = asked.headers
    assert (head["authorization"], head["x-scope"], head["x-plain"]) == ("Bearer t0k3n", "mine", "a")


@pytest.mark.parametrize(
    ("setting", "environment"),
    [
        (PageSetting("a", "env:NONE", "s"), {}),
        (PageSetting("a", "https://127.0.0.1:9/", "s", token="env:NONE"), {}),
        (PageSetting("a", "env:WHERE", "s"), {"WHERE": "hidden-and-no-address"}),
        # It would go to another machine in the clear.
        (PageSetting("a", "http://page.invalid/", "s", token="env:TOKEN"), {"TOKEN": "hidden"}),
        (PageSetting("a", "http://127.0.0.1:9/", "s"), {}),
    ],
)
def test_a_page_that_cannot_be_asked_does_not_come(setting: PageSetting, environment: dict[str, str]) -> None:
    with pytest.raises(EvidenceMissing) as missing:
        page(setting, **environment).look(2.0)
    assert missing.value.mend
    assert "hidden" not in f"{missing.value.what} {missing.value.where}"
