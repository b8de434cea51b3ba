"""The kinds of news that cars tell, and how far each may go whatever its owner chose."""

from typing import Literal, get_args

from feed.social.visibility import Visibility, narrower

ChargingKind = Literal[
    "plugged_in",
    "unplugged",
    "charging_started",
    "ready_time",
    "charge_milestone",
    "charge_waiting",
    "cheaper_later",
    "charging_done",
    "charging_interrupted",
    "charged_unseen",
]
BatteryKind = Literal["battery_low", "battery_critical", "range_risk"]
JourneyKind = Literal[
    "drive_started",
    "drive_ended",
    "left_home",
    "came_home",
    "came_home_unplugged",
    "zone_entered",
    "zone_left",
    "towed",
    "left_on",
]
HealthKind = Literal["aux_battery_low", "tyre_low", "service_due", "trouble_code", "silent"]
PleasureKind = Literal["longest_drive", "best_economy", "round_odometer", "friends_met", "day_told"]
EventKind = Literal[ChargingKind, BatteryKind, JourneyKind, HealthKind, PleasureKind]

DealerKind = Literal["service_due", "trouble_code", "towed", "silent", "aux_battery_low", "tyre_low"]
"""What a dealer may be entrusted with."""

SUBJECTS: dict[str, tuple[str, ...]] = {
    "charging": get_args(ChargingKind),
    "battery": get_args(BatteryKind),
    "journeys": get_args(JourneyKind),
    "health": get_args(HealthKind),
    "pleasures": get_args(PleasureKind),
}
SERVICE_BOOK = frozenset(("service_due", "trouble_code", "tyre_low", "aux_battery_low"))
"""What is about the car rather than about who drives it, so that its next owner gets it with the car."""

ONLY_FOR_OWNER = frozenset(
    (
        *("left_home", "drive_started", "zone_left", "came_home_unplugged", "towed", "range_risk", "left_on"),
        *("ready_time", "charge_milestone", "charge_waiting", "cheaper_later", "day_told"),
    )
)
"""They say that a house is empty or where a car stands alone, or are over when others may hear of them."""


_CHOSEN: dict[str, Visibility] = {
    "public": "public",
    "unlisted": "unlisted",
    "private": "private",
    "direct": "direct",
    "owner": "limited",
}


def allowed(kind: str, asked: Visibility, choice: str) -> Visibility | None:
    """How far news of this kind goes that is `asked` to go there; None: to nobody.

    `choice` is the audience its owner chose: "nobody", "owner" or a visibility.
    """
    if choice == "nobody":
        return None
    visibility = narrower(asked, _CHOSEN[choice])
    if kind in ONLY_FOR_OWNER and visibility not in {"direct", "limited"}:
        return "limited"
    return visibility
