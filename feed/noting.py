"""What would fill the audit log if each time were noted: it is thinned before it gets there."""

from datetime import timedelta

from aiohttp import web

from feed.errors import TooManyRequestsError
from feed.keys import CLOCK, DATABASE, LIMITS
from feed.limits import Limit
from feed.social.audit import Action, Actor, Outcome, Subject
from feed.store.audit import note

AS_ONE_FOR = timedelta(hours=1)
_NOTED = Limit("noted of what repeats", 60, timedelta(minutes=1))  # by a worker, whoever it was


async def note_thinly(
    app: web.Application,
    action: Action,
    *,
    by: Actor,
    about: Subject | None = None,
    outcome: Outcome = "done",
    as_one: str,
) -> None:
    """The 1st, 2nd, 4th, 8th … time within an hour that this happens `as_one` is noted, with which it is.

    In all a worker notes no more than 60 such entries a minute, so that nobody can fill the disk with them.
    """
    times = app[LIMITS].times(action, as_one, within=AS_ONE_FOR)
    if times & (times - 1):
        return
    try:
        app[LIMITS].count(_NOTED, "")
    except TooManyRequestsError:
        return
    async with app[DATABASE].writing() as session:
        await note(session, action, by=by, about=about, outcome=outcome, now=app[CLOCK](), times=times)


async def note_failed_sign_in(app: web.Application, name: str, account_id: int | None) -> None:
    """Somebody guessed a password. What they typed as a name may be their own password: it is not kept.

    An unknown name costs as much as a known one, so that nobody can tell them apart by the clock.
    """
    about: Subject | None = ("account", account_id) if account_id is not None else None
    as_one = name.strip().lstrip("@").lower()[:254]
    await note_thinly(app, "sign_in_failed", by="nobody", about=about, outcome="refused", as_one=as_one)
