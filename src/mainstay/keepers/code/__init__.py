"""Looks after the source code of a git repository."""
