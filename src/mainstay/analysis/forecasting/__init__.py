"""Forecasts of many series at once, from their daily levels: where they go, how sure, and when they pass a limit."""
