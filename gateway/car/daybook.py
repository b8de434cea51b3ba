"""What a car has told today, and what it kept back for the digest: counts, never words."""

from datetime import date, datetime

from gateway.car.part import Part


class Daybook(Part, frozen=True, kw_only=True):
    """Alerts are not counted here: they are always told."""

    day: date | None = None  # the car's local day of which `told` speaks
    told: int = 0
    kept: int = 0  # since the last digest, like what follows
    drives: int = 0
    km: float = 0.0
    charges: int = 0
    tell_at: datetime | None = None  # when what was kept back is told in one; None: nothing was
    others_hear_at: datetime | None = None  # the latest moment set for others to hear of something
