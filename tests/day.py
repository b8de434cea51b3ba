"""A day of the demo's ten cars, for reading aloud: `python -m tests.day` writes it anew. A test compares it.

The cars live, speak in their tongues, are heard and speak to their owners and followers, all through the
real rooms; only broker, feed and disk are not there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from feed.cli.fleet_file import FleetCar, FleetFile, read_fleet
from firmware_sim.fleet.residents import households_of, move_in
from firmware_sim.settings import load, load_fleet
from gateway.car.bounds import Bounds
from gateway.car.state import CarState
from gateway.delivery.bindings import Bindings
from gateway.delivery.feed_wire import RegisterEntry
from gateway.delivery.fleet import Known, known_by
from gateway.telling import Telling
from gateway.voice.draft import Draft
from gateway.voice.profile import Audience
from gateway.waking import Waking
from gateway.words import read_words
from tests.builders.broker import decode
from tests.builders.lives import messages

ROOT = Path(__file__).parents[1]
FLEET = ROOT / "config" / "fleet.toml"
SEED = 21  # the demo's
TOKYO = ZoneInfo("Asia/Tokyo")
BEGINS = datetime(2026, 11, 24, 6, 30, tzinfo=TOKYO)  # a Tuesday
ENDS = BEGINS + timedelta(hours=24)
LANGUAGES = ("en", "ja")


@dataclass(frozen=True, slots=True)
class Post:
    """A draft at the moment at which it is heard."""

    heard_at: datetime
    car: FleetCar
    draft: Draft


def day(language: str) -> list[Post]:
    """All that the cars say on this day, in the order in which it is heard, each of them in this language."""
    fleet = read_fleet(FLEET)
    cars = {car.car_id: car for car in fleet.car}
    entries = [_entry(car, fleet, language) for car in fleet.car]
    ears = _Ears({entry.car_id: known_by(entry, Bounds()) for entry in entries}, entries)
    posts = [
        Post(max(said_at, draft.not_before or said_at), cars[draft.car_id], draft)
        for said_at, draft in ears.all_that_is_said()
    ]
    return sorted(posts, key=lambda post: post.heard_at)


class _Ears:
    """A gateway without a broker: the cars' states, and the register as the fleet file has it."""

    def __init__(self, register: Mapping[str, Known], entries: Iterable[RegisterEntry]) -> None:
        self._register = register
        self._bindings = Bindings()
        for entry in entries:
            self._bindings.bind(entry.car_id, entry.tongues)
        self._cars = {car_id: CarState(car_id=car_id) for car_id in register}
        self._waking = Waking()
        self._words = read_words(ROOT / "config")

    def get(self, car_id: str) -> Known:
        """What the register knows of a car."""
        return self._register[car_id]

    def all_that_is_said(self) -> Iterator[tuple[datetime, Draft]]:
        """Each draft with the moment at which it was composed."""
        settings = load()
        households = households_of(load_fleet(FLEET), settings, seed=SEED)
        residents = move_in(households, settings, seed=SEED, starts=BEGINS, memories={})
        for _, message in messages(residents, until=ENDS):
            yield from self._wait(until=message.received_at)
            reading = decode(message)
            attributed = reading and self._bindings.attribute(reading)
            if attributed is not None:
                telling = self._telling()
                telling.hear(attributed)
                yield from self._said(telling, message.received_at)
        yield from self._wait(until=ENDS)

    def _wait(self, *, until: datetime) -> Iterator[tuple[datetime, Draft]]:
        while due := self._waking.due(until):
            for car_id in due:
                now = self._cars[car_id].wake_at or until
                telling = self._telling()
                telling.wake(car_id, now=now)
                yield from self._said(telling, now)

    def _telling(self) -> Telling:
        return Telling(self._cars, self._waking, self, self._words)

    def _said(self, telling: Telling, at: datetime) -> Iterator[tuple[datetime, Draft]]:
        self._cars |= telling.changes.states
        return ((at, draft) for draft in telling.changes.drafts)


def _entry(car: FleetCar, fleet: FleetFile, language: str) -> RegisterEntry:
    """The register's entry of a car whose owner and friends are as the fleet file has them."""
    wishes = car.wishes().model_dump(mode="json", exclude_unset=True, by_alias=True)
    friends = [
        {"car_id": other.car_id, "acct": other.car_id.lower(), "nickname": other.nickname}
        for other in fleet.car
        if car.meets and other.meets and other.owner in car.friends and car.owner in other.friends
    ]
    return msgspec.convert(
        wishes
        | {
            "car_id": car.car_id,
            "acct": car.car_id.lower(),
            "owner": {"acct": car.owner},
            "language": language,
            "friends": friends,
            "tongues": [tongue.model_dump() for tongue in car.tongues],
        },
        RegisterEntry,
    )


def page(language: str) -> str:
    """The day as Markdown: an hour a heading, a post a line, and who hears it."""
    own = PAGES[language]
    posts = day(language)
    counts = {car.nickname: 0 for car in read_fleet(FLEET).car}
    for post in posts:
        counts[post.car.nickname] += 1
    lines = [own.title, own.introduction.format(posts=len(posts), cars=len(counts))]
    lines.append(", ".join(f"{name} {count}" for name, count in counts.items()))
    for hour, heard in groupby(posts, key=lambda post: f"{post.heard_at.astimezone(TOKYO):%H}:00"):
        lines.append(f"## {hour}")
        lines.append("\n".join(_line(post, own) for post in heard))
    return "\n\n".join(lines) + "\n"


def _line(post: Post, own: "Page") -> str:
    at, text = f"{post.heard_at.astimezone(TOKYO):%H:%M}", post.draft.text.replace("\n", " ")
    return f"- {at} **{post.car.nickname}** → {_hearers(post, own)}: {text} `{post.draft.kind}`"


def _hearers(post: Post, own: "Page") -> str:
    match post.draft.visibility:
        case Audience.DIRECT:
            return f"{post.car.owner} 📱"
        case Audience.OWNER:
            return post.car.owner
        case Audience.PRIVATE:
            circle = ", ".join(post.car.friends)
        case _:
            circle = own.everybody
    return circle if post.draft.owner_knows else f"{post.car.owner}, {circle}"


@dataclass(frozen=True, slots=True)
class Page:
    """The words around the posts, in one language."""

    title: str
    introduction: str
    everybody: str


PAGES = {
    "en": Page(
        title="# A day of ten cars",
        introduction="The demo's cars (`config/fleet.toml`) on a Tuesday in November: {posts} posts of "
        "{cars} cars, each at the time at which it is heard, and by whom. "
        "📱 marks a post at which a phone rings. Written by `python -m tests.day`, "
        "from simulated drives through the real gateway.",
        everybody="everybody",
    ),
    "ja": Page(
        title="# クルマ十台の一日",
        introduction="デモのクルマ（`config/fleet.toml`）が過ごす、十一月のある火曜日。"
        "{cars} 台の投稿 {posts} 件を、届いた時刻と届いた相手つきで並べました。"
        "📱 はスマホに通知が届く投稿です。シミュレーターの走行を本物のゲートウェイに通して、"
        "`python -m tests.day` で書き出したものです。",
        everybody="みんな",
    ),
}


def page_file(language: str) -> Path:
    """Where that page is kept."""
    return ROOT / "docs" / f"a-day.{language}.md"


if __name__ == "__main__":
    for language in LANGUAGES:
        page_file(language).write_text(page(language), encoding="utf-8")
