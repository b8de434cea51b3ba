"""Who may hear of what, when, and how much of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from gateway.car.events import DriveEnded, Event, Level, TyreLow
from gateway.car.state import CarState
from gateway.car.travel.fences import Fence
from gateway.voice.facts import NAMED_WITH_TOWN, OFFERED
from gateway.voice.profile import Audience, CarProfile
from gateway.voice.towns import Town, Towns

# Each of these tells that a house is empty, or where a car stands alone.
OWNERS_ALONE = frozenset(
    {
        "left_home",
        "drive_started",
        "zone_left",
        "came_home_unplugged",
        "towed",
        "range_risk",
        "left_on",
        "day_told",
    }
)
JOURNEYS = frozenset(
    {"drive_started", "drive_ended", "came_home", "left_home", "zone_entered", "zone_left", "unplugged"}
)
# A cable goes in soon after coming and comes out soon before leaving. Were this told late at home and at once
# elsewhere, a post at once would say that nobody is at home: so it is told late wherever it happens.
CABLE = frozenset(
    {
        "plugged_in",
        "charging_started",
        "ready_time",
        "charge_milestone",
        "charge_waiting",
        "cheaper_later",
        "charging_done",
        "charging_interrupted",
        "charged_unseen",
    }
)
ON_THE_ROAD = frozenset({"longest_drive", "best_economy", "round_odometer", "friends_met"})
# True only just now: half an hour later, when others may hear of a cable, it is over or was wrong.
PASSING = frozenset({"ready_time", "charge_milestone", "charge_waiting", "cheaper_later"})
LATER_FOR_OTHERS = JOURNEYS | CABLE | ON_THE_ROAD
NEVER_FOR_STRANGERS = frozenset({"came_home", "zone_entered"})
DEALERS_MAY_HEAR = frozenset(
    {"service_due", "trouble_code", "towed", "silent", "aux_battery_low", "tyre_low"}
)

WHERE = frozenset({"spot", "zone", "town"})
WHEN = frozenset({"duration"})  # with the time of the post it tells when the car set out
# From places the car is known to drive to, the ways there tell where they begin: a circle around each.
HOW_FAR = frozenset({"distance", "energy", "economy"})
ALONE = frozenset({Audience.OWNER, Audience.DIRECT})
STRANGERS = frozenset({Audience.PUBLIC, Audience.UNLISTED})  # also people whom the owner has not let in


class Verdict(NamedTuple):
    """How far news goes, and why no further."""

    audience: Audience
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """People who read the same words."""

    name: str  # tells apart the posts of one event
    audience: Audience  # never NOBODY
    mentions: tuple[str, ...] = ()
    withheld: frozenset[str] = frozenset()  # the placeholders that may not be filled for them
    later: bool = False  # not at once
    owner_knows: bool = False  # the owner is told apart


def circles(event: Event, profile: CarProfile) -> Iterator[Circle]:
    """Who hears of an event: its owner first. None when it is late, muted, or the car is switched off."""
    audience, owner = verdict(event, profile).audience, profile.owner_acct
    if audience is Audience.NOBODY:
        return
    dealers = _entrusted(event, profile)
    later = audience not in ALONE and event.kind in LATER_FOR_OTHERS
    if owner is not None and (later or audience in ALONE) and not (dealers and _says_all(event)):
        own = audience if audience in ALONE else _own(event)
        yield Circle(name=own, audience=own, mentions=(owner,) if own is Audience.DIRECT else ())
    if owner is not None and dealers:
        yield Circle(name="dealers", audience=Audience.DIRECT, mentions=(owner, *dealers), withheld=WHERE)
    if audience not in ALONE:
        yield Circle(
            name=audience,
            audience=audience,
            withheld=_withheld_from(event, audience, profile, later=later),
            later=later,
            owner_knows=owner is not None and (later or bool(dealers)),
        )


def verdict(event: Event, profile: CarProfile) -> Verdict:
    """The widest audience of an event, dealers aside."""
    chosen = profile.audience.get(event.kind)
    if event.late:
        wished = Verdict(Audience.NOBODY, "it was learned too late")
    elif not profile.enabled:
        wished = Verdict(Audience.NOBODY, "the car is switched off")
    elif chosen is not None:
        wished = Verdict(chosen, "the owner chose so")
    else:
        wished = _usual(event, profile)
    if wished.audience is Audience.NOBODY:
        return wished
    if profile.owner_acct is None:
        return UNHEARD if event.kind in JOURNEYS | OWNERS_ALONE | PASSING else UNCLAIMED
    return _narrowed(event, profile, wished)


def is_alert(event: Event) -> bool:
    """Whether it is told day and night, however much was told before."""
    return event.level is Level.ALERT or (isinstance(event, TyreLow) and event.degree > 1)


def goes_without_saying(event: Event, state: CarState, circle: Circle, profile: CarProfile) -> bool:
    """Whether other news tells these hearers the same.

    Setting out from home or another zone is told by having left it, the end of a drive in a zone of the
    owner's by having come there. Home's own news has the figures of its drive.
    """
    if event.kind == "drive_started":
        return any(fence.inside for fence in state.place.fences)
    if not isinstance(event, DriveEnded) or circle.audience not in ALONE:
        return False
    if profile.audience.get("zone_entered") is Audience.NOBODY:
        return False
    return any(fence.name and fence.inside and _came(fence, event) for fence in state.place.fences)


def town_told(event: Event, state: CarState, towns: Towns, *, circle: Circle) -> Town | None:
    """The town a post may name.

    To strangers always or never, as the owner chose: naming it only elsewhere would tell when the car is
    at home. Friends know where it lives, so the town of its home goes without saying.
    """
    lat, lon, home = state.lat, state.lon, state.place.home
    if event.kind not in NAMED_WITH_TOWN or "town" in circle.withheld or lat is None or lon is None:
        return None
    town = towns.town_near(lat, lon)
    if circle.audience in STRANGERS or home is None:
        return town
    return None if home.inside or town == towns.town_near(home.zone.lat, home.zone.lon) else town


def _came(fence: Fence, drive: DriveEnded) -> bool:
    return fence.driven and fence.since is not None and fence.since >= drive.started_at


def _usual(event: Event, profile: CarProfile) -> Verdict:
    if is_alert(event):
        return Verdict(Audience.DIRECT, "alerts are, unless more is chosen")
    if event.level is not Level.INFO:
        return Verdict(Audience.OWNER, "such news is, unless more is chosen")
    if event.kind in JOURNEYS | OWNERS_ALONE:
        return Verdict(Audience.OWNER, "journeys are, unless more is chosen")
    return Verdict(profile.default_visibility, "the car speaks to them by default")


def _narrowed(event: Event, profile: CarProfile, wished: Verdict) -> Verdict:
    """What may be of an owner's wish."""
    if event.kind in OWNERS_ALONE and wished.audience not in ALONE:
        return Verdict(_own(event), "nobody else ever hears of this")
    if event.kind in PASSING and wished.audience not in ALONE:
        return Verdict(Audience.OWNER, "it would not be true any more when others may hear of it")
    if event.kind in NEVER_FOR_STRANGERS and wished.audience in STRANGERS:
        wished = Verdict(Audience.PRIVATE, "strangers never hear of this")
    zones_told = profile.place_for_followers in {"exact", "zone"}
    if event.kind == "zone_entered" and wished.audience is Audience.PRIVATE and not zones_told:
        return Verdict(Audience.OWNER, "followers may not know the owner's zones")
    return wished


