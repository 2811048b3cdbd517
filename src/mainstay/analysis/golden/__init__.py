"""Answers of a model held against what is expected of them."""
