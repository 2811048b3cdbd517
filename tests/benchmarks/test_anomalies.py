"""NAB's scoring gives what NAB itself published, file by file."""

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.anomalies import alarms, halves, main, ours
from benchmarks.anomaly_nab import PROFILES, STANDARD, Labelled, labelled, probation, raw, scored, sigmoid
from benchmarks.anomaly_peers import SIMPLE, published
from mainstay.domain.errors import UsageError

BEGAN = 1_400_000_000


@pytest.mark.parametrize(
    ("rows", "windows", "detected", "score"),
    [
        # Detectors' published detections and NAB's published scores (results/*/*_standard_scores.csv of NAB 1.1).
        (4032, [], [120, 2995, 3859], -0.22),
        (4032, [], [23, 108, 111, 120, 693, 3278], -0.22),
        (4032, [(2787, 3189)], [2, 5, 108, 121, 980, 2989, 3076], 0.748908670438),
        (4032, [(1765, 2167)], [5, 7, 8, 1826, 1886, 1983, 2265, 2287], 0.855433474186),
        (4032, [(2787, 3189)], [2819, 2989], 0.9934530536103384),
        (4032, [(2787, 3189)], [984], -1.11),
        (4032, [(1396, 1596), (2559, 2759)], [1019, 1309, 1594, 2169, 2674, 2754, 3039], 0.39804175935835506),
        (4032, [(3374, 3776)], [1889, 3569, 3579, 3844, 3974], 0.624212199857215),
        (4032, [(2980, 3180), (3479, 3679)], [1009, 3084, 3379, 3579], 1.4900140859924367),
        (1538, [(271, 321), (413, 463), (952, 1002)], [297, 439, 955], 2.7007622427413946),
        (
            4032,
            [(2014, 2148), (3328, 3462), (3956, 4031)],
            [934, 2084, 2214, 2789, 2884, 3394, 3399, 4029],
            1.3905835377463662,
        ),
        (
            15833,
            [(4614, 5404), (9926, 10716)],
            [4948, 5011, 7734, 10324, 13229, 15630, 15819, 15826],
            1.2142436334445932,
        ),
        (4032, [(2787, 3189)], [1, 108, 109], -1.0),
    ],
)
def test_it_scores_as_nab_did(
    rows: int, windows: list[tuple[int, int]], detected: list[int], score: float
) -> None:
    assert raw(rows, windows, detected) == pytest.approx(score, abs=1e-9)


def test_the_sigmoid_is_that_of_the_paper() -> None:
    assert sigmoid(np.array([-1.0, -0.5, 0.0, 1.0, 3.1])) == pytest.approx(
        [0.98661, 0.84828, 0, -0.98661, -1], abs=5e-6
    )
    assert [probation(rows) for rows in (10, 4032, 5_000, 22_695)] == [1, 604, 750, 750]


def file(name: str = "one", windows: tuple[tuple[int, int], ...] = ((500, 599),)) -> Labelled:
    return Labelled(name, BEGAN + np.arange(1_000) * 300, np.ones(1_000), windows)


def test_who_says_nothing_has_0_and_who_knows_all_has_100() -> None:
    nothing, perfect = np.zeros(1_000), np.zeros(1_000)
    perfect[500] = 1.0
    for profile in PROFILES:
        assert scored([file()], {"one": nothing}, profile, 0.5).points == 0
        best = scored([file()], {"one": perfect}, profile)
        assert (best.points, best.threshold) == (pytest.approx(100), 1.0)
    # Who cries at each point is worse than who says nothing, and the best threshold is none at all.
    assert scored([file()], {"one": nothing}, STANDARD, 0.0).points < 0
    assert scored([file()], {"one": nothing}).points == 0


def test_a_false_alarm_costs_what_its_profile_says() -> None:
    said = np.zeros(1_000)
    said[[300, 500]] = 1.0
    costs = [200 - 2 * scored([file()], {"one": said}, one, 1.0).points for one in PROFILES]
    assert costs[0] == pytest.approx(11)
    assert costs[1] == pytest.approx(22)
    assert costs[2] == pytest.approx(22 / 3)


def test_alarms_are_counted_by_the_day() -> None:
    said = np.zeros(1_000)
    said[[100, 300, 510, 520]] = 1.0
    every, outside, found, windows = alarms([file(windows=((500, 599), (800, 820)))], {"one": said}, 1.0)
    days = 849 * 300 / 86_400
    # What is said in the time of learning is no alarm.
    assert (every, outside) == (pytest.approx(3 / days), pytest.approx(1 / days))
    assert (found, windows) == (1, 2)


def nab(folder: Path, count: int = 4) -> Path:
    """Write so many files with a spike in each, as NAB has them."""
    chance = np.random.default_rng(1)
    folder.mkdir()
    windows = {}
    for number in range(count):
        times = np.datetime64("2014-04-01 00:00:00") + np.arange(4_032) * np.timedelta64(300, "s")
        values = 50 + 20 * np.sin(np.arange(4_032) * 2 * np.pi / 288) + chance.standard_normal(4_032)
        values[3_000:3_003] += 60
        rows = [f"{str(at).replace('T', ' ')},{value}" for at, value in zip(times, values, strict=True)]
        name = f"made__{number}.csv"
        (folder / name).write_text("\n".join(["timestamp,value", *rows]))
        ends = [f"{str(times[row]).replace('T', ' ')}.000000" for row in (2_950, 3_100)]
        windows[name] = [ends] if number else []
    (folder / "anomaly_windows.json").write_text(json.dumps(windows))
    return folder


def test_files_are_read_and_the_tables_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = labelled(nab(tmp_path / "nab"))
    assert [one.windows for one in files] == [(), ((2_950, 3_100),), ((2_950, 3_100),), ((2_950, 3_100),)]
    assert [len(half) for half in halves(files)] == [2, 2]
    assert ours(files[1]).argmax() in range(3_000, 3_012)
    for one in files:
        folder = tmp_path / "results" / "known" / "made"
        folder.mkdir(parents=True, exist_ok=True)
        scores = "\n".join(f"{at},0,{0.9 if at == 3_000 else 0.1},0" for at in range(4_032))
        (folder / f"known_{one.name.partition('__')[2]}").write_text(
            f"timestamp,value,anomaly_score,label\n{scores}\n"
        )
    assert list(published(tmp_path / "results", files)) == ["known"]
    assert main(["--data", str(tmp_path / "nab"), "--peers", "--published", str(tmp_path / "results")]) == 0
    out = capsys.readouterr().out
    assert "| known (published) |" in out
    assert all(f"| {name} |" in out for name in SIMPLE)
    assert "3 of 3" in out


def test_without_files_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no labelled series"):
        labelled(tmp_path)
    with pytest.raises(UsageError, match="no published results"):
        published(tmp_path / "none", [])
