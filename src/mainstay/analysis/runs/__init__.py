"""Runs: what is done next, from the plan and the journal alone."""
