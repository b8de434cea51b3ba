"""The server itself: what it is, and whether it is well."""
