"""The three loops, each reading as its sentence."""
