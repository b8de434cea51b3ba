"""What people write, like and take back, with no JavaScript at all."""

import pytest

from tests.builders.feed import Feed
from tests.builders.pages import a_browser, a_member

HOSTILE = [
    "<script>document.title='owned'</script>",
    '"><img src=x onerror=alert(1)>',
    "<a href='javascript:alert(1)'>tap</a>",
    "</textarea></article><svg onload=alert(1)>",
]


async def test_words_are_posted_and_read_at_once(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        home = await browser.sign_in("aki")
        after = await browser.send(home.form("/compose"), status="Off to the sea", visibility="private")

    assert after.path == "/home"
    assert "Off to the sea" in after.words


async def test_a_form_sent_twice_is_posted_once(feed: Feed) -> None:
    aki = await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        compose = (await browser.sign_in("aki")).form("/compose")
        for _ in range(2):
            await browser.send(compose, status="Only once")
    statuses = await feed.get(f"/api/v1/accounts/{aki.account_id}/statuses", aki.headers)
    assert len(statuses) == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [("   ", "There are no words in it."), ("x" * 501, "These are more than 500 letters.")],
)
async def test_what_cannot_be_posted_is_kept_with_the_reason(feed: Feed, words: str, why: str) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        compose = (await browser.sign_in("aki")).form("/compose")
        refused = await browser.send(compose, status=words, visibility="direct")

    assert refused.status == 422
    assert why in refused.words
    kept = refused.form("/compose").fields
    assert (kept["status"].strip(), kept["visibility"]) == (words.strip(), "direct")


async def test_an_answer_names_whom_it_answers_and_stands_below(feed: Feed) -> None:
    await a_member(feed, "aki")
    await a_member(feed, "ken")
    async with a_browser(feed) as aki, a_browser(feed) as ken:
        await aki.send((await aki.sign_in("aki")).form("/compose"), status="Anyone?", visibility="public")
        await ken.sign_in("ken")
        (said,) = await feed.get("/api/v1/timelines/public")
        page = await ken.read(f"/@aki/{said['id']}")
        form = page.form("/compose")
        answered = await ken.send(form, status=form.fields["status"] + "Me!")
        told = await aki.read("/notifications")

    assert form.fields["status"] == "@aki "
    assert answered.path == f"/@aki/{said['id']}"
    assert answered.words.index("Anyone?") < answered.words.index("Me!")
    assert "Me!" in told.words


async def test_a_post_is_liked_and_no_more_by_the_same_button(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        home = await browser.send((await browser.sign_in("aki")).form("/compose"), status="Hello")
        (like,) = [form for form in home.forms if form.action.endswith("/favourite")]
        liked = await browser.send(like)
        (unlike,) = [form for form in liked.forms if form.action.endswith("/unfavourite")]
        undone = await browser.send(unlike)

    assert 'aria-pressed="true"' in liked.html
    assert 'aria-pressed="true"' not in undone.html


async def test_only_its_author_takes_a_post_back(feed: Feed) -> None:
    await a_member(feed, "aki")
    await a_member(feed, "ken")
    async with a_browser(feed) as aki, a_browser(feed) as ken:
        compose = (await aki.sign_in("aki")).form("/compose")
        await aki.send(compose, status="Here to stay", visibility="public")
        (said,) = await feed.get("/api/v1/timelines/public")
        path = f"/@aki/{said['id']}"
        token = (await ken.sign_in("ken")).form("/compose").fields["csrf_token"]
        theirs = await ken.post(f"{path}/delete", {"csrf_token": token})
        asked = await aki.read(f"{path}/delete")
        own = await aki.send(asked.form(f"{path}/delete"))
        gone = await aki.read(path)

    assert "Here to stay" in asked.words
    assert (theirs.status, own.path, gone.status) == (403, "/home", 404)


async def test_hostile_words_are_only_words(feed: Feed) -> None:
    for number, words in enumerate(HOSTILE):
        await a_member(feed, f"aki{number}", display_name=words)
        async with a_browser(feed) as browser:
            home = await browser.sign_in(f"aki{number}")
            home = await browser.send(home.form("/compose"), status=words)

        assert home.words.count(words) >= 2  # the name and the post
        assert words not in home.html


async def test_a_hashtag_leads_to_what_others_said_with_it(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        home = await browser.sign_in("aki")
        home = await browser.send(
            home.form("/compose"), status="Off to the sea #Drive日和", visibility="public"
        )
        tagged = await browser.read("/tags/drive日和")
        others = await browser.read("/tags/nothing")

    assert "/tags/drive日和" in home.html
    assert "Off to the sea" in tagged.words
    assert "Off to the sea" not in others.words


async def test_older_posts_are_behind_a_link_and_so_is_the_way_back(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        home = await browser.sign_in("aki")
        for number in range(25):
            form = home.form("/compose")
            home = await browser.send(form, status=f"post number {number:02}")
        older = await browser.read(link(home.html, "next"))
        newer = await browser.read(link(older.html, "prev"))

    assert [f"post number {number:02}" in home.words for number in (24, 5, 4)] == [True, True, False]
    assert [f"post number {number:02}" in older.words for number in (5, 4, 0)] == [False, True, True]
    assert 'rel="next"' not in older.html
    assert [f"post number {number:02}" in newer.words for number in (24, 5, 4)] == [True, True, False]


def link(html: str, relation: str) -> str:
    """Where the link of this relation leads."""
    before = html.partition(f'" rel="{relation}"')[0]
    return before.rsplit('href="', 1)[1]
