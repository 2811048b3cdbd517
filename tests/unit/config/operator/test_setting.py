"""What the operator's file says beside the policy."""

import re
from importlib.resources import files

import pytest

from mainstay.analysis.gates.examples import trials
from mainstay.config.operator.acting_setting import ActingSetting, WorkerSetting
from mainstay.config.operator.collecting_setting import CollectingSetting
from mainstay.config.operator.reading import operator_of
from mainstay.config.operator.schema import OperatorFile
from mainstay.config.operator.setting import AnchorSetting, AuditKeySetting, ChannelSetting, Operator
from mainstay.config.plain_yaml import read
from mainstay.domain.action_kinds import KINDS
from mainstay.domain.channel import Channel
from mainstay.domain.dated_end import EndKind
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.schedule import Missed

FILE = """
freezes_from: [year.ics]
actions: [restart]
channels:
  - {name: log, kind: file, path: /var/log/decisions}
  - {name: chat, kind: webhook, address: "env:A", key: "file:/k", topics: [proposal.approved], teams: [shop]}
anchors: [{kind: syslog, target: "unix:/dev/log"}, {kind: file, path: anchors}]
audit_key: {now: "env:KEY", before: ["env:OLD"]}
store: env:STORE
"""


def of(text: str) -> Operator:
    return operator_of(text.encode(), "mainstay-server.yaml")


def test_a_file_as_it_is_written() -> None:
    found = of(FILE)
    assert (found.freezes_from, found.store) == (("year.ics",), "env:STORE")
    assert found.actions == KINDS | {"restart"}
    assert found.channels == (
        ChannelSetting(Channel("log"), "file", "/var/log/decisions", "", ""),
        ChannelSetting(Channel("chat", ("proposal.approved",), ("shop",)), "webhook", "", "env:A", "file:/k"),
    )
    assert found.anchors == (
        AnchorSetting("syslog", "", "", "", "unix:/dev/log"),
        AnchorSetting("file", "anchors", "", "", ""),
    )
    assert found.audit_key == AuditKeySetting("env:KEY", "", ("env:OLD",))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("channels: [{name: a, kind: file}]", "a file needs path"),
        ("channels: [{name: a, kind: webhook, address: 'env:A'}]", "a webhook needs key"),
        ("channels: [{name: a, kind: file, path: x, key: 'env:A'}]", "a file has no key"),
        ("anchors: [{kind: syslog}]", "a syslog needs target"),
        ("channels: [{name: a, kind: file, path: x}, {name: a, kind: file, path: y}]", "twice"),
        ("channels: [{name: a, kind: pigeon, path: x}]", "pigeon is not allowed"),
        (
            "channels: [{name: a, kind: webhook, address: 'https://x/secret', key: 'env:A'}]",
            "this is not a reference",
        ),
        ("stores: x", "there is no stores"),
    ],
)
def test_what_is_refused(text: str, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told) as refused:
        of(text)
    assert "x/secret" not in refused.value.what + refused.value.where


def test_the_sample_holds_every_key_and_its_gates_do_what_it_says() -> None:
    data = files("mainstay.config.operator").joinpath("sample.yaml").read_bytes()
    found = operator_of(data, "sample.yaml")
    assert [trial for trial in trials(found.policy) if trial.wrong] == []
    assert set(read(data, "sample.yaml")) == set(OperatorFile.__struct_fields__)
    # What is commented out can be used as it is.
    shown = re.sub(r": \[\]\n#( +)-", r":\n#\1-", data.decode())
    spoken = operator_of(re.sub(r"^#(?=  )", "", shown, flags=re.MULTILINE).encode(), "sample.yaml")
    assert (len(spoken.channels), len(spoken.anchors)) == (2, 2)
    assert (len(spoken.metrics), len(spoken.repositories), len(spoken.databases)) == (2, 1, 1)
    assert [rung.stays for ladder in spoken.policy.ladders for rung in ladder.rungs] == [3_600, 172_800, 0]
    assert (spoken.schedules[0].missed, spoken.schedules[0].budget) == (Missed.ONCE, 7_200)
    assert (len(spoken.forecasts.series), len(spoken.forecasts.slos)) == (1, 1)
    assert [(one.name, one.goal, one.days) for one in spoken.slos] == [("shop", 0.999, 30)]
    assert [one.kind for one in spoken.forecasts.dates] == [EndKind.CERTIFICATE]
    collecting = spoken.forecasts.collecting
    assert (len(collecting.pages), len(collecting.probes), len(collecting.limits)) == (1, 2, 1)
    assert found.forecasts.collecting == CollectingSetting()
    assert "/etc/shadow*" in spoken.acting.hidden and "**/.netrc" not in spoken.acting.hidden
    # What the sample says of carrying out is what goes without saying, so that nobody allows anything by copying it.
    assert (found.acting, found.worker) == (ActingSetting(), WorkerSetting())
