"""Proposing: a plan comes in, and what speaks for it."""
