"""Small pictures of this server's own: kept safe by the operator, shown wherever members write them."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from aiohttp import FormData
from PIL import Image

from feed.actions.announce import Notice, announce
from feed.actions.keep_emoji import keep_emoji
from feed.housekeeping import clear_up, look_for_emojis
from feed.keys import MEDIA
from feed.store import emojis
from tests.builders.feed import Feed, Person
from tests.builders.pages import a_browser, a_member
from tests.service.feed.operator import Run
from tests.service.feed.test_media import a_picture, files, grown_old

URL = "http://127.0.0.1:8080"


async def there_is(feed: Feed, *names: str, folder: Path, category: str | None = None) -> None:
    file = folder / "emoji.png"
    file.write_bytes(a_picture((200, 100), "PNG"))
    async with feed.database.writing() as session:
        for name in names:
            await keep_emoji(
                session, feed.client.app[MEDIA], file, shortcode=name, category=category, ids=feed.ids
            )
    await look_for_emojis(feed.client.app)


async def say(feed: Feed, by: Person, text: str, **more: object) -> Any:  # noqa: ANN401
    async with feed.client.post(
        "/api/v1/statuses", json={"status": text, **more}, headers=by.headers
    ) as response:
        assert response.status == 200, await response.text()
        return await response.json()


def names(entity: Any) -> list[str]:  # noqa: ANN401
    return [one["shortcode"] for one in entity["emojis"]]


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


async def test_apps_are_told_of_each_with_its_category_and_a_small_still_picture(
    feed: Feed, tmp_path: Path
) -> None:
    await there_is(feed, "mame", folder=tmp_path, category="cars")
    (one,) = await feed.get("/api/v1/custom_emojis")
    told = {"shortcode": "mame", "category": "cars", "visible_in_picker": True}
    assert one == told | {"url": one["url"], "static_url": one["url"]}
    async with feed.client.get(one["url"].removeprefix(URL)) as response:
        picture = Image.open(io.BytesIO(await response.read()))
    assert (picture.size, dict(picture.getexif())) == ((128, 64), {})


async def test_a_status_names_exactly_those_that_its_reader_meets(
    feed: Feed, aki: Person, tmp_path: Path
) -> None:
    await there_is(feed, "mame", "kei", "plug", "unused", folder=tmp_path)
    said = await say(
        feed,
        aki,
        ":mame: :nobody: https://x.example/:unused:",
        spoiler_text=":kei:",
        poll={"options": [":plug:", ":mame:"], "expires_in": 3600},
    )
    assert (names(said), names(said["poll"])) == (["mame", "kei", "plug"], ["plug", "mame"])
    (version,) = await feed.get(f"/api/v1/statuses/{said['id']}/history")
    assert names(version) == names(said)


async def test_an_account_has_those_of_its_name_its_note_and_its_lines(
    feed: Feed, aki: Person, tmp_path: Path
) -> None:
    await there_is(feed, "mame", "kei", "plug", folder=tmp_path)
    form = FormData(
        {
            "display_name": "Aki :mame:",
            "note": ":kei:",
            "fields_attributes[0][name]": "Car",
            "fields_attributes[0][value]": ":plug:",
        }
    )
    async with feed.client.patch(
        "/api/v1/accounts/update_credentials", data=form, headers=aki.headers
    ) as response:
        assert sorted(names(await response.json())) == ["kei", "mame", "plug"]
    assert sorted(names((await say(feed, aki, "hello"))["account"])) == ["kei", "mame", "plug"]


async def test_what_was_presented_before_is_presented_anew_when_emojis_come_and_go(
    feed: Feed, aki: Person, tmp_path: Path
) -> None:
    said = await say(feed, aki, ":mame:")
    assert names(said) == []
    await there_is(feed, "mame", folder=tmp_path)
    assert names(await feed.get(f"/api/v1/statuses/{said['id']}")) == ["mame"]
    grown_old(feed)
    await clear_up(feed.client.app)
    assert len(files(feed)) == 1  # a picture that can be written is in use
    async with feed.database.writing() as session:
        await emojis.remove(session, "mame")
    await look_for_emojis(feed.client.app)
    await clear_up(feed.client.app)
    assert (names(await feed.get(f"/api/v1/statuses/{said['id']}")), files(feed)) == ([], [])


async def test_an_announcement_has_them_and_is_answered_by_them(
    feed: Feed, aki: Person, tmp_path: Path
) -> None:
    await there_is(feed, "mame", folder=tmp_path)
    async with feed.database.writing() as session:
        told = await announce(session, Notice(texts={"en": ":mame:"}), now=feed.clock(), ids=feed.ids)
    path = f"/api/v1/announcements/{told.id}/reactions"
    for name, status in (("mame", 200), ("kei", 422)):
        async with feed.client.put(f"{path}/{name}", headers=aki.headers) as response:
            assert response.status == status
    (seen,) = await feed.get("/api/v1/announcements", aki.headers)
    url = seen["emojis"][0]["url"]
    assert seen["reactions"] == [{"name": "mame", "count": 1, "me": True, "url": url, "static_url": url}]


async def test_pages_show_them_with_their_names_and_leave_the_rest_as_it_was_written(
    feed: Feed, tmp_path: Path
) -> None:
    await there_is(feed, "mame", folder=tmp_path)
    aki = await a_member(feed, "aki", display_name="Aki :mame: <b>")
    await say(feed, aki, ":mame: :nobody: <i>", spoiler_text="About :mame:")
    async with a_browser(feed) as browser:
        page = await browser.read("/@aki")
    image = (
        r'<img class="emoji" src="/media/[0-9a-f/]+\.jpg" alt=":mame:" title=":mame:" width="20" height="20">'
    )
    for shown in (
        rf"<p>{image} :nobody: &lt;i&gt;</p>",
        rf"<summary>About {image}</summary>",
        rf"<h1>Aki {image} &lt;b&gt;</h1>",
    ):
        assert re.search(shown, page.html), shown


@pytest.fixture
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("KURUMATOMO_FEED_MEDIA_FOLDER", str(tmp_path / "media"))
    return tmp_path


def test_the_operator_adds_lists_and_takes_away(run: Run, sqlite_url: str, own_folder: Path) -> None:
    (own_folder / "mame.png").write_bytes(a_picture((64, 64), "PNG"))
    add = ("emojis", "add", ":mame:", str(own_folder / "mame.png"), "--category", "cars")
    assert run(*add, database=sqlite_url).out == ":mame: can be written.\n"
    listed = run("emojis", "list", database=sqlite_url).out
    (kept,) = (own_folder / "media").glob("*/*")
    assert all(word in listed for word in (":mame:", "cars", kept.name))
    assert run("emojis", "remove", "mame", database=sqlite_url).code == 0
    again = run("emojis", "remove", "mame", database=sqlite_url)
    assert (again.code, again.err) == (1, "kurumatomo-feed: There is no :mame:\n")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("m", a_picture((8, 8)), "2 to 30 letters"),
        ("mame", b"<svg/>", "JPEG, PNG, GIF, WebP"),
        ("mame", bytes(256 * 1024 + 1), "262144 bytes"),
        ("mame", None, "no such file"),
    ],
)
def test_what_cannot_be_an_emoji_is_refused_in_a_sentence(
    run: Run, sqlite_url: str, own_folder: Path, name: str, content: bytes | None, why: str
) -> None:
    if content is not None:
        (own_folder / "it").write_bytes(content)
    ended = run("emojis", "add", name, str(own_folder / "it"), database=sqlite_url)
    assert (ended.code, why in ended.err, list(own_folder.glob("media/*/*"))) == (1, True, [])
