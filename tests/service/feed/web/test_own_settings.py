"""The page of a member's own settings, and the language they choose there."""

from feed.store.users import user_of_account
from tests.builders.feed import Feed
from tests.builders.pages import a_browser, a_member


async def test_the_chosen_language_is_that_of_the_pages_and_of_what_is_sent(feed: Feed) -> None:
    aki = await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        home = await browser.sign_in("aki")
        before = await browser.read("/settings")
        after = await browser.send(before.form("/settings/language"), language="ja")
    async with feed.database.reading() as session:
        user = await user_of_account(session, aki.account_id)

    assert 'href="/settings"' in home.html
    assert "Your cars have one of their own" in before.words
    assert ("保存しました。" in after.words, user and user.locale) == (True, "ja")


async def test_a_language_nobody_speaks_is_not_taken(feed: Feed) -> None:
    aki = await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        form = (await browser.read("/settings")).form("/settings/language")
        await browser.send(form, language="tlh")
    async with feed.database.reading() as session:
        user = await user_of_account(session, aki.account_id)
    assert user
    assert user.locale == "en"
