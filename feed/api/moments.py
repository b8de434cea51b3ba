"""Moments as clients read them."""

from datetime import UTC, datetime


def iso(moment: datetime) -> str:
    """UTC with three-digit fractions, always: some clients accept nothing else."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
