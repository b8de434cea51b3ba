"""Who may look back on drives and charges: the owner at all, some late and without places, others not."""

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from yarl import URL

from feed.social.journey import Charge, Drive, journey_id
from feed.store import journeys
from tests.builders.feed import Feed, Person

SEVEN = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # the feed's clock begins at nine
WAY = [(0.0, 35.05, 137.15, 70.0, 0.0), (600.0, 35.0, 137.16, None, 48.0), (1200.0, 34.95, 137.17, 64.5, 0.0)]
SPOT = {"town": None, "zone": None}


def a_drive(began: datetime = SEVEN, **told: Any) -> Drive:  # noqa: ANN401
    return Drive(
        **{
            "started_at": began,
            "ended_at": began + timedelta(minutes=20),
            "km": 12.5,
            "soc_start_percent": 70.0,
            "soc_end_percent": 64.5,
            "kwh": 2.1,
            "start_town_en": "Toyota",
            "start_town_ja": "豊田市",
            "start_zone": "home",
            "end_zone": "=cmd|' /C calc'!A0",
        }
        | told
    )


def a_charge(began: datetime = SEVEN) -> Charge:
    return Charge(
        started_at=began,
        ended_at=began + timedelta(hours=1),
        kwh=7.1,
        peak_kw=11.0,
        limit_percent=80.0,
        zone="home",
    )


class Street:
    """An owner, a follower and a stranger of a car that has been driven and charged."""

    def __init__(self, feed: Feed, account_id: str, people: dict[str, Person]) -> None:
        self.feed, self.people, self.path = feed, people, f"/api/v1/cars/{account_id}"

    async def ask(self, who: str, path: str) -> tuple[int, str, dict[str, URL], str]:
        """Status, body, links by name, and content type."""
        async with self.feed.client.get(f"{self.path}/{path}", headers=self.people[who].headers) as response:
            return (
                response.status,
                await response.text(),
                {str(name): URL(link["url"]) for name, link in response.links.items()},
                response.content_type,
            )

    async def read(self, who: str, path: str) -> Any:  # noqa: ANN401
        return await self.feed.get(f"{self.path}/{path}", self.people[who].headers)


async def a_street(
    feed: Feed, *drives: Drive, charges: tuple[Charge, ...] = (), history_for: str = "owner"
) -> Street:
    people = {name: await feed.person(name) for name in ("owner", "follower", "stranger")}
    account_id = await feed.car("CAR-1", owner=people["owner"], history_for=history_for)
    await feed.follows(people["follower"].account_id, int(account_id))
    async with feed.database.writing() as session:
        await journeys.keep_drives(session, [(int(account_id), one) for one in drives])
        await journeys.keep_charges(session, [(int(account_id), one) for one in charges])
        tracks = [(int(account_id), one.started_at, WAY) for one in drives]
        await journeys.keep_tracks(session, tracks, now=feed.clock.now)
    return Street(feed, account_id, people)


async def test_the_owner_sees_all_of_a_drive_and_of_a_charge(feed: Feed) -> None:
    street = await a_street(feed, a_drive(), charges=(a_charge(),))
    assert await street.read("owner", "drives") == [
        {
            "id": str(journey_id(SEVEN)),
            "started_at": "2026-11-23T07:00:00.000Z",
            "ended_at": "2026-11-23T07:20:00.000Z",
            "minutes": 20.0,
            "km": 12.5,
            "soc_start_percent": 70.0,
            "soc_end_percent": 64.5,
            "kwh": 2.1,
            "start": {"town": {"en": "Toyota", "ja": "豊田市"}, "zone": "home"},
            "end": {"town": None, "zone": "=cmd|' /C calc'!A0"},
        }
    ]
    (charge,) = await street.read("owner", "charges")
    assert [charge[name] for name in ("kwh", "peak_kw", "limit_percent", "minutes")] == [
        7.1,
        11.0,
        80.0,
        60.0,
    ]
    assert charge["place"] == {"town": None, "zone": "home"}


