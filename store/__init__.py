"""The store, in DuckDB or PostgreSQL: the only package that knows either. Facts are only added."""
