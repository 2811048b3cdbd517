"""The table of commands: what `--help` shows, and the module that a command is loaded from when it is called."""

from importlib import import_module
from types import ModuleType
from typing import NamedTuple


class Row(NamedTuple):
    """One command: its name, the module that holds it as `command`, the heading it stands under, and its help."""

    name: str
    module: str
    heading: str
    help: str


_FIRST = "First minutes"
_LOOP = "Maintenance, in the order of its loop"
_DECIDE = "Proposals and decisions"
_CARRY = "Runs"
_MORE = "Settings and answers"

COMMANDS = (
    Row("init", "mainstay.cli.init", _FIRST, "Write a settings file that explains itself."),
    Row("doctor", "mainstay.cli.doctor", _FIRST, "Look whether all is there that Mainstay needs."),
    Row("check", "mainstay.cli.check", _LOOP, "Tell how healthy a repository's code is and what moved it."),
    Row("list", "mainstay.cli.backlog", _LOOP, "List what to mend first, by what an hour of work gains."),
    Row("tests", "mainstay.cli.suite", _LOOP, "Tell what is flaky, slow, and at risk without tests."),
    Row("forecast", "mainstay.cli.forecast", _LOOP, "Tell what passes its limit when, and how sure that is."),
    Row(
        "anomalies",
        "mainstay.cli.anomalies",
        _LOOP,
        "Tell what was unusual of late, and what was done nearest to it.",
    ),
    Row("why", "mainstay.cli.why", _LOOP, "Tell what may drive a series, or what changed before it."),
    Row(
        "budgets",
        "mainstay.cli.budgets",
        _LOOP,
        "Tell how fast error budgets burn, what is left and when it is gone.",
    ),
    Row(
        "capacity",
        "mainstay.cli.capacity",
        _LOOP,
        "Tell what must be scaled when and by how much, and which sizes are too large.",
    ),
    Row("collect", "mainstay.cli.collect", _LOOP, "Look at this host again and again, for forecasts."),
    Row("drift", "mainstay.cli.drift", _LOOP, "Tell which columns of a table are no longer what they were."),
    Row(
        "golden",
        "mainstay.cli.golden",
        _LOOP,
        "Tell whether answers of a model hold what is expected of them.",
    ),
    Row(
        "nightly",
        "mainstay.cli.nightly",
        _LOOP,
        "Take in what metrics servers have new, and forecast all of it.",
    ),
    Row(
        "baseline",
        "mainstay.cli.baseline",
        _LOOP,
        "Accept the findings of now, so that only new ones are listed.",
    ),
    Row("submit", "mainstay.cli.submit", _DECIDE, "Propose a plan, to be decided about."),
    Row("proposals", "mainstay.cli.proposals", _DECIDE, "List what was proposed, and what waits for whom."),
    Row("show", "mainstay.cli.show", _DECIDE, "Tell all about one proposal."),
    Row(
        "attest", "mainstay.cli.attest", _DECIDE, "State what was tried for a proposal, and how it came out."
    ),
    Row("approve", "mainstay.cli.approve", _DECIDE, "Approve one content of a proposal."),
    Row("reject", "mainstay.cli.reject", _DECIDE, "Reject a proposal, with a reason."),
    Row("snooze", "mainstay.cli.snooze", _DECIDE, "Let a proposal wait until later."),
    Row("withdraw", "mainstay.cli.withdraw", _DECIDE, "Take a proposal back."),
    Row("override", "mainstay.cli.override", _DECIDE, "Break a proposal's gates once, in an emergency."),
    Row("review", "mainstay.cli.review", _DECIDE, "Review an override of somebody else."),
    Row("policy", "mainstay.cli.policy", _DECIDE, "Try, check and explain the rules that decide."),
    Row("windows", "mainstay.cli.windows", _DECIDE, "List what opens when, sign it off or call it off."),
    Row("tick", "mainstay.cli.tick", _DECIDE, "Let time pass: expire, wake, seal, send what waits."),
    Row(
        "audit", "mainstay.cli.audit", _DECIDE, "Verify, export and seal anew the trail of what was decided."
    ),
    Row(
        "messages",
        "mainstay.cli.messages",
        _DECIDE,
        "List messages that nobody took, send them again or drop them.",
    ),
    Row("apply", "mainstay.cli.apply", _CARRY, "Carry out what is approved."),
    Row("undo", "mainstay.cli.undo", _CARRY, "Take back what a run did."),
    Row("runs", "mainstay.cli.runs", _CARRY, "List what is carried out, and tell all about one run."),
    Row("answer", "mainstay.cli.tell", _CARRY, "Tell a run what only a person can know."),
    Row("pause", "mainstay.cli.pause", _CARRY, "Let a run stop before its next step."),
    Row("resume", "mainstay.cli.resume", _CARRY, "Let a paused run go on."),
    Row("cancel", "mainstay.cli.cancel", _CARRY, "End a run before its next step."),
    Row("worker", "mainstay.cli.worker", _CARRY, "Carry out what is approved, on and on."),
    Row(
        "ledger",
        "mainstay.cli.ledger",
        _CARRY,
        "Tell how right forecasts were, and which promises of changes were kept.",
    ),
    Row(
        "store",
        "mainstay.cli.store",
        _MORE,
        "Back up, restore, migrate and check where decisions are kept.",
    ),
    Row("plugins", "mainstay.cli.plugins", _MORE, "List the installed plugins, and try one by the rules."),
    Row("config", "mainstay.cli.config", _MORE, "Show, explain and validate settings."),
    Row(
        "explain",
        "mainstay.cli.explain",
        _MORE,
        "Tell how a finding was priced, or what a code means.",
    ),
    Row(
        "completion", "mainstay.cli.completion", _MORE, "Print the script that completes commands in a shell."
    ),
)

# What a report can be given as, and the module whose `render` makes it.
FORMATS = {
    "text": "mainstay.present.text.report",
    "json": "mainstay.present.json",
    "markdown": "mainstay.present.markdown",
    "html": "mainstay.present.html.report",
    "sarif": "mainstay.present.sarif",
    "github": "mainstay.present.github",
    "gitlab": "mainstay.present.gitlab",
}

# What the one list can be given as.
LIST_FORMATS = {
    "text": "mainstay.present.text.backlog",
    "json": "mainstay.present.backlog_json",
    "markdown": "mainstay.present.backlog_markdown",
}

# What is known of the tests can be given as.
SUITE_FORMATS = {
    "text": "mainstay.present.text.suite_report",
    "json": "mainstay.present.suite_json",
    "markdown": "mainstay.present.suite_report_markdown",
}

PROGRESS = "mainstay.cli.progress"
WIRING = "mainstay.wiring"


def load(module: str) -> ModuleType:
    """Import a module now, because it is needed now."""
    return import_module(module)
