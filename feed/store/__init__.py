"""Rows and queries: one file of functions per noun; the edge opens the transaction and commits it."""
