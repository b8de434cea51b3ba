"""What goes wrong is said in style and in the reader's language, and apps still get JSON."""

from feed.keys import LIMITS
from tests.builders.feed import Feed, a_feed
from tests.builders.pages import a_browser, a_member


async def test_a_missing_page_is_a_page(feed: Feed) -> None:
    paths = {
        "/no-such-page": 404,
        "/@nobody": 404,
        "/@nobody/1": 404,
        "/public?max_id=99999999999999999999": 404,
        "/sign-out": 405,
    }
    async with a_browser(feed, "ja") as browser:
        pages = {path: await browser.read(path) for path in paths}
    assert {path: page.status for path, page in pages.items()} == paths
    assert [path for path, page in pages.items() if "ページが見つかりません" not in page.words] == []


async def test_apps_get_json(feed: Feed) -> None:
    async with feed.client.get("/api/v1/nothing", headers={"Accept": "text/html"}) as response:
        assert (response.status, response.content_type) == (404, "application/json")


async def test_every_page_forbids_what_is_not_ours(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        home = await browser.sign_in("aki")
    policy = dict(part.strip().split(" ", 1) for part in home.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy.get("script-src", "'self'") == policy.get("style-src", "'self'") == "'self'"
    assert (policy["frame-ancestors"], policy["base-uri"]) == ("'none'", "'none'")
    assert home.headers["Cache-Control"] == "private, no-cache"
    assert home.headers["X-Content-Type-Options"] == "nosniff"
    assert " style=" not in home.html
    assert "<script>" not in home.html


async def test_a_picture_is_drawn_for_everybody_and_kept(feed: Feed) -> None:
    for path in ("/portraits/car/117667252720566272.svg", "/portraits/person/1.svg", "/portraits/header.svg"):
        async with feed.client.get(path) as response:
            assert (response.status, response.content_type) == (200, "image/svg+xml")
            assert "immutable" in response.headers["Cache-Control"]
            first = await response.text()
        async with feed.client.get(path) as response:
            assert await response.text() == first


async def test_an_accident_is_told_with_its_number_and_nothing_else(sqlite_url: str) -> None:
    async with a_feed(sqlite_url) as feed, a_browser(feed) as browser:
        del feed.client.app[LIMITS]._windows  # as if somebody had made a mistake
        told = await browser.post("/sign-in", {"name": "aki", "password": "not this one"})
        goes_on = await browser.read("/livez")
    assert (told.status, "Something broke down" in told.words) == (500, True)
    assert f"name this number: {told.headers['X-Request-ID']}" in told.words
    assert "_windows" not in told.html
    assert "Traceback" not in told.html
    assert goes_on.status == 200
