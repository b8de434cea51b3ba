"""News while it happens."""
