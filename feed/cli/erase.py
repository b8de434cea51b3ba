"""`kurumatomo-feed erase`: somebody or a car is forgotten."""

from typing import Annotated

import typer

from feed.actions.erase import erase_car, erase_person
from feed.app import wall_clock
from feed.cli.operator import Operator, by_hand
from feed.cli.options import ConfigFile, DatabaseUrl
from feed.errors import NotAllowedError, NotFoundError
from feed.store import accounts

app = typer.Typer(no_args_is_help=True, help="Forget a person or a car, for good.")

Confirmed = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


@app.command()
def account(
    username: Annotated[str, typer.Argument(help="Whose.")],
    *,
    yes: Confirmed = False,
    database: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Erase a person and all they and their cars said. The cars stay in the register as nobody's."""
    _be_sure(f"Erase @{username.lstrip('@')} and all they and their cars said?", yes=yes)

    async def work(hands: Operator) -> None:
        async with hands.database.writing() as session:
            found = await accounts.by_username(session, username.lstrip("@"))
            if found is None:
                raise NotFoundError(f"There is no account {username}")
            if found.kind == "car":
                raise NotAllowedError(f"{username} is a car; use: kurumatomo-feed erase car")
            await erase_person(session, found.id, by="operator", now=wall_clock(), ids=hands.ids)

    by_hand(work, config=config, database=database)
    typer.echo(f"Nothing of @{username.lstrip('@')} is left. Backups are for you to see to.")


@app.command()
def car(
    car_id: Annotated[str, typer.Argument(help="The car's own id, usually its VIN.")],
    *,
    yes: Confirmed = False,
    database: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Erase a car from the register, with all it said. Only `cars register` lets it in again."""
    _be_sure(f"Erase the car {car_id} and all it said?", yes=yes)

    async def work(hands: Operator) -> None:
        async with hands.database.writing() as session:
            await erase_car(session, car_id, by="operator", now=wall_clock())

    by_hand(work, config=config, database=database)
    typer.echo(f"Nothing of {car_id} is left. Backups are for you to see to.")


def _be_sure(question: str, *, yes: bool) -> None:
    if not yes:
        typer.confirm(question, abort=True)
