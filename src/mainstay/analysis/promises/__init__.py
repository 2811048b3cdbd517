"""Promises: what a change was to bring, and whether it did."""
