"""Whole numbers in paths and queries."""

_MOST_DIGITS = 18  # what a 64-bit column holds


def whole_number(text: str) -> int | None:
    """The number, or None when it is none or too long to be one of ours."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None
