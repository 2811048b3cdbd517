"""What the operator's file says about carrying out, about schedules and about ladders."""

import pytest

from mainstay.config.operator.acting_setting import (
    ActingSetting,
    DatabaseSetting,
    MetricsSetting,
    RepositorySetting,
    WorkerSetting,
)
from mainstay.config.operator.acting_tables import HIDDEN
from mainstay.config.operator.reading import operator_of
from mainstay.config.operator.setting import Operator
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.ladder import Ladder, Rung
from mainstay.domain.plan import Change
from mainstay.domain.schedule import Missed, Schedule

FILE = """
declared: [actions/web.yaml, /etc/mainstay/more.yaml]
acting:
  roots: [/srv/shop, conf]
  backups: kept
  units: ["shop-*.service"]
  variables: [LANG, PGHOST]
  users: [deploy]
  plain_http: [metrics.internal, "10.0.*"]
  commands: [/usr/bin/*, "**/deploy"]
metrics:
  - {name: main, address: "http://127.0.0.1:9090/prom", user: "env:U", password: "file:/p", headers: {X-Scope: shop}}
  - {name: far, address: "env:METRICS", token: "exec:/usr/bin/token metrics"}
repositories:
  - name: shop
    path: ../shop.git
    branches: ["mainstay/*", "release/?"]
    remotes: {origin: "ssh://git@git.example.org/shop", near: /srv/far.git, scp: "git@git.example.org:shop", hid: "env:FAR"}
    author: Shop Bot
    email: bot@example.org
  - {name: plain, path: /srv/plain}
databases:
  - {name: orders, address: "env:ORDERS", journal: true}
schedules:
  - {name: vacuum, cron: " 30  2 * * 1-5", zone: Europe/Berlin, plan: plans/v.yaml, missed: all, budget: 2h, team: shop}
  - {name: tidy, cron: "*/5 0 L * mon#1", plan: p.yaml}
ladders:
  - name: usual
    changes: [dependency, code]
    rungs: [{environment: development, stays: 1h}, {environment: staging, stays: 2d}, {environment: production}]
worker: {lease: 1m, jobs: 8}
"""


def of(text: str) -> Operator:
    return operator_of(text.encode(), "mainstay-server.yaml")


def test_a_file_as_it_is_written() -> None:
    found = of(FILE)
    assert found.declared == ("actions/web.yaml", "/etc/mainstay/more.yaml")
    assert found.acting == ActingSetting(
        ("/srv/shop", "conf"),
        "kept",
        HIDDEN,
        ("shop-*.service",),
        ("LANG", "PGHOST"),
        ("deploy",),
        ("metrics.internal", "10.0.*"),
        ("/usr/bin/*", "**/deploy"),
    )
    assert found.metrics == (
        MetricsSetting("main", "http://127.0.0.1:9090/prom", "env:U", "file:/p", headers={"X-Scope": "shop"}),
        MetricsSetting("far", "env:METRICS", token="exec:/usr/bin/token metrics"),
    )
    assert found.repositories == (
        RepositorySetting(
            "shop",
            "../shop.git",
            ("mainstay/*", "release/?"),
            {
                "origin": "ssh://git@git.example.org/shop",
                "near": "/srv/far.git",
                "scp": "git@git.example.org:shop",
                "hid": "env:FAR",
            },
            "Shop Bot",
            "bot@example.org",
        ),
        RepositorySetting("plain", "/srv/plain", ("mainstay/*",), {}, "Mainstay", "mainstay@localhost"),
    )
    assert found.databases == (DatabaseSetting("orders", "env:ORDERS", True),)
    assert found.schedules == (
        Schedule("vacuum", "30 2 * * 1-5", "Europe/Berlin", "plans/v.yaml", Missed.ALL, 7_200, "shop"),
        Schedule("tidy", "*/5 0 L * mon#1", "UTC", "p.yaml", Missed.ONCE, 0),
    )
    assert found.policy.ladders == (
        Ladder(
            "usual",
            (Change.DEPENDENCY, Change.CODE),
            (Rung("development", 3_600), Rung("staging", 172_800), Rung("production", 0)),
        ),
    )
    assert found.worker == WorkerSetting(60, 8)


