"""A member's own settings, a chapter a file."""
