"""Four wheels in one tuple: front left, front right, rear left, rear right."""

from typing import TypeVar

T = TypeVar("T", float, int)


def wheel_by_wheel(before: tuple[T | None, ...] | None, said: tuple[T | None, ...]) -> tuple[T | None, ...]:
    """What is known of each wheel once some of them were spoken of."""
    if before is None or None not in said:
        return said
    return tuple(old if new is None else new for old, new in zip(before, said, strict=True))
