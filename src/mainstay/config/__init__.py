"""Typed settings: their schema, reading, origin and sample file."""
