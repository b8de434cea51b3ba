"""Pictures: uploaded, made safe, shown with words, worn as a face, and gone when nobody shows them."""

import io
import os
import re
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from aiohttp import FormData
from PIL import Image

from feed.housekeeping import clear_up
from feed.keys import SETTINGS
from tests.builders.feed import Feed, Person, a_feed

SOMEWHERE = {1: "N", 2: (35.0, 3.0, 0.0), 3: "E", 4: (137.0, 9.0, 0.0)}  # as cameras write it


def a_picture(size: tuple[int, int] = (800, 600), kind: str = "JPEG", *, turned: bool = False) -> bytes:
    """Red on the left, blue on the right; taken somewhere."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    exif = Image.Exif()
    exif[0x010F] = "Canary Camera"
    exif.get_ifd(0x8825).update(SOMEWHERE)
    if turned:
        exif[0x0112] = 6  # to be turned by 90 degrees
    buffer = io.BytesIO()
    image.save(buffer, kind, exif=exif)
    return buffer.getvalue()


async def upload(feed: Feed, by: Person, content: bytes, **fields: str) -> tuple[int, Any]:
    form = FormData(fields)
    form.add_field("file", content, filename="../../etc/passwd.jpg", content_type="image/jpeg")
    async with feed.client.post("/api/v2/media", data=form, headers=by.headers) as response:
        return response.status, await response.json()


async def send(feed: Feed, method: str, path: str, by: Person, **body: object) -> tuple[int, Any]:
    async with feed.client.request(method, path, json=body, headers=by.headers) as response:
        return response.status, await response.json()


def files(feed: Feed) -> list[Path]:
    return [path for path in feed.client.app[SETTINGS].media_folder.glob("*/*") if path.is_file()]


def grown_old(feed: Feed) -> None:
    for path in files(feed):
        os.utime(path, (time.time() - 7200,) * 2)


async def fetched(feed: Feed, url: str) -> tuple[int, Image.Image]:
    async with feed.client.get(url.removeprefix("http://127.0.0.1:8080")) as response:
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        return response.status, Image.open(io.BytesIO(await response.read()))


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


async def test_a_picture_is_taken_with_its_size_its_hash_and_what_is_said_of_it(
    feed: Feed, aki: Person
) -> None:
    status, body = await upload(feed, aki, a_picture(), description="A road", focus="0.5,-2")
    assert (status, body["type"], body["description"]) == (200, "image", "A road")
    assert body["meta"]["original"] == {"width": 800, "height": 600, "size": "800x600", "aspect": 4 / 3}
    assert body["meta"]["focus"] == {"x": 0.5, "y": -1.0}
    assert len(body["blurhash"]) == 28
    assert body["url"].endswith(".jpg")
    assert "passwd" not in body["url"]


async def test_nothing_of_where_it_was_taken_survives_and_it_stands_upright(feed: Feed, aki: Person) -> None:
    _, body = await upload(feed, aki, a_picture(turned=True))
    for url in (body["url"], body["preview_url"]):
        _, image = await fetched(feed, url)
        assert (image.width < image.height, dict(image.getexif())) == (True, {})


async def test_a_huge_picture_is_kept_smaller(feed: Feed, aki: Person) -> None:
    _, body = await upload(feed, aki, a_picture((5000, 4000)))
    _, image = await fetched(feed, body["url"])
    assert 8_200_000 < image.width * image.height <= 8_294_400


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP"])
async def test_every_kind_of_picture_we_name_is_taken(feed: Feed, aki: Person, kind: str) -> None:
    assert (await upload(feed, aki, a_picture(kind=kind)))[0] == 200


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", a_picture()[:400]],
)
async def test_what_is_no_picture_is_refused_and_leaves_nothing(
    feed: Feed, aki: Person, content: bytes
) -> None:
    status, body = await upload(feed, aki, content)
    assert (status, "JPEG, PNG, GIF, WebP" in body["error"], files(feed)) == (422, True, [])


async def test_a_bomb_of_pixels_is_not_decoded(feed: Feed, aki: Person) -> None:
    status, body = await upload(feed, aki, a_picture((6000, 6000), "PNG"))
    assert (status, body["error"]) == (
        422,
        "Validation failed: A picture must not have more than 33177600 pixels",
    )


async def test_too_many_bytes_are_refused_while_they_come(sqlite_url: str) -> None:
    async with a_feed(sqlite_url, upload_bytes=1024) as feed:
        status, body = await upload(feed, await feed.person("aki"), os.urandom(200_000))
        assert (status, body["error"]) == (413, "A file must not have more than 1024 bytes")
        assert files(feed) == []


async def test_a_form_without_a_file_is_told_so(feed: Feed, aki: Person) -> None:
    form = FormData({"description": "nothing"}, default_to_multipart=True)
    async with feed.client.post("/api/v2/media", data=form, headers=aki.headers) as response:
        assert (response.status, (await response.json())["error"]) == (
            422,
            "Validation failed: a file is missing",
        )


async def test_nobody_guesses_where_anothers_picture_is(feed: Feed, aki: Person) -> None:
    urls = [(await upload(feed, aki, a_picture((8, 8))))[1]["url"] for _ in range(3)]
    names = sorted(int(re.sub(r".*/media/|\W|jpe?g$", "", url), 16) for url in urls)
    assert all(
        after - before > 1 << 64 for before, after in pairwise([0, *names])
    )  # neither alike nor counted


async def test_a_status_shows_pictures_in_their_order_and_needs_no_words(feed: Feed, aki: Person) -> None:
    ids = [(await upload(feed, aki, a_picture(), description=name))[1]["id"] for name in ("one", "two")]
    status, said = await send(feed, "POST", "/api/v1/statuses", aki, status="", media_ids=ids[::-1])
    shown = [one["description"] for one in said["media_attachments"]]
    assert (status, shown) == (200, ["two", "one"])
    assert await feed.get(f"/api/v1/statuses/{said['id']}") == said | {"favourited": False}


async def test_pictures_that_cannot_be_shown_are_refused_with_the_reason(feed: Feed, aki: Person) -> None:
    ben = await feed.person("ben")
    mine, used = [(await upload(feed, aki, a_picture((9, 9))))[1]["id"] for _ in range(2)]
    bens = (await upload(feed, ben, a_picture((9, 9))))[1]["id"]
    await send(feed, "POST", "/api/v1/statuses", aki, status="x", media_ids=[used])
    wishes: tuple[dict[str, object], ...] = (
        {"media_ids": [bens]},
        {"media_ids": [used]},
        {"media_ids": [mine, "12345"]},
        {"media_ids": [mine, "1", "2", "3", "4"]},
        {"media_ids": [mine], "poll": {"options": ["a", "b"], "expires_in": 300}},
    )
    answers = [await send(feed, "POST", "/api/v1/statuses", aki, status="x", **wish) for wish in wishes]
    assert [status for status, _ in answers] == [422] * 5


async def test_what_is_said_of_a_picture_changes_until_it_is_shown(feed: Feed, aki: Person) -> None:
    path = f"/api/v1/media/{(await upload(feed, aki, a_picture()))[1]['id']}"
    _, changed = await send(feed, "PUT", path, aki, description="better", focus="0,0")
    assert (changed["description"], changed["meta"]["focus"]) == ("better", {"x": 0.0, "y": 0.0})
    assert await feed.get(path, aki.headers) == changed
    assert (await send(feed, "PUT", path, aki, description="x" * 1501))[0] == 422
    assert await send(feed, "GET", path, await feed.person("ben")) == (404, {"error": "Record not found"})
    assert await send(feed, "DELETE", path, aki) == (200, {})
    assert files(feed) == []


async def test_files_go_when_nobody_shows_them_any_more(feed: Feed, aki: Person) -> None:
    kept, gone, forgotten = [(await upload(feed, aki, a_picture((9, 9))))[1] for _ in range(3)]
    await send(feed, "POST", "/api/v1/statuses", aki, status="kept", media_ids=[kept["id"]])
    _, said = await send(feed, "POST", "/api/v1/statuses", aki, status="gone", media_ids=[gone["id"]])
    await send(feed, "DELETE", f"/api/v1/statuses/{said['id']}", aki)
    grown_old(feed)
    await clear_up(feed.client.app)
    assert len(files(feed)) == 6, "what was withdrawn may be said anew, what was uploaded may still be posted"
    feed.clock.later(hours=25)
    await clear_up(feed.client.app)
    names = {"/".join(path.parts[-2:]) for path in files(feed)}
    assert names == {one.partition("/media/")[2] for one in (kept["url"], kept["preview_url"])}
    assert forgotten["url"] not in names


@pytest.mark.parametrize("path", ["/media/../feed.db", "/media/..%2f..%2fetc/passwd", "/media/ab/x.svg"])
async def test_nothing_else_is_served(feed: Feed, path: str) -> None:
    async with feed.client.get(path) as response:
        assert response.status == 404


async def test_a_face_and_a_header_are_cut_to_size_worn_and_taken_off(feed: Feed, aki: Person) -> None:
    form = FormData({"display_name": "Aki!", "fields_attributes[0][name]": "Car"})
    form.add_field("fields_attributes[0][value]", "Kei")
    for name in ("avatar", "header"):
        form.add_field(name, a_picture(), filename="x.png", content_type="image/png")
    async with feed.client.patch(
        "/api/v1/accounts/update_credentials", data=form, headers=aki.headers
    ) as response:
        body = await response.json()
    sizes = [(await fetched(feed, body[which]))[1].size for which in ("avatar", "header")]
    assert (body["display_name"], body["fields"][0]["value"]) == ("Aki!", "Kei")
    assert sizes == [(400, 400), (1500, 500)]
    grown_old(feed)
    await clear_up(feed.client.app)
    assert len(files(feed)) == 2
    _, bare = await send(feed, "DELETE", "/api/v1/profile/avatar", aki)
    assert ("/portraits/" in bare["avatar"], bare["header"]) == (True, body["header"])
