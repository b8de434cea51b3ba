"""An owner entrusts a dealer with news of a car, for a while, and takes it back."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import InvalidError
from feed.social.car_terms import Terms
from feed.store import accounts, shares
from feed.store.audit import note
from feed.store.car_tables import Car

LONGEST = timedelta(days=366)


async def share_car(session: AsyncSession, car: Car, terms: Terms, *, by: int, now: datetime) -> None:
    """The dealer is entrusted with a car opened for a change, on these terms and no former ones.

    Raises:
        InvalidError: they are no dealer here, or the end has come already or is more than a year ahead.
    """
    dealer = await accounts.dealer_named(session, terms.acct.lstrip("@"))
    if dealer is None:
        raise _impossible("acct", "must be the name of a dealer here")
    if not now < terms.until <= now + LONGEST:
        raise _impossible("until", "must be within a year from now")
    await shares.keep(session, car.car_id, dealer.id, kinds=terms.kinds, until=terms.until)
    await note(
        session,
        "car_shared",
        by=by,
        about=("car", car.account_id),
        now=now,
        dealer_id=dealer.id,
        kinds=" ".join(sorted(terms.kinds)),
        until=f"{terms.until:%Y-%m-%d}",
    )


async def end_share(
    session: AsyncSession, car: Car, account_id: int | None, *, by: int, now: datetime
) -> None:
    """The account is not entrusted with a car opened for a change any more; nobody is, if it is None."""
    await shares.revoke(session, car.car_id, account_id)
    await note(session, "share_revoked", by=by, about=("car", car.account_id), now=now, dealer_id=account_id)


def _impossible(field: str, wrong: str) -> InvalidError:
    return InvalidError(f"{field} {wrong}", details={field: wrong})
