"""`kurumatomo-feed cars bind` and `unbind`: which names of other dialects speak for a car."""

from typing import Annotated

import typer

from feed.actions import tongues
from feed.app import wall_clock
from feed.cli.operator import Operator, by_hand
from feed.cli.options import CarId, ConfigFile, DatabaseUrl
from feed.social.tongues import Dialect, Says, Tongue, wrong_name

OtherDialect = Annotated[Dialect, typer.Argument(help="The other tongue.")]
Name = Annotated[str, typer.Argument(help="What it calls the car.")]


def bind(
    car_id: CarId,
    dialect: OtherDialect,
    name: Name,
    *,
    says: Annotated[Says, typer.Option(help="What of it counts.")] = "all",
    database: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Let a name of another dialect speak for a car: a dongle, or a phone for the place alone."""
    if wrong := wrong_name(name):
        raise typer.BadParameter(wrong, param_hint="NAME")

    async def work(hands: Operator) -> None:
        async with hands.database.writing() as session:
            tongue = Tongue(car_id=car_id, dialect=dialect, foreign_id=name, says=says)
            await tongues.bind(session, tongue, by="operator", now=wall_clock())

    by_hand(work, config=config, database=database)
    what = "for the place of " if says == "place" else "for "
    typer.echo(f"{dialect} {name} speaks {what}{car_id}.")


def unbind(
    car_id: CarId,
    dialect: OtherDialect,
    name: Name,
    database: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Let a name of another dialect speak for the car no more."""

    async def work(hands: Operator) -> None:
        async with hands.database.writing() as session:
            tongue = Tongue(car_id=car_id, dialect=dialect, foreign_id=name)
            await tongues.unbind(session, tongue, by="operator", now=wall_clock())

    by_hand(work, config=config, database=database)
    typer.echo(f"{dialect} {name} does not speak for {car_id} any more.")
