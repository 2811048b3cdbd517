"""Carries plans out: what is begun and how it ended is written down, step by step."""
