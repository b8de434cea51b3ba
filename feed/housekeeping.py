"""What the feed does for itself: some things as soon as they are due, others once an hour."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from datetime import timedelta
from functools import partial

import structlog
from aiohttp import web
from sqlalchemy.exc import DBAPIError

from feed.actions.announce import spread
from feed.actions.close_polls import close_polls
from feed.actions.end_mutes import end_mutes
from feed.actions.forget_files import forget_files
from feed.actions.say_scheduled import say_scheduled
from feed.actions.send_mails import send_mails, write_digests
from feed.actions.send_pushes import send_pushes
from feed.actions.thin_history import end_tracks, thin_history
from feed.keys import CLOCK, COMPOSE, DATABASE, IDS, MAILER, MEDIA, POST, SETTINGS, SITE, WORD
from feed.site import learn_emojis
from feed.store import guest_links, mails

DUE_S, HOURLY_S = 5.0, 3600.0

Chore = Callable[[web.Application], Awaitable[None]]

log = structlog.get_logger(__name__)


async def housekeeping(app: web.Application) -> AsyncIterator[None]:
    """Keeps house while the application runs."""
    soon = (say_what_is_due, spread_announcements, end_polls, end_mutings, look_for_emojis, send_letters)
    chores = (
        *((chore, DUE_S) for chore in soon),
        *((chore, HOURLY_S) for chore in (forget_details, clear_up)),
    )
    loops = [
        *(_again_and_again(app, chore, partial(asyncio.sleep, every_s)) for chore, every_s in chores),
        _again_and_again(app, bring_letters, partial(app[POST].wait, DUE_S)),
    ]
    tasks = [asyncio.create_task(loop) for loop in loops]
    yield
    await end(tasks)


async def end(tasks: Collection[asyncio.Task[None]]) -> None:
    """Every task has put down what it had in hand; only then may what it needs be closed.

    Raises: what a task failed with before it was told to end.
    """
    for task in tasks:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, Exception):
            raise outcome


async def say_what_is_due(app: web.Application) -> None:
    """Scheduled words whose moment has come are said."""
    happenings = await say_scheduled(app[DATABASE], now=app[CLOCK](), ids=app[IDS], settings=app[SETTINGS])
    app[WORD].tell(happenings)


async def spread_announcements(app: web.Application) -> None:
    """Who listens hears what the staff announced, and what is over."""
    async with app[DATABASE].writing() as session:
        happenings = await spread(session, now=app[CLOCK]())
    app[WORD].tell(happenings)


async def look_for_emojis(app: web.Application) -> None:
    """What the operator added or took away is shown so from now on."""
    await learn_emojis(app[SITE], app[DATABASE])


async def bring_letters(app: web.Application) -> None:
    """Devices have word of what their owners were told."""
    async with app[POST].round:
        while await send_pushes(app[DATABASE], app[POST], now=app[CLOCK](), settings=app[SETTINGS]):
            pass


async def send_letters(app: web.Application) -> None:
    """Letters that are due are sent, digests whose hour has come among them; none without a mail server."""
    if MAILER not in app:
        return
    now = app[CLOCK]()
    await write_digests(app[DATABASE], now=now, ids=app[IDS])
    await send_mails(app[DATABASE], app[MAILER], app[COMPOSE], now=now)


async def end_polls(app: web.Application) -> None:
    """Polls whose time is over are closed."""
    async with app[DATABASE].writing() as session:
        happenings = await close_polls(session, now=app[CLOCK](), ids=app[IDS])
    app[WORD].tell(happenings)


async def end_mutings(app: web.Application) -> None:
    """Who was muted for a while is heard again."""
    async with app[DATABASE].writing() as session:
        await end_mutes(session, now=app[CLOCK]())


async def forget_details(app: web.Application) -> None:
    """The history of cars loses detail with age."""
    settings = app[SETTINGS]
    await thin_history(
        app[DATABASE],
        fine_for=timedelta(days=settings.history_fine_days),
        kept_for=timedelta(days=settings.history_days),
    )
    await end_tracks(app[DATABASE], now=app[CLOCK](), kept_for=timedelta(days=settings.track_days))


async def clear_up(app: web.Application) -> None:
    """Files that nobody shows any more are deleted, and links whose time is over."""
    await forget_files(app[DATABASE], app[MEDIA], now=app[CLOCK]())
    async with app[DATABASE].writing() as session:
        await guest_links.clear(session, now=app[CLOCK]())
        await mails.clear(session, now=app[CLOCK]())


async def _again_and_again(
    app: web.Application, chore: Chore, pause: Callable[[], Awaitable[object]]
) -> None:
    while True:
        await pause()
        try:
            await chore(app)
        except (DBAPIError, OSError) as error:  # the database is away; it will be back
            log.warning("a chore was left undone", chore=chore.__name__, reason=type(error).__name__)
