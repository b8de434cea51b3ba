"""How cars are doing, as pages show it."""

from dataclasses import dataclass

from feed.social.snapshot import LOW_PERCENT, Presence, Snapshot
from feed.social.whereabouts import Closeness
from feed.store.car_views import CarView
from feed.web.faces import Face, face
from feed.web.figures import Units

CRITICAL_PERCENT = 10  # from here down the ring changes its colour once more


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """The ring around a car's face."""

    percent: float | None = None
    limit_percent: float | None = None
    mood: Presence = "asleep"  # what its face looks like

    @property
    def level(self) -> str:
        """`low` or `critical`; empty while there is enough."""
        if self.percent is None or self.percent > LOW_PERCENT:
            return ""
        return "critical" if self.percent <= CRITICAL_PERCENT else "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class CarNow:
    """A car as one viewer may know it."""

    face: Face
    owner: Face | None  # None: nobody, or none of the viewer's business
    is_own: bool
    is_stranger: bool  # to the viewer
    seen: Snapshot | None
    charge: Charge
    units: Units
    may_know_history: bool


def car_now(view: CarView) -> CarNow:
    """The car of this view."""
    registered, closeness = view.registered, view.closeness
    is_stranger = closeness is Closeness.STRANGER
    return CarNow(
        face=face(registered.account),
        owner=face(registered.owner) if registered.owner and not is_stranger else None,
        is_own=closeness is Closeness.OWNER,
        is_stranger=is_stranger,
        seen=view.seen,
        charge=charge_of(view.seen),
        units="imperial" if registered.car.units == "imperial" else "metric",
        may_know_history=view.may_know_history,
    )


def charge_of(seen: Snapshot | None) -> Charge:
    """The ring of a live picture; an empty one around a sleeping face when there is none."""
    if seen is None:
        return Charge()
    return Charge(percent=seen.soc_percent, limit_percent=seen.charge_limit_percent, mood=_mood(seen))


def _mood(seen: Snapshot) -> Presence:
    if seen.charge_state == "charging":
        return "charging"
    return seen.presence or "online"
