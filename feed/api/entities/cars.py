"""Cars, as far as who asks may know them."""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict


class CarOwner(TypedDict):
    """Whose a car is."""

    id: str
    acct: str


class Car(TypedDict):
    """A car; what is not for the viewer is left out, or null in its picture."""

    id: str
    acct: str
    nickname: str
    closeness: Literal["owner", "follower", "dealer", "stranger"]
    snapshot: dict[str, Any] | None
    car_id: NotRequired[str]
    owner: NotRequired[CarOwner | None]
    may_know_history: NotRequired[bool]
    settings: NotRequired[dict[str, Any]]


class CarPast(TypedDict):
    """Figures of a car by steps of `step` seconds."""

    to: str
    step: int
    points: list[dict[str, Any]]


class Spot(TypedDict):
    """A place by its names; null what is not known, or not for the viewer."""

    town: dict[str, str] | None
    zone: str | None


class Drive(TypedDict):
    """A finished drive; how far and where it was is for the owner."""

    id: str
    started_at: str
    ended_at: str
    minutes: float
    km: float | None
    soc_start_percent: float | None
    soc_end_percent: float | None
    kwh: float | None
    start: Spot
    end: Spot


class Charge(TypedDict):
    """A finished charge; where it was is for the owner."""

    id: str
    started_at: str
    ended_at: str
    minutes: float
    soc_start_percent: float | None
    soc_end_percent: float | None
    kwh: float | None
    peak_kw: float | None
    limit_percent: float | None
    planned: bool
    unseen: bool
    place: Spot


class Track(TypedDict):
    """The way of a drive as GeoJSON: a line with its figures, and its two ends."""

    type: Literal["FeatureCollection"]
    features: list[dict[str, Any]]


class Handover(TypedDict):
    """The code by which the next owner claims the car."""

    claim_code: str
    expires_at: str


class CarShare(TypedDict):
    """A dealer entrusted with a car until then."""

    account_id: str
    acct: str
    kinds: list[str]
    until: str
    case_id: NotRequired[str]


class CarCommander(TypedDict):
    """A member who may give a car commands beside its owner."""

    account_id: str
    acct: str


class Revoked(TypedDict):
    """How many lost what of a car at once."""

    dealers: int
    guests: int
    followers: int
    commanders: int


class Why(TypedDict):
    """Why a car said something."""

    kind: str
    at: str
    reasons: list[dict[str, Any]]


class Register(TypedDict):
    """Cars as the gateway must know them."""

    cars: list[dict[str, Any]]
    refused: NotRequired[list[dict[str, str]]]
    revision: NotRequired[int]


class Kept(TypedDict):
    """What became of snapshots or journeys."""

    accepted: int
    unknown: list[str]
    refused: list[dict[str, Any]]
