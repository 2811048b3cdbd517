"""Channels that messages are sent through."""
