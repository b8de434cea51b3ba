"""What one does to a post by a button, with no JavaScript at all."""

import io

from aiohttp import FormData
from PIL import Image

from tests.builders.feed import Feed
from tests.builders.pages import Browser, Sheet, a_browser, a_member


def a_form(page: Sheet, ending: str) -> str:
    """Where the only form goes whose address ends like this."""
    (found,) = [form.action for form in page.forms if form.action.endswith(f"/{ending}")]
    return found


async def done(browser: Browser, page: Sheet, deed: str) -> Sheet:
    return await browser.send(page.form(a_form(page, deed)))


async def said_by(feed: Feed, name: str, words: str) -> str:
    """The address of a public post."""
    person = await a_member(feed, name)
    async with feed.client.post(
        "/api/v1/statuses", json={"status": words, "visibility": "public"}, headers=person.headers
    ) as response:
        return f"/@{name}/{(await response.json())['id']}"


async def test_each_deed_is_undone_where_it_was_done(feed: Feed) -> None:
    post = await said_by(feed, "aki", "Off to the sea")
    await a_member(feed, "ken")
    pairs = [
        ("favourite", "unfavourite"),
        ("boost", "unboost"),
        ("bookmark", "unbookmark"),
        ("mute", "unmute"),
    ]
    async with a_browser(feed) as browser:
        await browser.sign_in("ken")
        page = await browser.read("/public")
        for deed, undone in pairs:
            page = await done(browser, page, deed)
            assert page.path.partition("#")[0] == "/public"
            page = await done(browser, page, undone)
        a_form(page, "favourite")
        page = await done(browser, await browser.read(post), "boost")
        told = await browser.read(post)

    assert "Passed on by: Ken" in told.words


async def test_ones_own_post_is_pinned_edited_and_says_so(feed: Feed) -> None:
    post = await said_by(feed, "aki", "Off to the see")
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        pinned = await done(browser, await browser.read(post), "pin")
        form = (await browser.read(f"{post}/edit")).form(f"{post}/edit")
        refused = await browser.send(form, status=" ")
        edited = await browser.send(form, status="Off to the sea", spoiler_text="Holiday")

    assert "Pinned" in pinned.words
    assert form.fields["status"] == "Off to the see"
    assert (refused.status, "There are no words in it." in refused.words) == (422, True)
    assert edited.path == post
    assert "Holiday Off to the sea" in edited.words
    assert "edited" in edited.words


async def test_a_vote_is_cast_once_and_shown(feed: Feed) -> None:
    aki = await a_member(feed, "aki")
    await a_member(feed, "ken")
    asked = {
        "status": "Which?",
        "visibility": "public",
        "poll": {"options": ["Sea", "Hill"], "expires_in": 600},
    }
    async with feed.client.post("/api/v1/statuses", json=asked, headers=aki.headers) as response:
        post = f"/@aki/{(await response.json())['id']}"
    async with a_browser(feed) as browser:
        await browser.sign_in("ken")
        page = await browser.read(post)
        form = page.form(f"{post}/vote")
        voted = await browser.send(form, choices="1")
        again = await browser.send(form, choices="0")

    assert "0 votes" in page.words
    assert "Hill · your vote 100 % 100 % 1 vote" in voted.words
    assert again.status == 422


async def test_only_who_said_it_edits_or_deletes_it(feed: Feed) -> None:
    post = await said_by(feed, "aki", "Here to stay")
    await a_member(feed, "ken")
    async with a_browser(feed) as browser:
        token = (await browser.sign_in("ken")).form("/compose").fields["csrf_token"]
        tried = [
            (await browser.read(f"{post}/edit")).status,
            (await browser.read(f"{post}/delete")).status,
            (await browser.post(f"{post}/edit", {"csrf_token": token, "status": "Mine"})).status,
            (await browser.post(f"{post}/pin", {"csrf_token": token})).status,
        ]
        after = await browser.read(post)

    assert tried == [403, 403, 403, 422]
    assert "Here to stay" in after.words


async def test_who_may_not_see_a_post_can_do_nothing_to_it(feed: Feed) -> None:
    aki = await a_member(feed, "aki")
    await a_member(feed, "ken")
    async with feed.client.post(
        "/api/v1/statuses", json={"status": "Psst", "visibility": "direct"}, headers=aki.headers
    ) as response:
        post = f"/@aki/{(await response.json())['id']}"
    async with a_browser(feed) as browser:
        token = (await browser.sign_in("ken")).form("/compose").fields["csrf_token"]
        deeds = ["favourite", "boost", "bookmark", "pin", "mute", "vote", "edit", "delete"]
        tried = {deed: (await browser.post(f"{post}/{deed}", {"csrf_token": token})).status for deed in deeds}
        lists = [(await browser.read(f"{post}/{which}")).status for which in ("likes", "boosts")]

    assert tried == dict.fromkeys(deeds, 404)
    assert lists == [404, 404]


async def test_a_picture_is_posted_with_what_it_shows(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        fields = (await browser.sign_in("aki")).form("/compose").fields
        posted = await browser.upload("/compose", a_filled_form(fields, a_picture(), "A hill"))
        refused = await browser.upload(
            "/compose", a_filled_form(fields | {"status": "Look", "idempotency_key": "2"}, b"no picture", "")
        )

    assert posted.path.partition("#")[0] == "/home"
    assert 'alt="A hill" width="640"' in posted.html
    assert refused.status == 422
    assert "One of the files is no picture" in refused.words
    assert refused.form("/compose").fields["status"].strip() == "Look"


async def test_a_picture_that_came_with_too_many_words_is_kept(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        fields = (await browser.sign_in("aki")).form("/compose").fields
        long = a_filled_form(fields | {"status": "x" * 501}, a_picture(), "A hill")
        refused = await browser.upload("/compose", long)
        posted = await browser.send(refused.form("/compose"), status="Shorter")

    assert refused.status == 422
    assert "A hill" in refused.html
    assert "Shorter" in posted.words
    assert 'alt="A hill"' in posted.html


def a_filled_form(fields: dict[str, str], picture: bytes, description: str) -> FormData:
    form = FormData(
        {name: value for name, value in fields.items() if not name.startswith(("picture_", "description_0"))}
    )
    form.add_field("picture_0", picture, filename="hill.jpg", content_type="image/jpeg")
    form.add_field("description_0", description)
    return form


def a_picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (800, 400), "seagreen").save(buffer, "JPEG")
    return buffer.getvalue()
