"""Ladders of environments: whether a change has earned the next one."""
