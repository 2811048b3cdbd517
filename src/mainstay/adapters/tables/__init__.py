"""Series from files with a table: CSV, and Parquet where DuckDB is installed."""
