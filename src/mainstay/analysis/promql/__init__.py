"""Expressions of PromQL, as far as limits are read off them: which metrics they have, and what they are held against."""
