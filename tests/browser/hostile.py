"""A village in which everything that people name or say is hostile."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.change_profile import ProfileWish, change_profile
from feed.actions.publish import Wish, publish
from feed.ids import COMMAND_LINE_WORKER, Ids
from feed.settings import Settings
from feed.social.guest_view import GuestWish
from feed.store import accounts, guest_links
from feed.store.car_tables import Car, CarSnapshot
from feed.store.database import Database
from feed.store.tables import Account, Follow, Report
from tests.browser.payloads import PAYLOADS
from tests.browser.village import CAR_ID
from tests.browser.whole_village import WholeVillage
from tests.builders.fleets import entrust_many

SHORT = [payload for payload in PAYLOADS if len(payload) <= 30 and payload.isprintable()]


def turn_hostile(village: WholeVillage) -> None:
    """Members, their cars, and what is said and told among them."""

    async def sow() -> list[int]:
        database, ids = Database(village.database), Ids(_now, worker=COMMAND_LINE_WORKER)
        settings = Settings(database=village.database, public_url=village.url)
        async with database.writing() as session:
            for number, payload in enumerate(PAYLOADS):
                await _a_member(session, number, payload, ids, settings)
            await _guest_links(session, ids)
        async with database.reading() as session:
            aki, mikawa = [await accounts.by_username(session, name) for name in ("aki", "mikawa")]
        assert aki
        assert mikawa
        whose = {"dealer_id": mikawa.id, "owner_id": aki.id}
        cars = await entrust_many(database, **whose, count=len(PAYLOADS), ids=ids, now=_now())
        async with database.writing() as session:
            for car, payload in zip(cars, PAYLOADS, strict=True):
                await _a_car(session, car, payload)
        await database.close()
        return cars

    with ThreadPoolExecutor(1) as thread:  # where no event loop runs yet
        cars: list[int] = thread.submit(asyncio.run, sow()).result()
    _by_the_api(village, cars)


async def _a_member(session: AsyncSession, number: int, payload: str, ids: Ids, settings: Settings) -> None:
    """Named so, describing themselves so, saying so to Aki, following and complaining."""
    aki = await accounts.by_username(session, "aki")
    assert aki
    name = f"hostile{number}"
    account = Account(id=ids.next(), kind="person", username=name, username_key=name)
    session.add(account)
    await session.flush()
    fields = [(payload[:40], payload), ("site", payload)]
    change_profile(account, ProfileWish(note=payload, fields=fields), public_url=settings.public_url)
    account.display_name = payload[:100]  # longer than a form takes
    await publish(session, account, Wish(text=f"@aki {payload}"), ids=ids, settings=settings)
    wish = Wish(text=payload, spoiler_text=payload, visibility="public")
    said = (await publish(session, account, wish, ids=ids, settings=settings)).status
    between = {"account_id": account.id, "target_account_id": aki.id}
    session.add(Follow(id=ids.next(), **between))
    session.add(Follow(id=ids.next(), account_id=aki.id, target_account_id=account.id))
    told = {"status_ids": [said.id], "comment": payload, "category": "other", "rule_ids": []}
    session.add(Report(id=ids.next(), account_id=aki.id, target_account_id=account.id, **told))


async def _guest_links(session: AsyncSession, ids: Ids) -> None:
    car = await session.get_one(Car, CAR_ID)
    for payload in PAYLOADS:
        wish = GuestWish(name=payload, long_for="day", place="town", shows_charge=True, shows_ready=True)
        await guest_links.open_link(session, car, wish, last=None, now=_now(), ids=ids)


async def _a_car(session: AsyncSession, account_id: int, payload: str) -> None:
    named = update(Account).where(Account.id == account_id).values(display_name=payload[:100])
    await session.execute(named)
    seen = {"trouble_codes": payload, "town_en": payload, "town_ja": payload, "zone": payload[:32]}
    await session.execute(update(CarSnapshot).where(CarSnapshot.account_id == account_id).values(**seen))


def _by_the_api(village: WholeVillage, cars: list[int]) -> None:
    """What has an ending, a length or an order of its own."""
    for part in (PAYLOADS[:35], PAYLOADS[35:]):
        words = "\n".join(part)
        village.operator_says("announcements", "add", "--en", words, "--ja", words)
    home = {"lat": 35.0877, "lon": 137.1563}
    zones = [{"name": payload, **home} for payload in dict.fromkeys(SHORT[:8])]
    village.settle(nickname=SHORT[0], zones=zones)
    for car, payload in zip(cars[::6], PAYLOADS[3::6], strict=False):
        about = {"car_id": str(car), "acct": "mikawa", "matter": "service"}
        village.ask("POST", "/api/v1/cases", village.aki, text=payload, **about)
    for payload in PAYLOADS[::8]:
        keywords = [{"keyword": "window", "whole_word": False}]
        told = {"title": payload, "context": ["public"], "filter_action": "warn"}
        village.ask("POST", "/api/v2/filters", village.aki, **told, keywords_attributes=keywords)


def _now() -> datetime:
    return datetime.now(UTC)
