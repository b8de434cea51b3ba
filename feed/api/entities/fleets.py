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


class Slot(TypedDict):
    """A time a dealer has, and the number it was proposed with."""

    id: str
    number: int | None
    begins_at: str
    ends_at: str
    time_zone: str


class OfCase(TypedDict):
    """Somebody of a case."""

    id: str
    acct: str


class CarOfCase(TypedDict):
    """The car a case is about."""

    id: str
    acct: str
    nickname: str


class Case(TypedDict):
    """A matter of a car between its owner and a dealer."""

    id: str
    car: CarOfCase
    owner: OfCase
    dealer: OfCase
    matter: str
    opened_at: str
    closed_at: str | None
    access_until: str
    dealer_sees_car: bool
    status_id: str | None
    proposed: list[Slot]
    appointment: Slot | None
