"""The version of the program, stated here alone: screens and commands show it, pyproject.toml reads it."""

VERSION = "0.2.0"
