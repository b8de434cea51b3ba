"""What sort of owner a car has; the sorts themselves are in config/firmware_sim.toml."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How somebody uses a car, as plain figures; shares are 0..1."""

    name: str
    leaves_home_h: float  # local time of the first errand of a working day
    away_h: float  # at work
    works_in_next_town: bool  # at the far end of the motorway
    charges_at_work: float  # share of the days on which a charger is free there
    errands: int  # a day, at most, beside work
    plugs_in_below_percent: float  # at home, when it is not forgotten
    forgets: float  # share of the evenings on which the cable stays on its hook
    charge_limit_percent: float
    home_charger_kw: float
    first_soc_percent: float  # on the first morning
    first_plugged_in: bool
    meets_h: float | None = None  # every day, at the first of the shops, for an hour
    timer_from_h: float | None = None  # local: charging at home waits for this hour, until timer_until_h
    timer_until_h: float = 7.0
