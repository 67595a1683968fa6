"""Answers that need a look through all reports, made once for a graph and kept beside its store.

A query whose header has a line `# table:` is asked once without parameters, or another one of
queries/tables that finds the same rows sooner when all are wanted. Its rows stand in a
SQLite file, in their order, with what they can be chosen by; whatever the parameters are, the
answer is then a choice of rows. Files are caches as the index of names is: where one is missing the
store is asked.
"""

from kg.answers.tables import LEAST, Tables, opened

__all__ = ["LEAST", "Tables", "opened"]
