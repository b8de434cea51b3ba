"""Search, bookmarks, likes and notices on pages."""

from tests.builders.feed import Feed, Person
from tests.builders.pages import a_browser, a_member


async def said(feed: Feed, by: Person, words: str, visibility: str = "public") -> str:
    body = {"status": words, "visibility": visibility}
    async with feed.client.post("/api/v1/statuses", json=body, headers=by.headers) as response:
        return str((await response.json())["id"])


async def did(feed: Feed, by: Person, path: str) -> None:
    async with feed.client.post(f"/api/v1/{path}", headers=by.headers) as response:
        assert response.status == 200


async def test_members_cars_hashtags_and_posts_are_found_by_words_of_any_script(feed: Feed) -> None:
    aki = await a_member(feed, "aki", display_name="海野あき")
    await feed.car("CAR1", owner=aki)
    await said(feed, aki, "海まで走ってきた #海辺")
    await said(feed, aki, "海の秘密", "direct")
    await a_member(feed, "ken")
    async with a_browser(feed, "ja") as member, a_browser(feed, "ja") as stranger:
        await member.sign_in("ken")
        found = await member.read("/search?q=海")
        by_stranger = await stranger.read("/search?q=海")
        nothing = await member.read("/search?q=山")
        blank = await member.read("/search")

    assert [word in found.words for word in ("海野あき", "#海辺", "海まで走ってきた", "秘密")] == [
        True,
        True,
        True,
        False,
    ]
    assert [word in by_stranger.words for word in ("海野あき", "#海辺", "海まで走ってきた")] == [
        True,
        True,
        False,
    ]
    assert "見つかりませんでした" in nothing.words
    assert "何をさがしますか？" in blank.words


async def test_what_is_searched_goes_on_with_the_same_words(feed: Feed) -> None:
    aki = await a_member(feed, "aki")
    for number in range(22):
        await said(feed, aki, f"sea number {number:02}")
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        first = await browser.read("/search?q=sea")
        path = first.html.partition('" rel="next"')[0].rpartition('href="')[2].replace("&amp;", "&")
        older = await browser.read(path)

    assert path.startswith("/search?q=sea&max_id=")
    assert ["sea number 01" in page.words for page in (first, older)] == [False, True]


async def test_bookmarks_and_likes_have_pages_of_their_own(feed: Feed) -> None:
    aki, ken = await a_member(feed, "aki"), await a_member(feed, "ken")
    kept, liked = await said(feed, ken, "For later"), await said(feed, ken, "How nice")
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        before = [(await browser.read(path)).words for path in ("/bookmarks", "/favourites")]
        await did(feed, aki, f"statuses/{kept}/bookmark")
        await did(feed, aki, f"statuses/{liked}/favourite")
        after = [(await browser.read(path)).words for path in ("/bookmarks", "/favourites")]

    assert ["Nothing kept yet" in before[0], "Nothing liked yet" in before[1]] == [True, True]
    assert ["For later" in after[0], "How nice" in after[0]] == [True, False]
    assert ["For later" in after[1], "How nice" in after[1]] == [False, True]


async def test_likes_of_one_post_are_told_together_and_can_be_seen_apart(feed: Feed) -> None:
    aki = await a_member(feed, "aki")
    post = await said(feed, aki, "Off to the sea")
    for name in ("ken", "mia", "leo", "zoe", "ivy"):
        await did(feed, await a_member(feed, name), f"statuses/{post}/favourite")
    await said(feed, await a_member(feed, "bob"), "@aki take me along")
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        liked = await browser.read("/notifications?show=likes")
        mentions = await browser.read("/notifications?show=mentions")
        everything = await browser.read("/notifications")
        seen = await browser.read("/notifications")

    assert "Ivy , Zoe , Leo and 2 others like this" in liked.words
    assert "take me along" not in liked.words
    assert ["take me along" in mentions.words, "like this" in mentions.words] == [True, False]
    assert ["take me along" in everything.words, "like this" in everything.words] == [True, True]
    assert ["notice fresh" in page.html for page in (liked, everything, seen)] == [True, True, False]
