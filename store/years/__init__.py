"""A place and its years: how they begin, whether a year is there, a draft or in force, how it goes on from the last."""
