"""When windows open and freezes end."""
