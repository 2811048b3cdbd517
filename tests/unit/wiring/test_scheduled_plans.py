"""What `policy check` tells of the plans that schedules name."""

from pathlib import Path

from mainstay.domain.policy_report import Fault, Grade
from tests.unit.wiring.test_declared_actions import records, write

SCHEDULED = """
{title: t, why: w, change: code, subject: "repo:a", environment: production, base: abc,
 steps: [{id: a, do: wait, with: {for: 1h}}]}
"""


def test_the_plans_of_schedules_are_read_and_checked(tmp_path: Path) -> None:
    rules = "default_gates: false\nschedules:\n" + "".join(
        f"  - {{name: {name}, cron: 0 3 * * *, plan: {name}.yaml}}\n"
        for name in ("sound", "gone", "open", "odd", "own", "many")
    )
    write(tmp_path / "sound.yaml", SCHEDULED)
    write(tmp_path / "open.yaml", SCHEDULED)
    (tmp_path / "open.yaml").chmod(0o666)
    write(tmp_path / "odd.yaml", SCHEDULED.replace("for: 1h", "fro: 1h"))
    write(tmp_path / "own.yaml", SCHEDULED.replace("do: wait", "do: own"))
    write(tmp_path / "many.yaml", "{title: 1, steps: \x1b}")
    found = {one.name: one for one in records(tmp_path, rules).carrying_out()}
    assert set(found) == {"gone.yaml", "open.yaml", "odd.yaml", "own.yaml", "many.yaml"}
    for name, words in (
        ("gone", "the plan of the schedule gone is not there"),
        ("open", "other users may write the plan of the schedule open"),
        ("odd", "wait takes no fro"),
        ("own", "there is no action own"),
    ):
        one = found[f"{name}.yaml"]
        assert (one.fault, one.grade) == (Fault.PLAN, Grade.ERROR)
        assert one.text.startswith(f"the schedule {name} has no plan to carry out: ")
        assert words in one.text and "\n" not in one.text
    assert "\x1b" not in found["many.yaml"].text