def test_a_file_that_says_nothing_allows_nothing() -> None:
    found = of("{}")
    acting = found.acting
    assert not (acting.roots or acting.units or acting.variables or acting.users or acting.plain_http)
    assert acting.hidden == HIDDEN
    assert (found.metrics, found.repositories, found.databases) == ((), (), ())
    assert (found.worker.lease, found.worker.jobs) == (30, 4)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("acting: {root: [/srv]}", "there is no root"),
        ("acting: {roots: [/a, /a]}", "/a stands twice in roots"),
        ("acting: {roots: ['']}", "a root is empty"),
        ("acting: {hidden: ['.ssh/*']}", "this is not a glob that begins with / or with"),
        ("acting: {commands: [deploy]}", "this is not a glob that begins with / or with"),
        ("acting: {variables: ['A-B']}", "this is not the name of a variable"),
        ("acting: {users: ['a b']}", "this is not a user's name"),
        ("acting: {plain_http: ['http://a/']}", "this is not a host"),
        ("metrics: [{name: a, address: 'http://u:hunter22@h/'}]", "this is not an address with https"),
        ("metrics: [{name: a, address: 'ftp://h/'}]", "this is not an address with https"),
        ("metrics: [{name: a, address: 'http://h', user: 'env:U'}]", "a user and a password go together"),
        (
            "metrics: [{name: a, address: 'http://h', user: 'env:U', password: 'env:P', token: 'env:T'}]",
            "with a token, or with a user and a password, not with both",
        ),
        ("metrics: [{name: a, address: 'http://h', token: hunter22}]", "this is not a reference"),
        (
            "metrics: [{name: a, address: 'http://h', headers: {Authorization: Bearer hunter22}}]",
            "headers.Authorization holds what lets its sender in",
        ),
        ("metrics: [{name: a, address: 'http://h', headers: {'a b': c}}]", "a header has a name"),
        (
            "metrics: [{name: a, address: 'http://h'}, {name: a, address: 'http://g'}]",
            "a stands here twice",
        ),
        ("repositories: [{name: a}]", "path is missing"),
        ("repositories: [{name: a, path: ''}]", "this is not one line"),
        ("repositories: [{name: a, path: /r, branches: []}]", "expected array of length >= 1"),
        (
            "repositories: [{name: a, path: /r, remotes: {o: 'https://u:hunter22@h/x'}}]",
            "the address of o holds a password",
        ),
        ("repositories: [{name: a, path: /r, remotes: {o: 'ext::sh -c x'}}]", "the address of o is neither"),
        (
            "repositories: [{name: a, path: /r, remotes: {o: '--upload-pack=x'}}]",
            "the address of o is neither",
        ),
        ("repositories: [{name: a, path: /r, author: ''}]", "this is not one line"),
        ("databases: [{name: a, address: 'postgresql://u:hunter22@h/d'}]", "this is not a reference"),
        ("databases: [{name: a, address: ''}]", "this is not a reference"),
        ("schedules: [{name: a, plan: p, cron: '0 0 * *'}]", "has 4 fields, and there are five"),
        ("schedules: [{name: a, plan: p, cron: '0 0 * * ;'}]", "day-of-week"),
        (
            "schedules: [{name: a, plan: p, cron: '0 0 * * *', zone: Europe/Atlantis}]",
            "there is no time zone",
        ),
        (
            "schedules: [{name: a, plan: p, cron: '0 0 * * *', budget: 0s}]",
            "budget is from 1s to 31d, not '0s'",
        ),
        ("schedules: [{name: a, plan: p, cron: '0 0 * * *', budget: 32d}]", "budget is from 1s to 31d"),
        ("schedules: [{name: a, plan: p, cron: '0 0 * * *', missed: onse}]", "onse is not allowed"),
        ("ladders: [{name: a, rungs: [{environment: a}]}]", "expected array of length >= 2"),
        ("ladders: [{name: a, rungs: [{environment: a}, {environment: a}]}]", "a stands twice in rungs"),
        (
            "ladders: [{name: a, rungs: [{environment: a, stays: 400d}, {environment: b}]}]",
            "a change stays in a for 366d at most",
        ),
        ("ladders: [{name: a, changes: [coed], rungs: [{environment: a}, {environment: b}]}]", "coed is not"),
        ("worker: {lease: 4s}", "lease is from 5s to 10m, not '4s'"),
        ("worker: {lease: 11m}", "lease is from 5s to 10m, not '11m'"),
        ("worker: {jobs: 65}", "65 is not a whole number from 1 to 64"),
        ("declared: [a.yaml, a.yaml]", "a.yaml stands here twice"),
    ],
)
def test_what_is_refused(text: str, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told) as refused:
        of(text)
    said = refused.value.what + refused.value.where + refused.value.mend
    assert "hunter22" not in said and refused.value.where.startswith("mainstay-server.yaml")


def test_the_nearest_name_is_told() -> None:
    with pytest.raises(ConfigurationError) as refused:
        of("acting: {rooots: [/srv]}")
    assert refused.value.mend == "did you mean roots?"
    with pytest.raises(ConfigurationError, match="onse is not allowed") as refused:
        of("schedules: [{name: a, plan: p, cron: '0 0 * * *', missed: onse}]")
    assert refused.value.mend.startswith("did you mean once?")
