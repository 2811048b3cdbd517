"""Dates that are known, put beside forecasts."""

from pathlib import Path

from mainstay.adapters.host.kernel_files import KernelFiles
from mainstay.config.operator.forecast_setting import ForecastsSetting
from mainstay.wiring.known_ends import with_ends
from tests.fakes.foretold import ENDS, foretold

RELEASE = "ID=debian\nVERSION_ID=13\n"


def test_the_operator_s_dates_come_the_soonest_first(tmp_path: Path) -> None:
    found = with_ends(foretold(ends=()), ForecastsSetting(dates=ENDS[::-1]), KernelFiles(tmp_path))
    assert found.ends == ENDS


def test_a_host_that_is_forecast_has_its_system_too(tmp_path: Path) -> None:
    for folder in ("etc", "usr/lib"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "usr/lib/os-release").write_text(RELEASE)
    own = foretold(sources=("host:web1", "a.csv"), ends=())
    [system, *_] = [
        one for one in with_ends(own, ForecastsSetting(), KernelFiles(tmp_path)).ends if "Debian" in one.what
    ]
    assert (system.what, system.subject) == ("support of Debian 13", "host:web1")
    (tmp_path / "etc/os-release").write_text(RELEASE.replace("13", "99"))
    assert not [
        one for one in with_ends(own, ForecastsSetting(), KernelFiles(tmp_path)).ends if "Debian" in one.what
    ]


def test_what_is_not_a_host_has_none(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/os-release").write_text(RELEASE)
    assert with_ends(foretold(ends=()), ForecastsSetting(), KernelFiles(tmp_path)).ends == ()
