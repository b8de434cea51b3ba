"""Where the car is: believable fixes, and the zone called home."""

import msgspec


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """A circle on the ground."""

    lat: float  # WGS 84, degrees
    lon: float
    radius_m: float
