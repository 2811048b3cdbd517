"""Plugins: finding them, running each in a process of its own, judging what it says, and the suite that an author runs."""
