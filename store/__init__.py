"""The DuckDB store: the only package that knows duckdb. Facts are only added."""
