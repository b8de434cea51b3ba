"""Every threshold by which a car's news is judged, with its unit and its default."""

import msgspec

from gateway.car.places import Zone


class Bounds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What counts as news for one car. Seconds are the car's own time unless said otherwise."""

    home: Zone | None = None
    time_zone: str | None = None  # whose evening it is; None: where home lies
