"""A car's health: what it tells of itself, what of it is worth a visit, and what a trust opens of it."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from typing import Literal

TyreState = Literal["well", "low", "flat"]

SERVICE_SOON_KM, SERVICE_SOON_DAYS = 1_000.0, 30.0  # from here on a service counts as due, as cars tell it

OPENED_BY = {
    "service_due": ("service_in_km", "service_in_days"),
    "trouble_code": ("trouble_codes",),
    "tyre_low": ("tyre_kpa", "tyre_state"),
    "aux_battery_low": ("aux_battery_v", "aux_battery_low"),
}
"""By the kind of news a dealer is entrusted with: the figures it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How a car feels. None is "not known"."""

    service_in_km: float | None = None  # negative: overdue
    service_in_days: float | None = None
    trouble_codes: tuple[str, ...] | None = None  # sorted; empty: none is stored
    tyre_kpa: tuple[float | None, ...] | None = None  # front left, front right, rear left, rear right
    tyre_state: TyreState | None = None  # of the worst one
    aux_battery_v: float | None = None
    aux_battery_low: bool | None = None

    @property
    def is_service_due(self) -> bool:
        """Whether the next service is near or past."""
        by_km = self.service_in_km is not None and self.service_in_km <= SERVICE_SOON_KM
        return by_km or (self.service_in_days is not None and self.service_in_days <= SERVICE_SOON_DAYS)


NOT_KNOWN = Health()
FIGURES = tuple(field.name for field in fields(Health))


def opened(health: Health | None, kinds: Collection[str]) -> Health | None:
    """As much of the health as goes with the kinds of news one is entrusted with; None: nothing."""
    if health is None:
        return None
    closed = {name for kind, names in OPENED_BY.items() if kind not in kinds for name in names}
    told = replace(health, **dict.fromkeys(closed))
    return None if told == NOT_KNOWN else told
