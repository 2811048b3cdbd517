"""The cache port on SQLite: one file a user and version, each entry under the user's own key."""
