"""The kinds of action that a plan may name without the operator naming them first."""

KINDS = frozenset({"command", "http", "manual", "wait"})
"""Run a program, ask an address, let a person do it, wait."""
