"""The store on SQLAlchemy Core: one file with SQLite, or a PostgreSQL server."""
