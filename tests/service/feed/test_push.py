"""A device that is not looking has word, sealed so that nobody on the way can read it."""

import base64
import json
from collections.abc import AsyncIterator
from typing import Any

import http_ece
import pytest
from py_vapid import Vapid02
from sqlalchemy import update

from feed.housekeeping import bring_letters
from feed.push.addresses import PublicResolver
from feed.store.tables import User
from tests.builders.feed import Feed, Person, a_feed
from tests.service.feed.post_office import AUTH, PostOffice, a_post_office

PATH = "/api/v1/push/subscription"


@pytest.fixture
async def office() -> AsyncIterator[PostOffice]:
    async with a_post_office() as running:
        yield running


@pytest.fixture
async def feed(database_url: str) -> AsyncIterator[Feed]:
    """A trial: its letters may go next door."""
    async with a_feed(database_url, trial=True) as running:
        yield running


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki", scopes="read write follow push")


@pytest.fixture
async def ben(feed: Feed) -> Person:
    return await feed.person("ben")


async def send(feed: Feed, method: str, path: str, by: Person, **body: object) -> tuple[int, Any]:
    async with feed.client.request(method, path, json=body, headers=by.headers) as response:
        return response.status, await response.json()


async def subscribe(feed: Feed, who: Person, office: PostOffice, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    device = {"endpoint": office.url, "keys": office.keys, "standard": True} | more.pop("device", {})
    data = {"alerts": {"mention": True, "favourite": True}} | more
    status, body = await send(feed, "POST", PATH, who, subscription=device, data=data)
    assert status == 200, body
    return dict(body)


async def say(feed: Feed, by: Person, text: str, **more: object) -> str:
    return str((await send(feed, "POST", "/api/v1/statuses", by, status=text, **more))[1]["id"])


async def brought(feed: Feed) -> None:
    app = feed.client.app
    assert app
    await bring_letters(app)


async def test_a_device_has_word_of_what_it_asked_for(
    feed: Feed, aki: Person, ben: Person, office: PostOffice
) -> None:
    made = await subscribe(feed, aki, office)
    await say(feed, ben, "@aki 5 % left. Is my plug in?")
    await send(feed, "POST", f"/api/v1/accounts/{aki.account_id}/follow", ben)
    await brought(feed)
    (notification, *_) = [
        one for one in await feed.get("/api/v1/notifications", aki.headers) if one["type"] == "mention"
    ]
    assert office.opened() == [
        {
            "access_token": "",
            "preferred_locale": "en",
            "notification_id": notification["id"],
            "notification_type": "mention",
            "icon": notification["account"]["avatar"],
            "title": "Ben mentioned you",
            "body": "@aki 5 % left. Is my plug in?",
        }
    ]
    assert made["alerts"]["mention"] is True
    assert made["alerts"]["follow"] is False


async def test_the_letter_is_signed_with_the_key_the_server_shows(
    feed: Feed, aki: Person, ben: Person, office: PostOffice
) -> None:
    made = await subscribe(feed, aki, office)
    await say(feed, ben, "@aki psst")
    await brought(feed)
    (headers, body) = office.letters[0]
    kind, _, parts = headers["Authorization"].partition(" ")
    key = parts.rpartition(",k=")[2]
    shown = (await feed.get("/api/v2/instance"))["configuration"]["vapid"]["public_key"]
    assert (kind, key, made["server_key"]) == ("vapid", shown, shown)
    assert Vapid02.verify(headers["Authorization"])
    assert b"psst" not in body


async def test_older_apps_have_the_older_seal(
    feed: Feed, aki: Person, ben: Person, office: PostOffice
) -> None:
    await subscribe(feed, aki, office, device={"standard": False})
    await say(feed, ben, "@aki psst")
    await brought(feed)
    ((headers, body),) = office.letters
    dh = headers["Crypto-Key"].partition("dh=")[2].partition(";")[0]
    salt = headers["Encryption"].removeprefix("salt=")
    read = http_ece.decrypt(
        body,
        salt=base64.urlsafe_b64decode(salt + "=="),
        private_key=office.key,
        dh=base64.urlsafe_b64decode(dh + "="),
        auth_secret=AUTH,
        version="aesgcm",
    )
    assert (headers["Content-Encoding"], json.loads(read)["body"]) == ("aesgcm", "@aki psst")


async def test_a_post_office_that_is_away_is_tried_again_and_then_given_up(
    feed: Feed, aki: Person, ben: Person, office: PostOffice
) -> None:
    await subscribe(feed, aki, office)
    await say(feed, ben, "@aki psst")
    office.answers = [503] * 20
    counts = []
    for minutes in (0, 1, 2, 3, 5, 10, 60, 600):
        feed.clock.later(minutes=minutes)
        await brought(feed)
        counts.append(len(office.letters))
    assert counts == [1, 2, 3, 4, 5, 6, 6, 6]


async def test_a_device_that_is_gone_is_forgotten(
    feed: Feed, aki: Person, ben: Person, office: PostOffice
) -> None:
    await subscribe(feed, aki, office)
    office.answers = [410]
    for words in ("@aki one", "@aki two"):
        await say(feed, ben, words)
        await brought(feed)
    assert (len(office.letters), (await send(feed, "GET", PATH, aki))[0]) == (1, 404)


async def test_what_was_withdrawn_meanwhile_is_not_brought(
    feed: Feed, aki: Person, ben: Person, office: PostOffice
) -> None:
    await subscribe(feed, aki, office)
    office.answers = [503]
    said = await say(feed, ben, "@aki oops")
    await brought(feed)
    await send(feed, "DELETE", f"/api/v1/statuses/{said}", ben)
    feed.clock.later(minutes=5)
    await brought(feed)
    assert len(office.letters) == 1


@pytest.mark.parametrize(
    ("policy", "followed", "expected"),
    [("all", False, 1), ("followed", False, 0), ("followed", True, 1), ("none", True, 0)],
)
async def test_a_device_is_told_about_whom_it_wishes(
    feed: Feed, aki: Person, ben: Person, office: PostOffice, policy: str, followed: bool, expected: int
) -> None:
    await subscribe(feed, aki, office, policy=policy)
    if followed:
        await feed.follows(aki.account_id, ben.account_id)
    await say(feed, ben, "@aki psst")
    await brought(feed)
    assert len(office.letters) == expected


async def test_wishes_change_and_end(feed: Feed, aki: Person, office: PostOffice) -> None:
    made = await subscribe(feed, aki, office)
    _, changed = await send(feed, "PUT", PATH, aki, data={"alerts": {"favourite": True}, "policy": "none"})
    shown = await feed.get(PATH, aki.headers)
    gone, _ = await send(feed, "DELETE", PATH, aki)
    assert changed == made | {"alerts": made["alerts"] | {"mention": False}, "policy": "none"}
    assert (shown, gone, (await send(feed, "GET", PATH, aki))[0]) == (changed, 200, 404)


async def test_japanese_owners_are_told_in_japanese_and_warnings_hide_the_words(
    feed: Feed, aki: Person, ben: Person, office: PostOffice
) -> None:
    async with feed.database.writing() as session:
        await session.execute(update(User).where(User.id == aki.user_id).values(locale="ja"))
    await subscribe(feed, aki, office)
    await say(feed, ben, "@aki the butler did it", spoiler_text="the end")
    await brought(feed)
    ((told),) = office.opened()
    assert (told["title"].startswith("Benさん"), told["body"]) == (True, "the end")


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.com/1",
        "https://127.0.0.1/1",
        "https://10.0.0.1:8443/1",
        "https://[::1]/1",
        "https://169.254.169.254/latest",
        "https://localhost/1",
        "https://me@push.example.com/1",
        "file:///etc/passwd",
        "",
    ],
)
async def test_letters_go_to_the_public_internet_alone(
    database_url: str, office: PostOffice, endpoint: str
) -> None:
    async with a_feed(database_url) as feed:
        aki = await feed.person("aki", scopes="push")
        wish = {"endpoint": endpoint, "keys": office.keys}
        status, body = await send(feed, "POST", PATH, aki, subscription=wish)
    assert (status, list(body["details"])) == (422, ["endpoint"])


async def test_keys_that_seal_nothing_are_refused(feed: Feed, aki: Person, office: PostOffice) -> None:
    wish = {"endpoint": office.url, "keys": {"p256dh": "AAAA", "auth": "AAAA"}}
    status, body = await send(feed, "POST", PATH, aki, subscription=wish)
    assert (status, list(body["details"])) == (422, ["keys"])


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "192.168.1.1"])
async def test_a_name_that_leads_to_what_is_near_leads_nowhere(host: str) -> None:
    with pytest.raises(OSError, match="no public address"):
        await PublicResolver().resolve(host, 443)
