"""Kinds of action that come along, each behind the port of actions."""
