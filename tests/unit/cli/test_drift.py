"""`mainstay drift`: what it asks of the program, tells, and leaves with."""

import json
import shlex
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from mainstay.domain.column_role import Role
from mainstay.domain.drift import ColumnDrift, DriftReport, DriftVerdict, Group, Measure, MeasureName, Side
from mainstay.domain.drift_asked import DriftAsked
from mainstay.domain.drift_course import ColumnCourse, DriftCourse, Due, Retraining
from mainstay.domain.notice import Notice
from mainstay.domain.quality import Became, Challenge, Compared, Estimate, Figure, Quality, Task
from mainstay.domain.sketch import ColumnKind
from mainstay.present.drift_json import schema
from tests.unit.present.html.page import check

MOVED = ColumnDrift(
    "age\x1b[31m",
    Role.PREDICTION,
    DriftVerdict.DRIFTED,
    Side(ColumnKind.NUMBER, 1_000, 0, quantiles=(1.0, 20.0, 30.0, 40.0, 60.0)),
    Side(ColumnKind.NUMBER, 900, 90, quantiles=(1.0, 25.0, 36.0, 46.0, 66.0)),
    (
        Measure(MeasureName.WASSERSTEIN, 0.31, 0.04, 0.1, beyond=True),
        Measure(MeasureName.MEAN, 0.31),
        Measure(MeasureName.SPREAD, 1.01),
        Measure(MeasureName.MISSING, 0.1, 0.0, 0.05, beyond=True),
    ),
    1e-9,
    groups=(Group("1", 0.5, 0.2), Group("2", 0.5, 0.8)),
)
COLOUR = ColumnDrift(
    "colour",
    Role.FEATURE,
    DriftVerdict.DRIFTED,
    Side(ColumnKind.CATEGORY, 1_000, 0, 3),
    Side(ColumnKind.CATEGORY, 900, 0, 4),
    (Measure(MeasureName.NEW_VALUES, 0.04, 0.0, 0.01, beyond=True),),
    1e-6,
    new_values=("green", ""),
    gone_values=("grey",),
)
ALIKE = ColumnDrift(
    "size",
    Role.FEATURE,
    DriftVerdict.SAME,
    Side(ColumnKind.NUMBER, 1_000, 0, quantiles=(1.0,) * 5),
    Side(ColumnKind.NUMBER, 900, 0, quantiles=(1.0,) * 5),
)
REPORT = DriftReport(
    "before.csv",
    "after.csv",
    1_000,
    900,
    (MOVED, COLOUR, ALIKE),
    0.28,
    (Notice("drift-times", "Columns of times are not compared: at."),),
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    for name in ("before.csv", "after.csv"):
        (tmp_path / name).write_text("a\n1\n")
    return str(tmp_path / "before.csv"), str(tmp_path / "after.csv")


def test_what_drifted_is_told_a_sentence_a_column(command, doors, files) -> None:
    doors.drifted = REPORT
    told = command("drift", *files, "--label", "y", "--prediction", "p", "--leave-out", "id", "--gate", "0.2")
    assert told.code == 0
    assert doors.drifts_asked == [DriftAsked(*files, ("y",), ("p",), ("id",), 0.2)]
    assert told.out.replace("\u202f", " ").splitlines() == [
        "2 of 3 columns are not what they were  after.csv beside before.csv",
        "  age\\x1b[31m  prediction",
        "    moved up by 0.31 sd (middle 30, now 36); 10 % of the cells are empty, 0 % before",
        "  colour",
        "    4.0 % of the rows have values never seen: green, an empty text",
        "of all columns: 2 drifted; 1 alike",
        "1,000 rows beside 900: a shift of 0.28 standard deviations would be seen nine times of ten",
    ]
    assert "note: Columns of times are not compared: at." in told.err


def test_all_about_one_column(command, doors, files) -> None:
    doors.drifted = REPORT
    out = command("drift", *files, "--column", "colour").out.replace("\u202f", " ")
    assert "rows with values never seen" in out
    assert "Never seen before: green, an empty text." in out
    assert "Not seen any more: grey." in out
    refused = command("drift", *files, "--column", "smell")
    assert refused.code == 2
    assert "no column is called so" in refused.err


@pytest.mark.parametrize("name", ["it's $(date)", "two\nlines `date`", "plain"])
def test_what_is_to_be_typed_next_runs_nothing_that_a_name_holds(command, doors, files, name) -> None:
    doors.drifted = replace(REPORT, columns=(replace(MOVED, name=name),))
    (line,) = [one for one in command("drift", *files).err.splitlines() if one.startswith("Next: ")]
    typed = shlex.split(line.removesuffix(" tells all about one"))
    assert typed == ["Next:", "mainstay", "drift", "...", "--column", name.replace("\n", "\\n")]
    assert shlex.join(typed) in line


def test_the_exit_code_tells_only_where_it_was_asked_for(command, doors, files) -> None:
    doors.drifted = REPORT
    assert command("drift", *files).code == 0
    assert command("drift", *files, "--fail-on-drift").code == 1
    doors.drifted = DriftReport("before.csv", "after.csv", 1_000, 900, (ALIKE,), 0.28)
    assert command("drift", *files, "--fail-on-drift").code == 0


def test_too_few_rows_are_no_all_clear(command, doors, files) -> None:
    few = replace(ALIKE, verdict=DriftVerdict.TOO_FEW)
    doors.drifted = DriftReport("before.csv", "after.csv", 1_000, 1, (few, few), 5.1)
    told = command("drift", *files, "--fail-on-drift")
    assert told.code == 5
    assert told.out.startswith("Too few rows to tell whether any column drifted")
    doors.drifted = DriftReport("before.csv", "after.csv", 1_000, 9, (few, ALIKE), 3.0)
    told = command("drift", *files, "--fail-on-drift")
    assert (told.code, told.out[:26]) == (0, "None of 2 columns drifted ")


def test_json_keeps_its_schema(command, doors, files) -> None:
    doors.drifted = REPORT
    out = command("drift", *files, "--format", "json").out
    jsonschema.validate(json.loads(out), schema())
    assert "\x1b" not in out


def test_the_learnt_reference_is_kept_whole(command, files, tmp_path) -> None:
    kept = tmp_path / "kept.json"
    told = command("drift", *files, "--keep", str(kept))
    assert kept.read_text() == "{}\n"
    assert "learnt reference" in told.err
    refused = command("drift", *files, "--keep", str(tmp_path / "none" / "kept.json"))
    assert refused.code != 0


def test_no_result_is_written_over_a_table_or_another_result(command, doors, files, tmp_path) -> None:
    doors.drifted = REPORT
    for option in ("--keep", "--html"):
        for file in files:
            refused = command("drift", *files, option, file)
            assert refused.code == 2
            assert "not written over a file that is given to be read" in refused.err
            assert Path(file).read_text() == "a\n1\n"
    both = str(tmp_path / "both")
    assert command("drift", *files, "--keep", both, "--html", both).code == 2
    assert not Path(both).exists()


def test_a_gate_that_is_no_number_is_refused(command, doors, files) -> None:
    doors.drifted = REPORT
    refused = command("drift", *files, "--gate", "nan", "--fail-on-drift")
    assert (refused.code, doors.drifts_asked) == (2, [])
    assert "'nan' is no number" in refused.err


def test_a_label_is_no_prediction(command, doors, files) -> None:
    refused = command("drift", *files, "--label", "y", "--prediction", "y")
    assert (refused.code, doors.drifts_asked) == (2, [])
    assert "--label, --prediction y" in refused.err


COURSE = DriftCourse(
    604_800,
    (1_780_272_000, 1_780_876_800, 1_781_481_600),
    (300, 300, 300),
    (
        ColumnCourse(
            "age\x1b[31m",
            Role.FEATURE,
            (0.2, None, 2.0),
            (False, False, True),
            1_781_481_600,
            Due(Retraining.NOW),
        ),
        ColumnCourse(
            "size",
            Role.FEATURE,
            (0.1, 0.4, 0.8),
            (False, False, False),
            0,
            Due(Retraining.DUE, 1_783_000_000, 1_782_500_000, 0, 1_790_000_000, 0.8),
        ),
        ColumnCourse(
            "weight",
            Role.FEATURE,
            (0.0, 0.0, 0.0),
            (False, False, False),
            0,
            Due(Retraining.NO_GROWTH, horizon=1_790_000_000, chance=0.01),
        ),
    ),
)


def test_how_often_it_drifted_and_when_retraining_is_due(command, doors, files, tmp_path) -> None:
    doors.drifted = replace(REPORT, course=COURSE)
    page = tmp_path / "drift.html"
    told = command("drift", *files, "--time", "at", "--every", "1d", "--html", str(page))
    assert (doors.drifts_asked[0].time, doors.drifts_asked[0].every) == ("at", 86_400)
    assert told.out.replace("\u202f", " ").splitlines()[-7:] == [
        "Retraining is due now: age\\x1b[31m  3 parts of 7 days, 1 Jun 2026 to 21 Jun 2026",
        "  age\\x1b[31m  ▁·█",
        "    drifted in 1 of 3 parts (1 with too few rows to tell), since 15 Jun 2026 without a break; beyond",
        "    its gate now",
        "  size  ▂▄▆",
        "    drifted in 0 of 3 parts; passes its gate about 2 Jul 2026 (26 Jun 2026 to later than 21 Sep",
        "    2026, 80 %)",
    ]
    root = check(page.read_text())
    [course] = root.every(id="course")
    assert len(course.every("figure")) == 2
    assert "Drifted in 1 of 3 parts" in course.words()
    jsonschema.validate(
        json.loads(command("drift", *files, "--time", "at", "--format", "json").out), schema()
    )
    refused = command("drift", *files, "--time", "at", "--every", "a week")
    assert refused.code == 2 and "--every" in refused.err


QUALITY = Quality(
    "y\x1b[31m",
    "p",
    Task.CLASSES,
    (1_000, 900),
    (0, 10),
    (
        Compared(
            Figure.ACCURACY,
            "",
            Estimate(0.9, 0.88, 0.92),
            Estimate(0.8, 0.78, 0.82),
            Estimate(-0.1, -0.13, -0.07),
            Became.WORSE,
        ),
        Compared(Figure.F1, "<b>", Estimate(0.5, 0.4, 0.6), None, None, Became.UNKNOWN),
    ),
)


def test_whether_the_model_became_worse(command, doors, files, tmp_path) -> None:
    doors.drifted = replace(REPORT, quality=QUALITY)
    page = tmp_path / "drift.html"
    told = command("drift", *files, "--label", "y", "--prediction", "p", "--html", str(page))
    plain = told.out.replace("\u202f", " ")
    assert "The model became worse: accuracy" in plain
    assert "accuracy 90.0 % (88.0 to 92.0), now 80.0 % (78.0 to 82.0): worse" in plain
    assert "F1 of <b> 50.0 % (40.0 to 60.0), now \u2013: cannot be told" in plain
    assert "\x1b" not in plain
    root = check(page.read_text())
    [section] = root.every(id="quality")
    assert len(section.every("tr")) == 3 and "F1 of <b>" in section.words()
    assert "y\\x1b[31m, classes" in section.words()
    document = json.loads(command("drift", *files, "--format", "json").out)
    jsonschema.validate(document, schema())


def test_all_is_written_as_one_page(command, doors, files, tmp_path) -> None:
    doors.drifted = REPORT
    page = tmp_path / "drift.html"
    told = command("drift", *files, "--html", str(page))
    assert told.code == 0
    assert "2 of 3 columns are not what they were" in page.read_text()
    assert str(page) in told.err
    refused = command("drift", *files, "--html", str(tmp_path / "none" / "drift.html"))
    assert refused.code != 0


def test_whether_another_model_is_better(command, doors, files, tmp_path) -> None:
    better = replace(QUALITY.figures[0], became=Became.BETTER)
    duel = Challenge(
        "new\x1b[31m", replace(QUALITY, figures=(better, QUALITY.figures[1])), 40, 110, 0.00000001
    )
    doors.drifted = replace(REPORT, challenge=duel)
    page = tmp_path / "drift.html"
    words = ("--label", "y", "--prediction", "p", "--challenger", "new", "--group", "q")
    told = command("drift", *files, *words, "--html", str(page))
    assert (doors.drifts_asked[0].challenger, doors.drifts_asked[0].group) == ("new", "q")
    plain = " ".join(told.out.replace("\u202f", " ").split())
    assert "new\\x1b[31m is better: accuracy" in plain
    assert "right alone: new\\x1b[31m 110 times, p 40 times (by chance below 0.01 %)" in plain
    assert "accuracy 90.0 % (88.0 to 92.0), challenger 80.0 % (78.0 to 82.0): better" in plain
    assert "\x1b" not in plain
    root = check(page.read_text())
    [section] = root.every(id="challenger")
    assert "Challenger" in section.words() and "better" in section.words()
    jsonschema.validate(json.loads(command("drift", *files, *words, "--format", "json").out), schema())


@pytest.mark.parametrize("words", [("--challenger", "c"), ("--group", "q"), ("--group", "q", "--label", "y")])
def test_a_challenger_and_groups_need_a_label_and_a_prediction(command, doors, files, words) -> None:
    told = command("drift", *files, *words)
    assert told.code == 2 and "--label COLUMN --prediction COLUMN" in told.err
    assert not doors.drifts_asked


def test_rankings_are_told_by_groups(command, doors, files) -> None:
    ranked = Quality("rel", "s", Task.RANKING, (300, 0), (2, 1), ())
    doors.drifted = replace(REPORT, quality=ranked, challenge=Challenge("s2", replace(ranked, rows=(9, 9))))
    out = " ".join(command("drift", *files, "--label", "rel", "--prediction", "s").out.split())
    assert "No group has a relevant row and a prediction" in out
    assert "rankings; 300 groups before, 0 now, 3 groups without a relevant row left out" in out
    assert "s2 is neither better nor worse beyond chance" in out
