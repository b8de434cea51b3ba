"""OwnTracks: a phone or a tracker in the car says its place as JSON under owntracks/<user>/<device>.

The car's name is `<user>-<device>`. `tst` is when the place was found. The battery in `batt` and `bs` is the
phone's or the tracker's own, never the car's; a car tracker also says `odometer`, `ign`, and in `uext` the
voltage that feeds it.
"""

import re
from datetime import UTC, datetime

from gateway.car.reading import Reading
from gateway.dialects.envelope import joined_car_id, json_object_in, reading, text
from gateway.dialects.message import MalformedMessageError, Message
from gateway.dialects.places_and_wheels import both
from gateway.dialects.words import Fields, Says, claim, fields_of, figure, number

SUBSCRIPTIONS = ("owntracks/+/+",)

_TOPIC = re.compile(r"owntracks/([^/]+)/([^/]+)")
_LAST_MOMENT = 253402300799  # of the year 9999; what is more counts milliseconds


def decode(message: Message) -> Reading | None:
    """The reading in a location; None for another kind of message.

    Raises:
        MalformedMessageError: when it is no OwnTracks message, or a location without place or time.
    """
    topic = _TOPIC.fullmatch(message.topic)
    if topic is None:  # event, info, waypoint, cmd …: regions, cards with a face, orders
        return None
    car = joined_car_id(*topic.groups())
    payload = text(message)
    if payload is None:  # the friend was removed
        return reading(message, car, {"lat": None, "lon": None})
    said = json_object_in(payload)
    if not isinstance(said.get("_type"), str):
        raise MalformedMessageError("_type: should name the kind of message")
    if said["_type"] != "location":  # lwt tells of the phone's connection; encrypted is not for us
        return None
    return reading(message, car, _location(said), observed_at=_found_at(said.get("tst")))


def _location(said: Fields) -> Fields:
    place = both(said.get("lat"), said.get("lon"))
    of_car = fields_of(said, USED_OF_TRACKERS)
    if place:
        return place | fields_of(said, USED_WITH_A_FIX) | of_car
    if not of_car:
        raise MalformedMessageError("lat, lon: should be a place; 0, 0 is a receiver without a fix")
    return of_car


def _found_at(said: object) -> datetime:
    seconds = number("tst", said)
    if not 0 < seconds <= _LAST_MOMENT:
        raise MalformedMessageError("tst: should be seconds since 1970")
    return datetime.fromtimestamp(seconds, UTC)


USED_WITH_A_FIX: dict[str, Says] = {
    "acc": figure("accuracy_m"),
    "vel": figure("speed_kmh", none=(-1,)),
    "cog": figure("heading_deg", none=(-1,)),
}
USED_OF_TRACKERS: dict[str, Says] = {
    "odometer": figure("odometer_km"),
    "ign": claim("ignition_on"),
    "uext": figure("aux_battery_v"),
}
