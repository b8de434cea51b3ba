"""What is known of the past of cars loses detail with age."""

from datetime import datetime, timedelta

from feed.store import history, journeys
from feed.store.database import Database


async def thin_history(database: Database, *, fine_for: timedelta, kept_for: timedelta) -> None:
    """Of each car, what is older than `fine_for` is one row an hour, what is older than `kept_for` is gone.

    A short transaction for each car, so that nobody who writes has to wait for all of them.
    """
    async with database.reading() as session:
        account_ids = await history.accounts_with_history(session)
    for account_id in account_ids:
        async with database.writing() as session:
            await history.thin(session, account_id, fine_for=fine_for, kept_for=kept_for)
            await journeys.thin(session, account_id, kept_for=kept_for)


async def end_tracks(database: Database, *, now: datetime, kept_for: timedelta) -> None:
    """The ways of drives are gone when they have been here that long; with no time at all, every one is."""
    async with database.writing() as session:
        await journeys.end_tracks(session, received_before=now - kept_for)
