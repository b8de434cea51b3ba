"""Fleets and what dealers do for their cars."""

from typing import Any

from typing_extensions import TypedDict


class Fleet(TypedDict):
    """A dealer's fleet: how many cars there are, and how many need something."""

    id: str
    acct: str
    name: str
    counts: dict[str, int]


class FleetCar(TypedDict):
    """A car as its dealer may see it."""

    id: str
    acct: str
    nickname: str
    observed_at: str | None
    presence: str | None
    soc_percent: float | None
    range_km: float | None
    charge_state: str | None
    needs: list[str]
    health: dict[str, Any] | None
