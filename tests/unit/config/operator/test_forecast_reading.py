"""What the operator's file says about forecasts."""

import subprocess
import sys

import pytest

from mainstay.config.operator.forecast_setting import ForecastEvents, ForecastSeries, ForecastsSetting, Slo
from mainstay.config.operator.reading import operator_of
from mainstay.domain.computing import Computing, ExecutorKind
from mainstay.domain.dated_end import DatedEnd, EndKind
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.schedule import Missed, Schedule
from mainstay.domain.signal import Side
from tests.fakes.command_line import environment

GIVEN = "given in the operator's file"
FILE = """
forecasts:
  series:
    - {name: orders, server: main, query: 'sum(orders{a="b"})', limit: 100, side: below, unit: B, sort: queue, subject: 's:o'}
    - {name: plain, query: up}
  slos:
    - {name: dashboard, limit: 0.5, quantile: 0.99, subjects: ["service:*"], labels: {route: "/dash*"}}
    - {name: backlog, limit: 1000, sort: queue}
  dates:
    - {what: a certificate, subject: "service:pay", at: "2027-06-30", kind: certificate}
    - {what: the contract, at: "2027-01-01T12:00+01:00"}
  events:
    - {query: process_start_time_seconds, subject: "service:shop", server: main}
    - {query: config_version}
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{}", Computing()),
        ("{executor: processes, workers: 6}", Computing(ExecutorKind.PROCESSES, 6)),
        (
            "{executor: dask, scheduler: 'tls://far:8786', authority: ca.pem, certificate: c.pem, key: k.pem}",
            Computing(ExecutorKind.DASK, 0, "tls://far:8786", "ca.pem", "c.pem", "k.pem"),
        ),
    ],
)
def test_where_series_are_computed(text: str, found: Computing) -> None:
    assert of(f"forecasts: {{computing: {text}}}").computing == found


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{executor: dask}", "a cluster has a scheduler"),
        ("{executor: threads, scheduler: 'tls://far:1'}", "goes with executor: dask"),
        ("{executor: dask, scheduler: 'tcp://far:1'}", "with TLS alone"),
        ("{executor: dask, scheduler: far}", "a scheduler's address is"),
        ("{executor: dask, scheduler: 'tls://far:1', key: k.pem}", "go together"),
        ("{executor: fast}", "fast is not allowed"),
        ("{workers: 65}", "from 0 to 64"),
    ],
)
def test_what_cannot_compute_is_refused(text: str, what: str) -> None:
    with pytest.raises(ConfigurationError, match=what):
        of(f"forecasts: {{computing: {text}}}")


def of(text: str) -> ForecastsSetting:
    return operator_of(text.encode(), "mainstay-server.yaml").forecasts


def test_a_file_as_it_is_written() -> None:
    assert of(FILE) == ForecastsSetting(
        (
            ForecastSeries("orders", 'sum(orders{a="b"})', "main", 100.0, Side.BELOW, "B", "queue", "s:o"),
            ForecastSeries("plain", "up"),
        ),
        (
            Slo("dashboard", 0.5, "latency", 0.99, ("service:*",), {"route": "/dash*"}),
            Slo("backlog", 1000.0, "queue"),
        ),
        events=(
            ForecastEvents("process_start_time_seconds", "service:shop", "main"),
            ForecastEvents("config_version"),
        ),
        dates=(
            # It lasts through its last day.
            DatedEnd("a certificate", "service:pay", 1_814_399_999, EndKind.CERTIFICATE, GIVEN),
            DatedEnd("the contract", "", 1_798_801_199, EndKind.OTHER, GIVEN),
        ),
    )
    assert of("") == ForecastsSetting()


def test_nights_are_at_half_past_two_unless_it_says_otherwise() -> None:
    assert of("").night == Schedule("nightly forecasts", "30 2 * * *", "UTC", "", Missed.ONCE, 0)
    told = of("forecasts: {at: '23:05', zone: Europe/Berlin}").night
    assert told is not None
    assert (told.cron, told.zone) == ("5 23 * * *", "Europe/Berlin")
    assert of("forecasts: {at: never}").night is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("series: [{name: a, query: ''}]", "4,000"),
        ("series: [{name: a, query: ' '}]", "empty"),
        ("dates: [{what: a}]", "at"),
        ("dates: [{what: '', at: '2027-06-30'}]", "200"),
        ("dates: [{what: a, at: ''}]", "no date"),
        ("dates: [{what: a, at: '1960-01-01'}]", "no date"),
        ("dates: [{what: a, at: tomorrow}]", "no moment"),
        ("dates: [{what: a, at: '2027-06-30', kind: boom}]", "boom"),
        ("series: [{name: a, query: b, limit: .nan}]", "not finite"),
        ("series: [{name: a, query: b, side: left}]", "left"),
        ("series: [{name: a, query: b, limits: 5}]", "limits"),
        ("series: [{name: a, query: b}, {name: a, query: c}]", "twice"),
        ("slos: [{name: a, limit: 0}]", "not above 0"),
        ("slos: [{name: a, limit: .inf}]", "not finite"),
        ("slos: [{name: a, limit: 1, quantile: 1}]", "quantile"),
        ("slos: [{name: a, limit: 1}, {name: a, limit: 2}]", "twice"),
        ("at: at night", "'at night' is no time of day"),
        ("at: '24:00'", "is no time of day"),
        ("zone: Mars/Olympus", "there is no time zone"),
    ],
)
def test_what_is_wrong_is_told(text: str, words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        of(f"forecasts:\n  {text}")


def test_who_reads_the_file_loads_nothing_that_computes() -> None:
    program = "import sys; import mainstay.config.operator.reading; print('numpy' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", program], env=environment(), capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "False"
