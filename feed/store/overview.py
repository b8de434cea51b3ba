"""The network in figures, for the company."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.store.car_tables import Car
from feed.store.tables import Account, Report, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How many there are of everybody and everything."""

    people: int
    staff: int
    dealers: int
    disabled: int  # who cannot come in
    limited: int  # whom strangers do not come across
    cars: int
    ownerless: int
    speechless: int  # cars that post nothing
    posts: int
    open_reports: int


async def look_over(session: AsyncSession) -> Overview:
    """The figures of now, by four statements."""
    users = select(
        func.count(),
        func.count().filter(User.role.in_(("staff", "admin"))),
        func.count().filter(User.role == "dealer"),
        func.count().filter(User.disabled_at.is_not(None)),
    ).select_from(User)
    people, staff, dealers, disabled = (await session.execute(users)).one()
    said = func.coalesce(func.sum(Account.statuses_count), 0)
    accounts = select(func.count().filter(Account.limited_at.is_not(None)), said)
    limited, posts = (await session.execute(accounts)).one()
    cars = select(
        func.count(), func.count().filter(Car.owner_id.is_(None)), func.count().filter(Car.enabled.is_(False))
    ).select_from(Car)
    all_cars, ownerless, speechless = (await session.execute(cars)).one()
    reports = select(func.count()).select_from(Report).where(Report.resolved_at.is_(None))
    return Overview(
        people=people,
        staff=staff,
        dealers=dealers,
        disabled=disabled,
        limited=limited,
        cars=all_cars,
        ownerless=ownerless,
        speechless=speechless,
        posts=int(posts),
        open_reports=await session.scalar(reports) or 0,
    )
