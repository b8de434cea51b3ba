"""From a code to a car that says hello, with no JavaScript at all."""

from feed.actions.car_changes import open_for_operator
from feed.actions.claim_car import new_code
from feed.actions.enrol import Newcomer, enrol
from feed.store import cars
from tests.builders.feed import Feed, a_feed
from tests.builders.pages import PASSWORD, Browser, Sheet, a_browser, a_member


async def a_code(feed: Feed, car_id: str = "CAR-1") -> str:
    async with feed.database.writing() as session:
        await enrol(session, [Newcomer(car_id=car_id, dialect="native")], language="en", ids=feed.ids)
        return new_code((await open_for_operator(session, car_id)).car, now=feed.clock())


async def claimed(feed: Feed, browser: Browser) -> Sheet:
    """The page on which the two get to know each other."""
    page = await browser.read(f"/claim?code={await a_code(feed)}")
    return await browser.send(page.form("/claim"))


async def test_a_scanned_code_survives_joining_and_ends_with_a_hello(database_url: str) -> None:
    async with a_feed(database_url, registration="open") as feed, a_browser(feed, "ja") as browser:
        code = await a_code(feed)
        waiting = await browser.read(f"/claim?code={code}")
        door = await browser.read(waiting.html.partition('class="button" href="')[2].partition('"')[0])
        ready = await browser.send(door.form("/sign-up"), username="aki", password=PASSWORD)
        meeting = await browser.send(ready.form("/claim"))
        (form,) = [one for one in meeting.forms if one.action.endswith("/welcome")]
        home = await browser.send(form, nickname="まめ", persona="cheerful")
        again = await browser.send(form, nickname="まめ", persona="butler")

    assert "クルマが待っています" in waiting.words
    assert door.path.startswith("/sign-up?next=")
    assert ready.form("/claim").fields["code"] == code
    assert "「はじめまして、" in meeting.words
    assert home.path.partition("#")[0] == "/home"
    assert "akiさーん、はじめまして！まめだよ！" in home.words
    assert "はじめてお目にかかります" not in again.words


async def test_the_first_words_are_for_the_owner_alone_and_settings_are_kept(feed: Feed) -> None:
    aki, ken = await a_member(feed, "aki"), await a_member(feed, "ken")
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        meeting = await claimed(feed, browser)
        (form,) = [one for one in meeting.forms if one.action.endswith("/welcome")]
        await browser.send(form, nickname="Mame", persona="terse", default_visibility="public")
    async with feed.database.reading() as session:
        (owned,) = await cars.owned_by(session, aki.account_id)
    path = f"/api/v1/accounts/{owned.account.id}/statuses"

    assert [one["content"] for one in await feed.get(path, aki.headers)] == ["<p>Mame here. Hello, Aki.</p>"]
    assert await feed.get(path, ken.headers) == []
    assert await feed.get(path) == []
    assert (
        owned.account.display_name,
        owned.car.persona,
        owned.car.language,
        owned.car.default_visibility,
    ) == (
        "Mame",
        "terse",
        "en",
        "public",
    )


async def test_a_name_that_cannot_be_is_told_and_the_rest_stays_as_entered(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        meeting = await claimed(feed, browser)
        (form,) = [one for one in meeting.forms if one.action.endswith("/welcome")]
        refused = await browser.send(form, nickname="x" * 31, persona="butler")

    assert refused.status == 422
    assert "One to thirty letters, on one line" in refused.words
    assert 'value="butler" checked' in refused.html


async def test_nobody_gets_to_know_a_car_of_somebody_else(feed: Feed) -> None:
    await a_member(feed, "aki")
    await a_member(feed, "ken")
    async with a_browser(feed) as aki, a_browser(feed) as ken:
        await aki.sign_in("aki")
        meeting = await claimed(feed, aki)
        token = (await ken.sign_in("ken")).form("/compose").fields["csrf_token"]
        tried = [await ken.read(meeting.path), await ken.post(meeting.path, {"csrf_token": token})]
    assert [page.status for page in tried] == [403, 403]


async def test_a_link_claims_nothing_before_a_button_is_pressed(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        await browser.read(f"/claim?code={await a_code(feed)}")
        garage = await browser.read("/cars")
    assert "No car yet" in garage.words


async def test_who_has_no_car_is_shown_some_that_talk_in_public(feed: Feed) -> None:
    aki = await a_member(feed, "aki")
    await feed.car("CAR-1", owner=aki, default_visibility="public")
    await a_member(feed, "ken")
    async with a_browser(feed) as browser:
        await browser.sign_in("ken")
        before = await browser.read("/welcome")
        gateway = {"Authorization": f"Bearer {await feed.token('gateway')}", "X-Kurumatomo-Car": "CAR-1"}
        async with feed.client.post(
            "/api/v1/statuses", json={"status": "Full at last", "visibility": "public"}, headers=gateway
        ) as response:
            assert response.status == 200
        after = await browser.read("/welcome")
        (follow,) = [form for form in after.forms if form.action.endswith("/follow")]
        asked = await browser.send(follow)
        known = await browser.read("/welcome")

    assert "These cars talk in public" not in before.words
    assert "These cars talk in public" in after.words
    assert "Take the request back" in asked.words
    assert follow.action not in known.html
