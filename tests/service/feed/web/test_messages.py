"""Talks between few on pages: listed, read, answered, put away."""

from tests.builders.feed import Feed, Person
from tests.builders.pages import a_browser, a_member


async def wrote(feed: Feed, by: Person, words: str, visibility: str = "direct") -> None:
    body = {"status": words, "visibility": visibility}
    async with feed.client.post("/api/v1/statuses", json=body, headers=by.headers) as response:
        assert response.status == 200


async def test_who_has_no_messages_is_told_how_to_begin(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed, "ja") as browser:
        await browser.sign_in("aki")
        page = await browser.read("/messages")
    assert "メッセージはまだありません" in page.words


async def test_a_message_is_unread_until_it_is_opened_and_is_answered_there(feed: Feed) -> None:
    await a_member(feed, "aki")
    ken = await a_member(feed, "ken")
    await wrote(feed, ken, "@aki are you free on Sunday?")
    async with a_browser(feed) as aki, a_browser(feed) as other:
        await aki.sign_in("aki")
        listed = await aki.read("/messages")
        path = listed.html.partition('href="/messages/')[2].partition('"')[0]
        talk = await aki.read(f"/messages/{path}")
        after = await aki.read("/messages")
        form = talk.form("/compose")
        answered = await aki.send(form, status=form.fields["status"] + "Yes!")
        await other.sign_in("ken")
        theirs = await other.read("/messages")

    assert "Ken" in listed.words
    assert "are you free on Sunday? " in listed.words
    assert ["unread" in page.words for page in (listed, after)] == [True, False]
    assert form.fields["status"] == "@ken "
    assert form.fields["visibility"] == "direct"
    assert answered.path.partition("#")[0] == f"/messages/{path}"
    assert "are you free on Sunday?" in answered.words
    assert "Yes!" in answered.words
    assert "unread" in theirs.words


async def test_a_talk_put_away_comes_back_with_new_words(feed: Feed) -> None:
    await a_member(feed, "aki")
    ken = await a_member(feed, "ken")
    await wrote(feed, ken, "@aki hello")
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        listed = await browser.read("/messages")
        path = "/messages/" + listed.html.partition('href="/messages/')[2].partition('"')[0]
        talk = await browser.read(path)
        unread = await browser.send(talk.form(f"{path}/unread"))
        gone = await browser.send(talk.form(f"{path}/delete"))
        feed.clock.later(minutes=1)
        await wrote(feed, ken, "@aki hello again")
        back = await browser.read("/messages")

    assert "unread" in unread.words
    assert "No messages yet" in gone.words
    assert "hello again" in back.words


async def test_nobody_opens_a_talk_of_others(feed: Feed) -> None:
    aki, ken = await a_member(feed, "aki"), await a_member(feed, "ken")
    await a_member(feed, "mia")
    await wrote(feed, ken, "@aki hello")
    (talk,) = await feed.get("/api/v1/conversations", aki.headers)
    async with a_browser(feed) as browser:
        token = (await browser.sign_in("mia")).form("/compose").fields["csrf_token"]
        tried = [
            (await browser.read(f"/messages/{talk['id']}")).status,
            (await browser.post(f"/messages/{talk['id']}/delete", {"csrf_token": token})).status,
            (await browser.post(f"/messages/{talk['id']}/unread", {"csrf_token": token})).status,
        ]
    assert tried == [404, 404, 404]


async def test_a_message_begins_with_whom_it_is_for(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        fields = (await browser.read("/compose?to=ken")).form("/compose").fields
    assert (fields["status"], fields["visibility"], fields["back"]) == ("@ken ", "direct", "/messages")
