"""How other tongues write what a Reading has in several figures: places, and four wheels."""

from gateway.dialects.message import MalformedMessageError
from gateway.dialects.words import Fields, Says, claim, figure


def wheel(position: int, *, times: float = 1.0) -> Says:
    """A way to read one wheel of front left, front right, rear left, rear right. 0: a sensor asleep."""
    pressure = figure("tyre_kpa", times=times, none=(0,))

    def says(said: object) -> Fields:
        kpa = pressure(said)["tyre_kpa"]
        return {} if kpa is None else {"tyre_kpa": tuple(kpa if n == position else None for n in range(4))}

    return says


def warned_wheel(position: int) -> Says:
    """A way to read the warning of one wheel: that it is low, or well."""

    def says(said: object) -> Fields:
        low = _WARNS(said)["tyre_alert"]
        return (
            {}
            if low is None
            else {"tyre_alert": tuple(int(low) if n == position else None for n in range(4))}
        )

    return says


def place(said: object) -> Fields:
    """Where a {"latitude": …, "longitude": …} lies. A receiver without a fix gives 0, 0: it says nothing."""
    if said is None:
        return {"lat": None, "lon": None}
    if not isinstance(said, dict):
        raise MalformedMessageError("lat, lon: should be an object with both")
    return both(said.get("latitude"), said.get("longitude"))


def both(latitude: object, longitude: object) -> Fields:
    """The place of two figures that should come together; of 0, 0 nothing.

    Raises:
        MalformedMessageError: when one is missing, or no such place exists.
    """
    if latitude is None or longitude is None:
        raise MalformedMessageError("lat, lon: should come together")
    found = _LAT(latitude) | _LON(longitude)
    return {} if found == {"lat": 0, "lon": 0} else found


_WARNS = claim("tyre_alert")
_LAT, _LON = figure("lat"), figure("lon")
