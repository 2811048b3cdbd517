"""Actions that meet bad programs, bad files and sudden ends."""
