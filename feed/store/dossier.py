"""What the staff may know of a member: figures, and nothing they wrote."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.car_tables import Car
from feed.store.tables import Report, Token, User, WebSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """How many of what a member has."""

    cars: int
    browsers: int  # signed in, perhaps no longer good
    apps: int  # allowed to speak for them
    reports_about: int
    reports_by: int


async def dossier_of(session: AsyncSession, account_id: int) -> Dossier:
    """The figures of now."""
    whose = select(User.id).where(User.account_id == account_id).scalar_subquery()
    counts = (
        select(func.count()).select_from(Car).where(Car.owner_id == account_id),
        select(func.count()).select_from(WebSession).where(WebSession.user_id == whose),
        select(func.count()).select_from(Token).where(Token.user_id == whose),
        select(func.count()).select_from(Report).where(Report.target_account_id == account_id),
        select(func.count()).select_from(Report).where(Report.account_id == account_id),
    )
    row = (await session.execute(select(*(one.scalar_subquery() for one in counts)))).one()
    cars, browsers, apps, about, by = row
    return Dossier(cars=cars, browsers=browsers, apps=apps, reports_about=about, reports_by=by)
