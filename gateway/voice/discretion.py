"""Who may hear of what, and how much of it."""

from gateway.car.events import Event
from gateway.car.state import CarState
from gateway.voice.facts import NAMED_WITH_TOWN
from gateway.voice.profile import Audience, CarProfile
from gateway.voice.towns import Town, Towns

ALERTS = frozenset({"battery_critical", "charging_interrupted", "came_home_unplugged"})

# Each of these tells a stranger that the car, and so its owner, is at home or away from it just now.
NEVER_FOR_STRANGERS = frozenset({"came_home", "left_home", "came_home_unplugged", "drive_started"})

# How long a drive took tells, with the time of the post, when the car set out.
WITHHELD_FROM_STRANGERS = frozenset({"duration"})


def audience(event: Event, profile: CarProfile) -> Audience:
    """Who hears of an event; NOBODY when it is late, muted, or the car is switched off."""
    if event.late or not profile.enabled:
        return Audience.NOBODY
    wished = profile.audience.get(event.kind) or _usual(event.kind, profile)
    if wished is Audience.NOBODY:
        return wished
    if profile.owner_acct is None:
        return Audience.PRIVATE  # nobody has allowed more, and there is nobody to mention
    if _are_strangers(wished) and event.kind in NEVER_FOR_STRANGERS:
        return Audience.PRIVATE
    return wished


def goes_without_saying(event: Event, state: CarState) -> bool:
    """Whether other news tells the same: setting out from home is told by having left it."""
    return event.kind == "drive_started" and state.place.at_home is True


def withheld(heard_by: Audience) -> frozenset[str]:
    """The placeholders that may not be filled for these hearers."""
    return WITHHELD_FROM_STRANGERS if _are_strangers(heard_by) else frozenset()


def town_told(
    event: Event, state: CarState, profile: CarProfile, towns: Towns, *, heard_by: Audience
) -> Town | None:
    """The town a post may name.

    To strangers always or never, as the owner chose: naming it only elsewhere would tell when the car is
    at home. Friends know where it lives, so at home it goes without saying.
    """
    lat, lon = state.lat, state.lon
    untold = profile.place_for_public == "nothing" if _are_strangers(heard_by) else state.place.at_home
    if event.kind not in NAMED_WITH_TOWN or untold or lat is None or lon is None:
        return None
    return towns.town_near(lat, lon)


def _usual(kind: str, profile: CarProfile) -> Audience:
    return Audience.DIRECT if kind in ALERTS else profile.default_visibility


def _are_strangers(heard_by: Audience) -> bool:
    """Whether it is heard by people whom the owner has not let in."""
    return heard_by in (Audience.PUBLIC, Audience.UNLISTED)
