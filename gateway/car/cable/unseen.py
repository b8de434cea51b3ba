"""A charge nobody saw: only the rise after a silence gives it away."""

from datetime import datetime

from msgspec.structs import replace

from gateway.car.bounds import Bounds
from gateway.car.cable.charging import Charging
from gateway.car.events import Charge
from gateway.car.moments import held
from gateway.car.travel.ground import Fix


def charged_unseen(
    charging: Charging,
    rise: tuple[float | None, datetime],
    bounds: Bounds,
    *,
    car_id: str,
    shown_at: datetime,
    believed_at: datetime,
    soc_percent: float | None,
    fix: Fix | None,
) -> Charging:
    """The charge that a higher battery after a silence gives away; from silence to silence it only grows."""
    soc_before, since = rise
    last, unseen_at = charging.last, charging.unseen_at
    if last is not None and unseen_at is not None and not held(unseen_at, bounds.unseen_silence_s, since):
        soc_before, since = last.soc_start_percent, last.started_at
    charge = Charge(
        car_id=car_id,
        started_at=since,
        ended_at=shown_at,
        soc_start_percent=soc_before,
        soc_end_percent=soc_percent,
        kwh=None,
        unseen=True,
        limit_percent=charging.limit_percent,
        fix=fix,
    )
    return replace(charging, last=charge, unseen_at=believed_at)
