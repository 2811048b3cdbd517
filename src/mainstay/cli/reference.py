"""The pages of docs/reference/, made from what the program itself says: `python -m mainstay.cli.reference FOLDER [PAGE...]`."""

import sys
from collections.abc import Callable, Iterator, Sequence
from inspect import cleandoc
from pathlib import Path

import click

from mainstay.cli import exit_codes
from mainstay.cli.commands import mainstay
from mainstay.cli.explain import all_topics
from mainstay.cli.session import TALK, Session
from mainstay.cli.table import COMMANDS
from mainstay.config.declared.page import page as declared_page
from mainstay.config.declared.schema import json_schema as declared_schema
from mainstay.config.operator.page import page as operator_page
from mainstay.config.operator.schema import json_schema as operator_schema
from mainstay.config.page import page as settings_page
from mainstay.config.plans.page import page as plan_page
from mainstay.config.plans.schema import json_schema as plan_schema
from mainstay.config.schema import json_schema
from mainstay.domain.errors import ExitCode
from mainstay.domain.topic import Topic
from mainstay.present.anomaly_json import schema as anomalies_schema
from mainstay.present.backlog_json import schema as list_schema
from mainstay.present.budget_json import schema as budgets_schema
from mainstay.present.capacity_json import schema as capacity_schema
from mainstay.present.cause_json import schema as causes_schema
from mainstay.present.drift_json import schema as drift_schema
from mainstay.present.forecast_json import schema as forecast_schema
from mainstay.present.foresight_json import foresight_schema
from mainstay.present.golden_json import schema as golden_schema
from mainstay.present.json import schema as check_schema
from mainstay.present.json_document import indented
from mainstay.present.ledger_json import predictions_schema
from mainstay.present.ledger_json import schema as ledger_schema
from mainstay.present.night_json import schema as night_schema
from mainstay.present.plugins_json import check_schema as plugin_check_schema
from mainstay.present.plugins_json import schema as plugins_schema
from mainstay.present.policy_json import check_schema as policy_check_schema
from mainstay.present.policy_json import test_schema as policy_test_schema
from mainstay.present.proposal_json import explain_schema, show_schema
from mainstay.present.proposal_json import list_schema as proposals_schema
from mainstay.present.replay_json import schema as replay_schema
from mainstay.present.run_json import list_schema as runs_schema
from mainstay.present.run_json import show_schema as run_schema
from mainstay.present.suite_json import schema as tests_schema
from mainstay.present.topics import as_page
from mainstay.present.window_json import schema as windows_schema

_MADE = "<!-- Made by `python -m mainstay.cli.reference docs/reference`; edit the program instead. -->"


def commands_page() -> str:
    """Give the page of all commands and their options, each under a heading of its own."""
    root = mainstay.make_context("mainstay", [], resilient_parsing=True)
    blocks = [
        _MADE,
        "# Commands",
        "Results go to standard output, all else to standard error. `mainstay explain exit-codes` tells what the exit "
        "codes mean. Only `approve` and `override` ask, at a terminal alone, and never with `--no-input`.",
    ]
    for heading in dict.fromkeys(row.heading for row in COMMANDS):
        blocks.append(f"## {heading}")
        for row in COMMANDS:
            if row.heading == heading:
                blocks += _command(mainstay.get_command(root, row.name), root)
    blocks += [
        "## Options of every command",
        "All but `--version` can stand before the command's name or after it.",
    ]
    for option in _options(mainstay, root):
        blocks += _option(option, root)
    return "\n\n".join(blocks) + "\n"


def exit_codes_page() -> str:
    """Give the page of exit codes."""
    topic = exit_codes.topic()
    rows = [f"| {code.value} | {exit_codes.MEANINGS[code]} |" for code in ExitCode]
    table = "\n".join(["| code | meaning |", "| --: | :-- |", *rows])
    return "\n\n".join([_MADE, f"# {topic.title}", topic.summary, table, *topic.paragraphs]) + "\n"


def codes_page(topics: Sequence[Topic] | None = None) -> str:
    """Give the page of all that `explain` tells; without `topics` the program's own."""
    return f"{_MADE}\n\n{as_page(all_topics(Session()) if topics is None else topics)}"


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "settings.md": lambda: f"{_MADE}\n\n{settings_page()}",
    "operator-file.md": lambda: f"{_MADE}\n\n{operator_page()}",
    "plan.md": lambda: f"{_MADE}\n\n{plan_page()}",
    "declared-actions.md": lambda: f"{_MADE}\n\n{declared_page()}",
    "exit-codes.md": exit_codes_page,
    "codes.md": codes_page,
    "check.schema.json": lambda: indented(check_schema()),
    "list.schema.json": lambda: indented(list_schema()),
    "tests.schema.json": lambda: indented(tests_schema()),
    "plugins.schema.json": lambda: indented(plugins_schema()),
    "plugins-check.schema.json": lambda: indented(plugin_check_schema()),
    "proposals.schema.json": lambda: indented(proposals_schema()),
    "show.schema.json": lambda: indented(show_schema()),
    "runs.schema.json": lambda: indented(runs_schema()),
    "run.schema.json": lambda: indented(run_schema()),
    "apply-dry-run.schema.json": lambda: indented(foresight_schema()),
    "anomalies.schema.json": lambda: indented(anomalies_schema()),
    "why.schema.json": lambda: indented(causes_schema()),
    "drift.schema.json": lambda: indented(drift_schema()),
    "golden.schema.json": lambda: indented(golden_schema()),
    "forecast.schema.json": lambda: indented(forecast_schema()),
    "budgets.schema.json": lambda: indented(budgets_schema()),
    "capacity.schema.json": lambda: indented(capacity_schema()),
    "nightly.schema.json": lambda: indented(night_schema()),
    "ledger.schema.json": lambda: indented(ledger_schema()),
    "predictions.schema.json": lambda: indented(predictions_schema()),
    "replay.schema.json": lambda: indented(replay_schema()),
    "windows.schema.json": lambda: indented(windows_schema()),
    "policy-test.schema.json": lambda: indented(policy_test_schema()),
    "policy-explain.schema.json": lambda: indented(explain_schema()),
    "policy-check.schema.json": lambda: indented(policy_check_schema()),
    "operator-file.schema.json": lambda: indented(operator_schema()),
    "declared-actions.schema.json": lambda: indented(declared_schema()),
    "plan.schema.json": lambda: indented(plan_schema()),
    "mainstay.schema.json": lambda: indented(json_schema()),
}


def write(folder: Path, names: Sequence[str] = ()) -> None:
    """Write pages (all without `names`) into a folder. Raises KeyError for a page that there is not."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or PAGES:
        (folder / name).write_text(PAGES[name](), encoding="utf-8")


def _command(command: click.Command | None, parent: click.Context) -> Iterator[str]:
    if command is None or command.name is None:
        return
    context = click.Context(command, info_name=command.name, parent=parent)
    yield f"### `{context.command_path}`"
    yield f"```text\n{' '.join(command.get_usage(context).removeprefix('Usage: ').split())}\n```"
    yield cleandoc(command.help or "")
    for option in _options(command, context):
        if "--help" not in option.opts and getattr(option, "section", "") != TALK:
            yield from _option(option, context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            yield from _command(command.get_command(context, name), context)


def _options(command: click.Command, context: click.Context) -> list[click.Option]:
    return [parameter for parameter in command.get_params(context) if isinstance(parameter, click.Option)]


def _option(option: click.Option, context: click.Context) -> Iterator[str]:
    record = option.get_help_record(context)
    if record is not None:
        flags, text = record
        yield f"#### `{flags}`"
        yield text


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2:])
