"""OwnTracks, an app on the driver's phone: where it is, as JSON. Of the car it knows nothing else.

The phone reports while it moves with the car, and once when it comes to rest. What the app leaves out when
it is 0, speed and heading, is left out here.
"""

from datetime import UTC, datetime

import orjson

from firmware_sim.firmware.reading import Presence, Publication, Reading

PHONE_FULL_PERCENT, PHONE_FALLS_PERCENT_AN_HOUR = 97, 2  # charged every night; `batt` is the phone's


def speak(name: str, said: Reading | Presence) -> tuple[Publication, ...]:
    """A location where the car says its place, else nothing; `name` is user/device."""
    if isinstance(said, Presence) or not isinstance(said.observed_at, datetime):
        return ()
    if not isinstance(said.lat, float) or not isinstance(said.lon, float):
        return ()
    at = said.observed_at.astimezone(UTC)
    location: dict[str, object] = {
        "_type": "location",
        "tid": name[-2:],
        "lat": said.lat,
        "lon": said.lon,
        "tst": int(at.timestamp()),
        "created_at": int(at.timestamp()),
        "t": "u",
        "conn": "m",
        "bs": 1,
        "batt": PHONE_FULL_PERCENT - PHONE_FALLS_PERCENT_AN_HOUR * at.hour,
        "acc": 10,
    }
    for key, figure in (("vel", said.speed_kmh), ("cog", said.heading_deg)):
        if isinstance(figure, float) and round(figure):
            location[key] = round(figure)
    return (Publication(f"owntracks/{name}", orjson.dumps(location), retain=True),)


def last_will(name: str) -> Publication:
    """What the broker says for a phone that lost its connection."""
    return Publication(f"owntracks/{name}", orjson.dumps({"_type": "lwt", "tst": 0}))
