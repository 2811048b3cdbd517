"""Secrets on this machine: looked up by reference, and kept out of what is written."""