def _own(event: Event) -> Audience:
    """How the owner is told apart from others."""
    return Audience.DIRECT if is_alert(event) else Audience.OWNER


def _entrusted(event: Event, profile: CarProfile) -> tuple[str, ...]:
    if profile.owner_acct is None or event.kind not in DEALERS_MAY_HEAR:
        return ()
    return tuple(dealer.acct for dealer in profile.dealers if event.kind in dealer.kinds)


def _says_all(event: Event) -> bool:
    """Whether what dealers hear, with the owner mentioned, is all there is: then one post is enough."""
    return not OFFERED[event.kind] & WHERE


def _withheld_from(event: Event, audience: Audience, profile: CarProfile, *, later: bool) -> frozenset[str]:
    """What others than the owner are not told."""
    strangers = audience in STRANGERS
    withheld = WITHHELD_FROM_FOLLOWERS[profile.place_for_followers]
    if strangers:
        withheld = WHERE if profile.place_for_public == "nothing" else WHERE - {"town"}
    if strangers or later:
        withheld |= WHEN
    return withheld | HOW_FAR if event.kind in JOURNEYS else withheld


UNHEARD = Verdict(Audience.NOBODY, "this is told to an owner, and there is none")
UNCLAIMED = Verdict(Audience.PRIVATE, "no owner has allowed more")
WITHHELD_FROM_FOLLOWERS = {
    "exact": frozenset({"spot"}),  # it is in the live picture; a post says it to the owner alone
    "zone": frozenset({"spot"}),
    "town": frozenset({"spot", "zone"}),
    "nothing": WHERE,
}
