"""Letters: an address is proven, a forgotten password gives way, and the day of one's cars comes by mail."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import func, select

from feed.housekeeping import send_letters
from feed.store.tables import MailLetter
from tests.builders.feed import Feed, Person, a_feed, bearer
from tests.builders.pages import PASSWORD, Browser, Sheet, a_browser, a_member
from tests.service.feed.letter_box import LetterBox, a_letter_box

PATH = "/settings/mail"
NEW_PASSWORD = "three cedars by the river"


@pytest.fixture
async def box() -> AsyncIterator[LetterBox]:
    async with a_letter_box() as running:
        yield running


@pytest.fixture
async def feed(database_url: str, box: LetterBox) -> AsyncIterator[Feed]:
    to_the_box = {"smtp_host": "127.0.0.1", "smtp_port": box.port, "smtp_tls": "none"}
    async with a_feed(database_url, enrolment="open", **to_the_box) as running:
        yield running


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await a_member(feed, "aki")


async def name_address(browser: Browser, address: str, password: str = PASSWORD) -> Sheet:
    form = (await browser.read(PATH)).form(PATH)
    return await browser.send(form, email=address, password=password)


async def confirmed(feed: Feed, browser: Browser, box: LetterBox, address: str = "aki@example.org") -> Sheet:
    """The page after the link in the letter was followed, and its button pressed."""
    await name_address(browser, address)
    await send_letters(feed.client.app)
    asked = await browser.read(box.link("/mail/confirm"))
    return await press(browser, asked)


async def press(browser: Browser, page: Sheet, **entered: str) -> Sheet:
    """What comes of the form without an address of its own, which goes where the page is."""
    (form,) = [form for form in page.forms if form.action == page.path]
    return await browser.send(form, **entered)


async def ask_for_reset(feed: Feed, name: str) -> Sheet:
    async with a_browser(feed) as browser:
        return await browser.send((await browser.read("/forgot")).form("/forgot"), name=name)


async def waiting(feed: Feed) -> int:
    async with feed.database.reading() as session:
        return await session.scalar(select(func.count()).select_from(MailLetter)) or 0


async def test_an_address_is_ones_own_once_its_letter_was_answered(
    feed: Feed, aki: Person, box: LetterBox
) -> None:
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        asked = await name_address(browser, " Aki@Example.org ")
        before = (await browser.read(PATH)).words
        await send_letters(feed.client.app)
        link = box.link("/mail/confirm")
        page = await browser.read(link)
        done = await press(browser, page)
        after = (await browser.read(PATH)).words
        again = await browser.read(link)
    async with a_browser(feed) as other:
        door = (await other.read("/sign-in")).form("/sign-in")
        home = await other.send(door, name="aki@example.org", password=PASSWORD)

    assert "A letter is on its way." in asked.words
    assert ("None yet." in before, "aki@example.org is confirmed." in after) == (True, True)
    assert box.receivers == ["aki@example.org"]
    assert box.letters[0]["Subject"] == "Your address at Kurumatomo"
    assert link in box.html()
    assert (page.headers["Referrer-Policy"], page.headers["Cache-Control"]) == ("no-referrer", "no-store")
    assert ("From now on we write to you there." in done.words, again.status) == (True, 404)
    assert (home.path, aki.username in home.html) == ("/home", True)


@pytest.mark.usefixtures("aki")
async def test_an_address_changes_by_password_alone_and_goes_with_it(feed: Feed, box: LetterBox) -> None:
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        refused = await name_address(browser, "aki@example.org", password="a guess")
        nonsense = await name_address(browser, "not an address")
        await confirmed(feed, browser, box)
        gone = await name_address(browser, "")
    assert (refused.status, "The password is wrong." in refused.words) == (422, True)
    assert (nonsense.status, "This is no e-mail address." in nonsense.words) == (422, True)
    assert "None yet." in gone.words
    assert len(box.letters) == 1


@pytest.mark.usefixtures("aki")
async def test_an_address_is_one_members_alone_and_nobody_learns_whose(feed: Feed, box: LetterBox) -> None:
    await a_member(feed, "ben")
    async with a_browser(feed) as browser, a_browser(feed) as other:
        await browser.sign_in("aki")
        await confirmed(feed, browser, box)
        await other.sign_in("ben")
        asked = await name_address(other, "aki@example.org")
        await send_letters(feed.client.app)
        taken = await press(other, await other.read(box.link("/mail/confirm")))
    assert "A letter is on its way." in asked.words
    assert (taken.status, "Another account here has this address" in taken.words) == (422, True)


@pytest.mark.usefixtures("aki")
async def test_a_forgotten_password_gives_way_once_and_everybody_is_out(feed: Feed, box: LetterBox) -> None:
    async with a_browser(feed) as browser, a_browser(feed) as other:
        await browser.sign_in("aki")
        await confirmed(feed, browser, box)
        answers = {
            name: (await ask_for_reset(feed, name)).html for name in ("aki", "nobody", "AKI@example.org")
        }
        await send_letters(feed.client.app)
        link = box.link("/reset")
        weak = await press(other, await other.read(link), password="short")
        done = await press(other, await other.read(link), password=NEW_PASSWORD)
        again = await other.read(link)
        out = await browser.read("/home")
        door = (await other.read("/sign-in")).form("/sign-in")
        old = await other.send(door, name="aki", password=PASSWORD)
        new = await other.send(door, name="aki", password=NEW_PASSWORD)
    assert len(set(answers.values())) == 1
    assert set(box.receivers) == {"aki@example.org"}
    assert (weak.status, done.status, again.status) == (422, 200, 404)
    assert (out.path, old.status, new.path) == ("/sign-in?next=/home", 401, "/home")


@pytest.mark.usefixtures("aki")
async def test_a_link_for_a_new_password_is_good_for_an_hour(feed: Feed, box: LetterBox) -> None:
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        await confirmed(feed, browser, box)
        await ask_for_reset(feed, "aki")
        await send_letters(feed.client.app)
        feed.clock.later(minutes=59)
        in_time = await browser.read(box.link("/reset"))
        feed.clock.later(minutes=2)
        late = await browser.read(box.link("/reset"))
    assert (in_time.status, late.status) == (200, 404)


async def test_who_joins_with_an_address_is_asked_to_confirm_it(database_url: str, box: LetterBox) -> None:
    to_the_box = {"smtp_host": "127.0.0.1", "smtp_port": box.port, "smtp_tls": "none"}
    named = {"title": "Cars, and friends: ここ", "smtp_from": "cars@example.org"}
    async with (
        a_feed(database_url, registration="open", **to_the_box, **named) as feed,
        a_browser(feed) as browser,
    ):
        door = (await browser.read("/sign-up")).form("/sign-up")
        await browser.send(door, username="aki", email="aki@example.org", password=PASSWORD)
        await ask_for_reset(feed, "aki")  # which is for confirmed addresses alone
        await send_letters(feed.client.app)
        done = await press(browser, await browser.read(box.link("/mail/confirm")))
    (letter,) = box.letters
    assert [(one.display_name, one.addr_spec) for one in letter["From"].addresses] == [
        ("Cars, and friends: ここ", "cars@example.org")
    ]
    assert "From now on we write to you there." in done.words


async def a_day_with_a_car(feed: Feed, aki: Person, browser: Browser, box: LetterBox, **wish: str) -> None:
    """Aki wishes for a digest, and the car has something to say to everybody, and to Aki alone."""
    await confirmed(feed, browser, box)
    car = await feed.car("JT1BK40E", owner=aki)
    await feed.follows(aki.account_id, int(car))
    form = (await browser.read(PATH)).form(f"{PATH}/digest")
    await browser.send(form, **{"every": "day", "hour": "18"} | wish)
    headers = bearer(await feed.token("gateway")) | {"X-Kurumatomo-Car": "JT1BK40E"}
    for words, visibility in (("Plugged in at 34 %.", "private"), ("@aki the tyre <front left>", "direct")):
        body = {"status": words, "visibility": visibility}
        await feed.client.post("/api/v1/statuses", json=body, headers=headers)


async def test_the_day_of_ones_cars_comes_at_its_hour_in_their_words(
    feed: Feed, aki: Person, box: LetterBox
) -> None:
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        await a_day_with_a_car(feed, aki, browser, box)
        await send_letters(feed.client.app)
        early = len(box.letters)
        feed.clock.later(hours=9)
        await send_letters(feed.client.app)
        feed.clock.later(hours=1)
        await send_letters(feed.client.app)
    letter = box.letters[-1]
    assert (early, len(box.letters)) == (1, 2)
    assert letter["Subject"].endswith(": @aki the tyre <front left>")
    assert "09:00  Plugged in at 34 %.\n" in box.text()
    assert "One notice waits for you." in box.text()
    assert "@aki the tyre &lt;front left&gt;" in box.html()
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Unsubscribe"] == f"<http://127.0.0.1:8080{box.link('/mail/end')}>"


async def test_one_press_in_the_mail_program_ends_them(feed: Feed, aki: Person, box: LetterBox) -> None:
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        await a_day_with_a_car(feed, aki, browser, box)
        feed.clock.later(hours=9)
        await send_letters(feed.client.app)
        pressed = {"List-Unsubscribe": "One-Click"}
        async with feed.client.post(
            box.link("/mail/end"), data=pressed
        ) as response:  # no cookie, no page before
            status = response.status
        feed.clock.later(days=1)
        await send_letters(feed.client.app)
        page = await browser.read(PATH)
    assert (status, len(box.letters)) == (200, 2)
    assert "The next one comes on" not in page.words


async def test_nothing_to_tell_is_no_letter_and_the_language_is_the_readers(
    feed: Feed, aki: Person, box: LetterBox
) -> None:
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        await browser.send((await browser.read("/settings")).form("/settings/language"), language="ja")
        await a_day_with_a_car(feed, aki, browser, box, every="week", hour="9")
        feed.clock.later(days=7)
        await send_letters(feed.client.app)
        await browser.read("/notifications")  # read now
        feed.clock.later(days=7)
        await send_letters(feed.client.app)
    assert len(box.letters) == 2
    assert "このメールは、あなたの設定にもとづいて送っています。" in box.text()
    assert 'lang="ja"' in box.html()


@pytest.mark.usefixtures("aki")
async def test_two_workers_send_a_letter_once(feed: Feed, box: LetterBox) -> None:
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        await name_address(browser, "aki@example.org")
    await asyncio.gather(*(send_letters(feed.client.app) for _ in range(4)))
    assert (len(box.letters), await waiting(feed)) == (1, 0)


@pytest.mark.usefixtures("aki")
@pytest.mark.parametrize(
    ("answer", "tried"), [("451 later, please", 9), ("535 who are you", 9), ("550 nobody of this name", 1)]
)
async def test_a_server_that_is_busy_is_asked_again_and_one_that_says_no_is_not(
    feed: Feed, box: LetterBox, answer: str, tried: int
) -> None:
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        await name_address(browser, "aki@example.org")
    box.answers = [answer] * 20
    counts: list[Any] = []
    for minutes in (0, 0.5, 1, *[600] * 9):
        feed.clock.later(minutes=minutes)
        await send_letters(feed.client.app)
        counts.append(20 - len(box.answers))
    assert counts[:3] == ([1, 1, 2] if tried > 1 else [1, 1, 1])
    assert (counts[-1], await waiting(feed), box.letters) == (tried, 0, [])


async def test_a_server_without_mail_says_so_and_sends_nothing(database_url: str) -> None:
    async with a_feed(database_url, contact_email="help@example.org") as feed, a_browser(feed) as browser:
        await a_member(feed, "aki")
        forgot = await browser.read("/forgot")
        await browser.sign_in("aki")
        chapter = await browser.read(PATH)
        await send_letters(feed.client.app)
    assert "This server sends no mail." in forgot.words
    assert "help@example.org" in forgot.words
    assert "This server sends no mail." in chapter.words
