"""Signing in and out, joining, and what guards the forms."""

from hashlib import sha256

from aiohttp import ClientResponse, ClientSession

from feed.browser import COOKIE
from feed.web import deeds, keeping_away
from feed.web.pages import PAGES
from tests.builders.feed import Feed, a_feed
from tests.builders.pages import PASSWORD, a_browser, a_member

DEEDS = sorted(deeds.DEEDS)
DEED = "{deed:" + "|".join(deeds.DEEDS) + "}"
STEPS = sorted(keeping_away.STEPS)
STEP = "{step:" + "|".join(keeping_away.STEPS) + "}"
FORMS = sorted(
    page.path.replace("{name:[A-Za-z0-9_]+}", "aki")
    .replace("{id:[0-9]+}", "1")
    .replace("{secret:[A-Za-z0-9_-]+}", "x")
    .replace(DEED, DEEDS[0])
    .replace(STEP, STEPS[0])
    for page in PAGES
    if page.method == "POST"
)


async def test_who_signs_in_comes_home_and_who_signs_out_is_nobody(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        home = await browser.sign_in("aki")
        again = await browser.read("/")
        out = await browser.send(home.form("/sign-out"))
        locked_out = await browser.read("/home")

    assert [page.path for page in (home, again, out, locked_out)] == [
        "/home",
        "/home",
        "/",
        "/sign-in?next=/home",
    ]


async def test_a_wrong_password_is_told_in_the_readers_language(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed, "ja") as browser:
        door = (await browser.read("/sign-in")).form("/sign-in")
        refused = await browser.send(door, name="aki", password="not this one")

    assert refused.status == 401
    assert "ユーザー名またはパスワードが違います。" in refused.words
    assert refused.form("/sign-in").fields["name"] == "aki"
    assert "not this one" not in refused.html


async def test_who_was_on_the_way_somewhere_arrives_there(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        door = await browser.read("/notifications")
        arrived = await browser.send(door.form("/sign-in"), name="aki", password=PASSWORD)
    assert arrived.path == "/notifications"


async def test_nobody_is_led_away_to_another_site(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        door = await browser.read("/sign-in?next=https://elsewhere.example/")
        arrived = await browser.send(door.form("/sign-in"), name="aki", password=PASSWORD)
    assert arrived.path == "/home"


async def test_an_open_feed_takes_new_members(database_url: str) -> None:
    async with a_feed(database_url, registration="open") as feed, a_browser(feed) as browser:
        door = (await browser.read("/sign-up")).form("/sign-up")
        refused = await browser.send(door, username="not a name", password=PASSWORD)
        joined = await browser.send(door, username="aki", email="aki@example.org", password=PASSWORD)

    assert refused.status == 422
    assert "One to thirty letters, digits or underscores" in refused.words
    assert (joined.status, joined.path) == (200, "/welcome")
    assert "Welcome, aki" in joined.words


async def test_a_closed_feed_takes_none_and_says_who_can_help(feed: Feed) -> None:
    async with a_browser(feed) as browser:
        door = await browser.read("/sign-up")
        pushed = await browser.post("/sign-up", {"username": "aki", "password": PASSWORD})

    assert "This network is not open to everybody." in door.words
    assert [form.action for form in door.forms] == ["/language"]
    assert pushed.status == 404


async def test_the_session_is_a_cookie_that_scripts_and_other_sites_do_not_get(feed: Feed) -> None:
    await a_member(feed, "aki")
    form = {"name": "aki", "password": PASSWORD}
    async with feed.client.post("/sign-in", data=form, allow_redirects=False) as response:
        cookie = response.cookies["kurumatomo_session"]
    assert (response.status, cookie["httponly"], cookie["samesite"], cookie["path"]) == (
        303,
        True,
        "Lax",
        "/",
    )


async def test_a_form_from_another_site_or_without_its_token_does_nothing(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        forged = {path: await browser.post(path, {}, **{"Sec-Fetch-Site": "cross-site"}) for path in FORMS}
        naked = {path: await browser.post(path, {}) for path in FORMS}

    assert {path: page.status for path, page in forged.items()} == dict.fromkeys(FORMS, 403)
    assert {path: page.status for path, page in naked.items()} == dict.fromkeys(FORMS, 403)
    assert "You may not do this" in naked["/compose"].words


async def test_members_pages_ask_strangers_to_sign_in(feed: Feed) -> None:
    paths = [
        "/home",
        "/live/home",
        "/notifications",
        "/settings",
        "/settings/feeds",
        "/cars",
        "/@aki/settings",
    ]
    async with a_browser(feed) as browser:
        doors = [(await browser.read(path)).path for path in paths]
    assert doors == [f"/sign-in?next={path}" for path in paths]


async def test_a_language_once_chosen_stays(feed: Feed) -> None:
    async with a_browser(feed, "en") as browser:
        first = await browser.read("/")
        chosen = await browser.send(first.form("/language"), language="ja")
        later = await browser.read("/public")

    assert "The car becomes a friend." in first.words
    assert "クルマが、友だちになる。" in chosen.words
    assert "みんなの投稿" in later.words


async def test_over_https_the_cookie_never_travels_otherwise(sqlite_url: str) -> None:
    async with a_feed(sqlite_url, public_url="https://cars.example") as feed:
        await a_member(feed, "aki")
        form = {"name": "aki", "password": PASSWORD}
        async with feed.client.post("/sign-in", data=form, allow_redirects=False) as response:
            assert response.cookies["kurumatomo_session"]["secure"] is True


async def test_a_session_is_new_at_each_sign_in_and_gone_at_sign_out(feed: Feed) -> None:
    await a_member(feed, "aki")

    async def knock(path: str, cookie: str = "", **form: str) -> ClientResponse:
        headers = {"Cookie": f"{COOKIE}={cookie}", "Accept": "text/html"} if cookie else {}
        method = "POST" if form else "GET"
        async with ClientSession(feed.client.make_url("/")) as session:
            return await session.request(
                method, path, data=form or None, headers=headers, allow_redirects=False
            )

    form = {"name": "aki", "password": PASSWORD}
    first = (await knock("/sign-in", **form)).cookies[COOKIE].value
    ours = {"csrf_token": sha256(f"form:{first}".encode()).hexdigest()}
    second = (await knock("/sign-in", first, **form, **ours)).cookies[COOKIE].value
    met = [(await knock("/home", cookie)).status for cookie in (first, second)]
    ours = {"csrf_token": sha256(f"form:{second}".encode()).hexdigest()}
    out = await knock("/sign-out", second, **ours)
    assert (met, (await knock("/home", second)).status) == ([303, 200], 303)
    assert out.headers["Clear-Site-Data"] == '"cookies", "storage"'


async def test_the_door_answers_an_unknown_name_as_it_answers_a_wrong_password(feed: Feed) -> None:
    await a_member(feed, "aki")
    refused = []
    for name in ("aki", "whoever"):
        async with a_browser(feed) as browser:
            door = (await browser.read("/sign-in")).form("/sign-in")
            page = await browser.send(door, name=name, password="not this one")
            refused.append((page.status, page.html.replace(f'value="{name}"', "")))
    assert refused[0] == refused[1]
