"""Kinds of action, one folder a family: what carries out the actions of plans."""
