"""An owner opens a case: a dealer sees the car for one matter, and both talk about it in a thread."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.publish import Wish, publish
from feed.errors import InvalidError
from feed.ids import Ids
from feed.settings import Settings
from feed.social.cases import KINDS, OPEN_FOR, Matter
from feed.store import accounts, shares
from feed.store.audit import note
from feed.store.cars import RegisteredCar
from feed.store.tables import Case
from feed.streaming.happening import Happening


async def open_case(
    session: AsyncSession,
    registered: RegisteredCar,
    *,
    acct: str,
    matter: Matter,
    words: str,
    language: str | None,
    now: datetime,
    ids: Ids,
    settings: Settings,
) -> tuple[Case, list[Happening]]:
    """The case of a car opened for a change by its owner, and what is to be announced.

    The dealer sees no more of the car than the matter needs, until the case is closed or two months are over.

    Raises:
        InvalidError: they are no dealer here, there are no words, or such a case is open already.
    """
    dealer, owner = await accounts.dealer_named(session, acct.lstrip("@")), registered.owner
    if dealer is None or owner is None:
        wrong = "must be the name of a dealer here"
        raise InvalidError(f"acct {wrong}", details={"acct": wrong})
    if not words.strip():
        raise InvalidError("text must not be empty", details={"text": "must not be empty"})
    case = Case(
        id=ids.next(),
        car_account_id=registered.account.id,
        owner_id=owner.id,
        dealer_id=dealer.id,
        matter=matter,
        opened_at=now,
        access_until=now + OPEN_FOR,
        proposed=[],
        appointment_changes=0,
    )
    session.add(case)
    try:
        await session.flush()
    except IntegrityError as error:
        wrong = "is open already with this dealer"
        raise InvalidError(f"matter {wrong}", details={"matter": wrong}) from error
    await shares.keep(
        session,
        registered.car.car_id,
        dealer.id,
        kinds=KINDS[matter],
        until=case.access_until,
        case_id=case.id,
    )
    name = registered.account.display_name or registered.account.username
    wish = Wish(
        text=f"@{dealer.username} {name}: {words.strip()}",
        visibility="direct",
        language=language,
        idempotency_key=f"case:{case.id}",
    )
    published = await publish(session, owner, wish, ids=ids, settings=settings)
    case.status_id = published.status.id
    await note(
        session,
        "case_opened",
        by=owner.id,
        about=("car", registered.account.id),
        now=now,
        dealer_id=dealer.id,
        matter=matter,
    )
    return case, list(published.happenings)
