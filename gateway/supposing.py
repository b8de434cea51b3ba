"""A car and its owner as the options of `explain` describe them."""

from collections.abc import Iterable
from datetime import time
from typing import Literal

import msgspec

from gateway.car.bounds import Bounds, Zone
from gateway.car.events import EVENT_KINDS
from gateway.car.hours import Hours
from gateway.delivery.fleet import Known
from gateway.settings import ConfigError
from gateway.voice.discretion import DEALERS_MAY_HEAR
from gateway.voice.profile import Audience, CarProfile, Dealer

DEALERS = (Dealer("dealer", DEALERS_MAY_HEAR),)  # entrusted with all that a dealer may hear
HOME_RADIUS_M = 150
LONGEST_DELAY = 24 * 60  # minutes
KINDS = tuple(str(kind.__struct_config__.tag) for kind in EVENT_KINDS)


def suppose(
    bounds: Bounds,
    *,
    language: str,
    persona: str,
    tell: Iterable[str],
    usually: str,
    delay: str,
    quiet: str | None,
    home: str | None,
) -> Known:
    """A claimed car with a dealer. Raises ConfigError naming the option that says nothing we know."""
    zone = None if home is None else _zone(home)
    profile = CarProfile(
        owner_acct="owner",
        language=language,
        persona=persona,
        home=zone,
        default_visibility=_audience("--usually", usually),
        audience=dict(_wish(wish) for wish in tell),
        delay_minutes=_delay(delay),
        quiet_hours=None if quiet is None else _hours(quiet),
        dealers=DEALERS,
    )
    return Known(profile, msgspec.structs.replace(bounds, home=zone))


def _wish(wish: str) -> tuple[str, Audience]:
    kind, _, who = wish.partition("=")
    if kind not in KINDS:
        raise ConfigError(f"--tell: should be KIND=WHO, with a kind out of {', '.join(KINDS)}; not {wish}")
    return kind, _audience("--tell", who)


def _audience(option: str, who: str) -> Audience:
    try:
        return Audience(who)
    except ValueError as error:
        said = who or "nothing"
        raise ConfigError(f"{option}: should be one of {', '.join(Audience)}, not {said}") from error


def _delay(wish: str) -> int | Literal["until_left"]:
    if wish == "until_left":
        return "until_left"
    if not wish.isascii() or not wish.isdecimal() or int(wish) > LONGEST_DELAY:
        raise ConfigError(f"--delay: should be minutes up to {LONGEST_DELAY}, or until_left; not {wish}")
    return int(wish)


def _hours(wish: str) -> Hours:
    begins, _, ends = wish.partition("-")
    try:
        return Hours(time.fromisoformat(begins), time.fromisoformat(ends))
    except ValueError as error:
        raise ConfigError(f"--quiet: should be like 22:00-07:00, not {wish}") from error


def _zone(wish: str) -> Zone:
    try:
        lat, lon = (float(degrees) for degrees in wish.split(","))
    except ValueError as error:
        raise ConfigError("--home: should be like 35.0844,137.1531, in degrees") from error
    if not (abs(lat) <= 90 and abs(lon) <= 180):  # noqa: PLR2004 - the poles, and half round the earth
        raise ConfigError("--home: should be a latitude up to 90 and a longitude up to 180 degrees")
    return Zone(lat=lat, lon=lon, radius_m=HOME_RADIUS_M)
