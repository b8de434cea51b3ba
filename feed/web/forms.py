"""What people typed into forms."""

from collections.abc import Mapping


def typed(form: Mapping[str, object], name: str) -> str:
    """The text of a field; empty when it is missing, or a file."""
    value = form.get(name, "")
    return value if isinstance(value, str) else ""