async def test_who_may_look_back_learns_neither_where_nor_how_far_and_half_an_hour_late(feed: Feed) -> None:
    just_now = a_drive(SEVEN + timedelta(minutes=95))  # over five minutes ago
    street = await a_street(feed, a_drive(), just_now, charges=(a_charge(),), history_for="followers")
    (seen,) = await street.read("follower", "drives")
    assert (seen["started_at"], seen["soc_end_percent"]) == ("2026-11-23T07:00:00.000Z", 64.5)
    assert [seen["km"], seen["kwh"], seen["start"], seen["end"]] == [None, None, SPOT, SPOT]
    (charged,) = await street.read("follower", "charges")
    assert (charged["kwh"], charged["place"]) == (7.1, SPOT)
    assert [row.split(",")[3] for row in (await street.ask("follower", "drives.csv"))[1].splitlines()] == [
        "km",
        "",
    ]
    feed.clock.later(minutes=26)
    assert len(await street.read("follower", "drives")) == 2


@pytest.mark.parametrize("path", ["drives", "charges", "drives.csv", "charges.csv"])
async def test_others_may_not_look_back(feed: Feed, path: str) -> None:
    street = await a_street(feed, a_drive(), charges=(a_charge(),))
    assert [(await street.ask(who, path))[0] for who in ("owner", "follower", "stranger")] == [200, 403, 403]


@pytest.mark.parametrize("history_for", ["owner", "followers"])
async def test_a_track_is_there_for_the_owner_alone(feed: Feed, history_for: str) -> None:
    street = await a_street(feed, a_drive(), history_for=history_for)
    for path in ("drives.gpx", f"drives/{journey_id(SEVEN)}/track", f"drives/{journey_id(SEVEN)}/track.gpx"):
        assert [(await street.ask(who, path))[0] for who in street.people] == [200, 404, 404], path
    assert (await street.ask("owner", "drives/1/track"))[0] == 404


async def test_a_track_is_a_line_with_its_figures_and_its_ends(feed: Feed) -> None:
    street = await a_street(feed, a_drive())
    track = await street.read("owner", f"drives/{journey_id(SEVEN)}/track")
    line, start, end = track["features"]
    assert line["geometry"] == {
        "type": "LineString",
        "coordinates": [[137.15, 35.05], [137.16, 35.0], [137.17, 34.95]],
    }
    assert line["properties"]["soc_percent"] == [70.0, None, 64.5]
    assert line["properties"]["times"][1] == "2026-11-23T07:10:00Z"
    assert (start["geometry"]["coordinates"], end["properties"]["look"]) == ([137.15, 35.05], "end")


async def test_gpx_is_a_track_for_each_drive_that_has_one(feed: Feed) -> None:
    street = await a_street(feed, a_drive(), a_drive(SEVEN - timedelta(hours=2)))
    _, text, _, kind = await street.ask("owner", "drives.gpx")
    gpx = ET.fromstring(text)
    tracks = gpx.findall(f"{GPX}trk")
    assert (kind, len(tracks)) == ("application/gpx+xml", 2)
    points = [(one.get("lat"), one.findtext(f"{GPX}time")) for one in tracks[0].iter(f"{GPX}trkpt")]
    assert points[1] == ("35.0", "2026-11-23T07:10:00Z")


async def test_no_cell_of_a_sheet_is_a_formula(feed: Feed) -> None:
    street = await a_street(feed, a_drive())
    _, text, _, kind = await street.ask("owner", "drives.csv")
    assert (kind, text.splitlines()[0].split(",")[:4]) == (
        "text/csv",
        ["started_at", "ended_at", "minutes", "km"],
    )
    assert ",'=cmd|" in text
    assert ",=cmd|" not in text


async def test_drives_come_in_pages_newest_first_and_between_two_moments(feed: Feed) -> None:
    began = [SEVEN - timedelta(days=day) for day in range(5)]
    street = await a_street(feed, *map(a_drive, began))
    _, _, links, _ = await street.ask("owner", "drives?limit=2")
    first = await street.read("owner", "drives?limit=2")
    second = await street.feed.get(links["next"].path_qs, street.people["owner"].headers)
    assert [one["id"] for one in first + second] == [str(journey_id(one)) for one in began[:4]]
    span = await street.read("owner", "drives?from=2026-11-20T00:00:00Z&to=2026-11-22T00:00:00Z")
    assert [one["started_at"][:10] for one in span] == ["2026-11-21", "2026-11-20"]


GPX = "{http://www.topografix.com/GPX/1/1}"
