"""One measured figure, as it is printed and written."""

from typing import NotRequired, TypedDict


class Figure(TypedDict):
    """A value with its unit, and what it is compared with where something was measured beside it."""

    name: str
    value: float
    unit: str
    ratio: NotRequired[float]
    ratio_to: NotRequired[str]
    samples: int
