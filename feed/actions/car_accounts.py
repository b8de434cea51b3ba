"""Accounts for cars to speak through: robots whom one follows by consent. Never named by the VIN."""

import secrets
from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from feed.ids import Ids
from feed.social.car_names import draw_nickname, usernames
from feed.store import accounts
from feed.store.tables import Account


async def open_car_accounts(
    session: AsyncSession, nicknames: Sequence[str | None], *, language: str, ids: Ids
) -> list[Account]:
    """A new account for each nickname, in that order; for None a nickname is drawn."""
    names = [nickname or draw_nickname(secrets.choice) for nickname in nicknames]
    opened = [
        Account(
            id=ids.next(),
            kind="car",
            username=username,
            username_key=username,
            display_name=name,
            bot=True,
            locked=True,
            discoverable=False,
            default_visibility="private",
            default_language=language,
        )
        for name, username in zip(names, await _free_usernames(session, names), strict=True)
    ]
    session.add_all(opened)
    await session.flush()
    return opened


async def _free_usernames(session: AsyncSession, nicknames: Sequence[str]) -> list[str]:
    candidates = [usernames(nickname, secrets.choice) for nickname in nicknames]
    chosen: dict[int, str] = {}
    while len(chosen) < len(candidates):
        drawn = {at: next(more) for at, more in enumerate(candidates) if at not in chosen}
        gone = {account.username_key for account in await accounts.named(session, drawn.values())}
        gone.update(chosen.values())
        for at, username in drawn.items():
            if username not in gone:
                chosen[at] = username
                gone.add(username)
    return [chosen[at] for at in range(len(candidates))]
