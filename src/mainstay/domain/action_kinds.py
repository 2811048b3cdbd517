"""The kinds of action that come along, which a plan may name without the operator naming them first."""

DOING = frozenset({"command", "file", "git", "http", "notify", "service", "sql"})
"""Run a program, write a file, change a repository, ask an address, tell people, restart a service, change a database."""

TELLING = frozenset({"notify"})
"""Those of them that only say something: what was said stays said, and nothing of it is to be taken back."""

BY_HAND = "manual"
"""What a person does: the program only looks on, and yet it changes something."""

WATCHING = "watch"
"""What asks a person, where it cannot tell itself, whether a change is to be kept."""

WAITING = frozenset({BY_HAND, "promise", "wait", "wait-window", WATCHING})
"""Let a person do it, write down what was promised, let time pass, wait for a window, watch what became of a change."""

CHECKING = frozenset({"check-command", "check-http", "check-promql", "check-sql", "check-tcp"})
"""Look whether something holds."""

KINDS = DOING | WAITING | CHECKING
LOOKING = WAITING | CHECKING
"""Those that change nothing outside, so that they may be repeated at will; but what a person does is a person's."""
