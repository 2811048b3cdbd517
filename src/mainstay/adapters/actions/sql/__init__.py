"""The kinds of action that change databases and ask them: PostgreSQL and SQLite."""
