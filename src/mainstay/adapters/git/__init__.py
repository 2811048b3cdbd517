"""Repositories read with the git program, which never sees a scanned repository's own settings."""
