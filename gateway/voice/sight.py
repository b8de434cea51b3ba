"""What each who looks sees of one event: the words and when, or why nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec

from gateway.car.events import Event
from gateway.voice.discretion import ALONE, DEALERS_MAY_HEAR, STRANGERS, verdict
from gateway.voice.draft import Draft
from gateway.voice.profile import Audience, CarProfile


class Sight(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Words, or why there are none."""

    text: str | None = None
    visibility: Audience | None = None
    at: datetime | None = None  # by the car's time
    or_once_it_has_left: bool = False  # if that is sooner
    nothing: str | None = None  # why


def sights(
    event: Event, drafts: Sequence[Draft], profile: CarProfile, *, hush: str | None
) -> dict[str, Sight]:
    """By who looks: owner, follower, dealer and stranger. `hush`: why others are kept back."""
    return {who: _sight(who, event, drafts, profile, hush) for who in SEES}


def _sight(who: str, event: Event, drafts: Sequence[Draft], profile: CarProfile, hush: str | None) -> Sight:
    seen = next((draft for draft in drafts if SEES[who](draft, profile)), None)
    if seen is None:
        return Sight(nothing=_why_nothing(who, event, drafts, profile, hush))
    return Sight(
        text=seen.text,
        visibility=seen.visibility,
        at=seen.not_before or seen.at,
        or_once_it_has_left=seen.after_leaving,
    )


def _why_nothing(
    who: str, event: Event, drafts: Sequence[Draft], profile: CarProfile, hush: str | None
) -> str:
    audience, because = verdict(event, profile)
    if audience is Audience.NOBODY:
        return because
    if who == "dealer":
        entrusted = event.kind in DEALERS_MAY_HEAR
        return "the owner did not entrust it to them" if entrusted else "no dealer ever hears of this"
    if hush is not None:
        return hush
    if who == "owner" or not drafts:
        return "other news tells the same"
    return f"it is for {'followers' if audience is Audience.PRIVATE else 'the owner'}: {because}"


def _is_for_dealers(draft: Draft, profile: CarProfile) -> bool:
    mentioned = any(f"@{dealer.acct} " in draft.text for dealer in profile.dealers)
    return draft.visibility in STRANGERS or (draft.visibility is Audience.DIRECT and mentioned)


SEES: Mapping[str, Callable[[Draft, CarProfile], bool]] = {
    "owner": lambda draft, _: not draft.owner_knows,
    "follower": lambda draft, _: draft.visibility not in ALONE,
    "dealer": _is_for_dealers,
    "stranger": lambda draft, _: draft.visibility in STRANGERS,
}
