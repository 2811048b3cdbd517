"""Slow, plain second ways to the same figures, written from the definitions and sharing no code with the program."""
