"""Films: taken as they are but for what a camera noted in them, within bounds, played from any part on."""

import io
from pathlib import Path
from typing import Any

import av
import pytest
from aiohttp import FormData
from PIL import Image

from feed.actions import keep_media
from feed.keys import SETTINGS
from tests.builders.feed import Feed, Person, a_feed
from tests.builders.films import NOTES, a_film, a_moving_gif, a_sound, turned
from tests.builders.pages import a_browser
from tests.service.feed.test_media import a_picture, fetched, files, send, upload


async def bytes_of(feed: Feed, url: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    async with feed.client.get(url.removeprefix("http://127.0.0.1:8080"), headers=headers) as response:
        return response.status, await response.read(), dict(response.headers)


async def film_at(feed: Feed, url: str) -> Any:  # noqa: ANN401
    return av.open(io.BytesIO((await bytes_of(feed, url))[1]))


def reddest(picture: Image.Image, *points: tuple[int, int]) -> tuple[int, int]:
    def red(at: tuple[int, int]) -> int:
        red, _, blue = picture.convert("RGB").getpixel(at)
        return int(red - blue)

    return max(points, key=red)


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


async def test_a_film_is_taken_with_what_players_want_to_know(
    feed: Feed, aki: Person, tmp_path: Path
) -> None:
    status, body = await upload(feed, aki, a_film(tmp_path / "film", sound=None), description="A road")
    assert (status, body["type"], body["description"]) == (200, "video", "A road")
    meta, small = body["meta"], body["meta"]["small"]
    bitrate = meta["original"]["bitrate"]
    assert meta == {
        "length": "0:00:02",
        "duration": 2.0,
        "fps": 10,
        "size": "160x120",
        "width": 160,
        "height": 120,
        "aspect": 160 / 120,
        "original": {
            "width": 160, "height": 120, "frame_rate": "10", "duration": 2.0, "bitrate": bitrate
        },
        "small": small,
    }  # fmt: skip
    assert bitrate > 0
    assert body["url"].endswith(".mp4")
    _, preview = await fetched(feed, body["preview_url"])
    assert (preview.size, reddest(preview, (10, 60), (150, 60))) == ((160, 120), (10, 60))
    assert len(body["blurhash"]) == 28


async def test_nothing_a_camera_noted_survives_and_the_pictures_are_the_same(
    feed: Feed, aki: Person, tmp_path: Path
) -> None:
    content = a_film(tmp_path / "film")
    assert all(note.encode() in content for note in (NOTES["title"], NOTES["comment"], "x264"))
    _, body = await upload(feed, aki, content)
    _, kept, _ = await bytes_of(feed, body["url"])
    assert not [note for note in (*NOTES.values(), "x264") if note.encode() in kept]
    with av.open(io.BytesIO(content)) as before, await film_at(feed, body["url"]) as after:
        shown = [[bytes(frame.planes[0]) for frame in film.decode(video=0)] for film in (before, after)]
    assert (len(shown[0]), shown[0] == shown[1]) == (20, True)


@pytest.mark.parametrize(("kind", "codec", "sound"), [("webm", "libvpx", "libopus"), ("mp4", "h264", None)])
async def test_what_browsers_play_is_taken(
    feed: Feed, aki: Person, tmp_path: Path, kind: str, codec: str, sound: str | None
) -> None:
    status, body = await upload(feed, aki, a_film(tmp_path / "film", kind, codec, sound=sound))
    assert (status, body["type"], body["url"].endswith(kind)) == (200, "video", True)
    with await film_at(feed, body["url"]) as film:
        assert (len(film.streams.video), len(film.streams.audio)) == (1, 1 if sound else 0)


async def test_a_film_held_upright_is_shown_upright(feed: Feed, aki: Person, tmp_path: Path) -> None:
    _, body = await upload(feed, aki, turned(a_film(tmp_path / "film")))
    _, preview = await fetched(feed, body["preview_url"])
    assert (preview.size, body["meta"]["size"]) == ((120, 160), "120x160")
    assert reddest(preview, (60, 10), (60, 150)) == (60, 10)  # left is above now
    with await film_at(feed, body["url"]) as film:
        assert abs(next(film.decode(video=0)).rotation) == 90


async def test_a_moving_gif_becomes_a_film_without_sound(feed: Feed, aki: Person) -> None:
    _, body = await upload(feed, aki, a_moving_gif())
    assert (body["type"], body["url"].endswith(".mp4"), body["meta"]["duration"]) == ("gifv", True, 0.5)
    with await film_at(feed, body["url"]) as film:
        assert len(list(film.decode(video=0))) == 5


async def test_a_still_gif_is_a_picture(feed: Feed, aki: Person) -> None:
    assert (await upload(feed, aki, a_moving_gif(1)))[1]["type"] == "image"


async def test_what_is_too_much_or_no_film_is_refused_and_leaves_nothing(
    sqlite_url: str, tmp_path: Path
) -> None:
    film = a_film(tmp_path / "film")
    narrow = {"film_seconds": 1, "upload_bytes": 4096}
    refused = {
        "longer than 1 seconds": film,
        "The film could not be read": film[:900],
        "Sound alone": a_sound(tmp_path / "sound"),
        "Not every browser plays mpeg4": a_film(tmp_path / "old", codec="mpeg4"),
    }
    async with a_feed(sqlite_url, **narrow) as feed:
        aki = await feed.person("aki")
        for why, content in refused.items():
            status, body = await upload(feed, aki, content)
            assert (status, why in body["error"]) == (422, True), body
        status, body = await upload(feed, aki, a_picture((400, 400), "PNG") + bytes(5000))
        assert (status, body["error"]) == (413, "A file must not have more than 4096 bytes")
        assert files(feed) == []


@pytest.mark.parametrize(
    ("bound", "status", "why"),
    [("film_bytes", 413, "more than 1024 bytes"), ("film_pixels", 422, "more than 1024 pixels")],
)
async def test_each_bound_is_the_operators(
    sqlite_url: str, tmp_path: Path, bound: str, status: int, why: str
) -> None:
    async with a_feed(sqlite_url, **{bound: 1024}) as feed:
        answer, body = await upload(feed, await feed.person("aki"), a_film(tmp_path / "film"))
        assert (answer, why in body["error"]) == (status, True)


async def test_without_the_extra_films_are_refused_by_its_name_and_gifs_stand_still(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keep_media, "can_show_films", False)  # as when it is not installed
    async with a_feed(sqlite_url) as feed:
        aki = await feed.person("aki")
        status, body = await upload(feed, aki, a_film(tmp_path / "film"))
        assert (status, "the extra `video`" in body["error"]) == (422, True)
        assert (await upload(feed, aki, a_moving_gif()))[1]["type"] == "image"


async def test_a_film_is_shown_alone(feed: Feed, aki: Person, tmp_path: Path) -> None:
    film = (await upload(feed, aki, a_film(tmp_path / "film")))[1]["id"]
    picture = (await upload(feed, aki, a_picture((9, 9))))[1]["id"]
    status, body = await send(feed, "POST", "/api/v1/statuses", aki, media_ids=[film, picture])
    assert (status, "something else as well" in body["error"]) == (422, True)
    assert (await send(feed, "POST", "/api/v1/statuses", aki, media_ids=[film]))[0] == 200


async def test_any_part_of_a_film_can_be_fetched(feed: Feed, aki: Person, tmp_path: Path) -> None:
    _, body = await upload(feed, aki, a_film(tmp_path / "film"))
    _, whole, headers = await bytes_of(feed, body["url"])
    assert (headers["Accept-Ranges"], headers["Content-Type"]) == ("bytes", "video/mp4")
    for asked, part in (("bytes=0-1", whole[:2]), ("bytes=10-19", whole[10:20]), ("bytes=-5", whole[-5:])):
        status, content, headers = await bytes_of(feed, body["url"], Range=asked)
        assert (status, content, headers["Content-Length"]) == (206, part, str(len(part)))
        assert headers["Content-Range"].endswith(f"/{len(whole)}")
    assert (await bytes_of(feed, body["url"], Range=f"bytes={len(whole)}-"))[0] == 416


async def test_pages_show_a_film_that_is_loaded_when_it_is_played(
    feed: Feed, aki: Person, tmp_path: Path
) -> None:
    _, film = await upload(feed, aki, a_film(tmp_path / "film"), description="A <road>")
    _, said = await send(feed, "POST", "/api/v1/statuses", aki, media_ids=[film["id"]])
    async with a_browser(feed) as browser:
        page = await browser.read(f"/@aki/{said['id']}")
    source, poster = (film[key].removeprefix("http://127.0.0.1:8080") for key in ("url", "preview_url"))
    assert (
        f'<video src="{source}" poster="{poster}" aria-label="A &lt;road&gt;" width="160" height="120" '
        'controls preload="none" playsinline></video>'
    ) in page.html


async def test_apps_are_told_what_may_be_uploaded(feed: Feed) -> None:
    told = (await feed.get("/api/v2/instance"))["configuration"]["media_attachments"]
    settings = feed.client.app[SETTINGS]
    assert {"video/mp4", "video/webm", "image/gif"} <= set(told["supported_mime_types"])
    assert (told["video_size_limit"], told["video_matrix_limit"]) == (
        settings.film_bytes,
        settings.film_pixels,
    )


async def test_a_thumbnail_of_ones_own_is_seen_at_first(feed: Feed, aki: Person, tmp_path: Path) -> None:
    def form(size: tuple[int, int], **more: bytes) -> FormData:
        made = FormData()
        made.add_field("thumbnail", a_picture(size), filename="x.jpg", content_type="image/jpeg")
        for name, content in more.items():
            made.add_field(name, content, filename="film.mp4", content_type="video/mp4")
        return made

    async def asked(method: str, path: str, data: FormData) -> Any:  # noqa: ANN401
        async with feed.client.request(method, path, data=data, headers=aki.headers) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    film = a_film(tmp_path / "film")
    body = await asked("POST", "/api/v2/media", form((80, 40), file=film))
    assert (await fetched(feed, body["preview_url"]))[1].size == (80, 40)
    assert (body["meta"]["small"]["size"], body["meta"]["original"]["width"]) == ("80x40", 160)
    again = await asked("PUT", f"/api/v1/media/{body['id']}", form((40, 80)))
    assert (await fetched(feed, again["preview_url"]))[1].size == (40, 80)
    assert (again["url"], again["blurhash"] != body["blurhash"]) == (body["url"], True)
