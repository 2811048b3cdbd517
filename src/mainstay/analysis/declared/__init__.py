"""Declared actions: what their definition is, whether a plan's parameters fit, and what they come to."""
