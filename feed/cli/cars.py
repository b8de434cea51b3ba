"""`kurumatomo-feed cars`: the register by hand."""

from typing import Annotated

import typer
from pydantic import ValidationError

from feed.actions.car_changes import open_for_operator
from feed.actions.claim_car import CODE_GOOD_FOR, issue_code
from feed.actions.enrol import Newcomer, why_impossible
from feed.actions.register_car import let_speak, register_car
from feed.actions.transfer_car import transfer_car
from feed.app import wall_clock
from feed.cli.claim_link import claim_link, qr_in_terminal
from feed.cli.operator import Operator, by_hand
from feed.cli.options import CarId, ConfigFile, DatabaseUrl
from feed.cli.tables import print_table
from feed.cli.tongues import bind, unbind
from feed.social.car_wishes import CarWishes, Language
from feed.social.tongues import Tongue
from feed.social.wrongs import wrongs
from feed.store import cars
from feed.store.cars import RegisteredCar
from feed.store.register import Entry, entries

app = typer.Typer(no_args_is_help=True, help="Let cars in, hand out claim codes, pass cars on.")
app.command()(bind)
app.command()(unbind)


@app.command()
def register(
    car_id: CarId,
    *,
    dialect: Annotated[str, typer.Option(help="How the car speaks.")] = "native",
    nickname: Annotated[str | None, typer.Option(help="What it is called; drawn if not given.")] = None,
    language: Annotated[Language, typer.Option(help="What it writes.")] = "en",
    database: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Let a car in, one that was erased too, and print the code with which its owner can claim it."""
    newcomer = Newcomer(car_id=car_id, dialect=dialect, nickname=nickname)
    wishes = _wishes(language=language, **({"nickname": nickname} if nickname else {}))
    if wrong := why_impossible(newcomer):
        raise typer.BadParameter(wrong)

    async def work(hands: Operator) -> tuple[RegisteredCar, str]:
        async with hands.database.writing() as session:
            return await register_car(
                session, newcomer, wishes, by="operator", now=wall_clock(), ids=hands.ids
            )

    registered, code = by_hand(work, config=config, database=database)
    account = registered.account
    typer.echo(f"{car_id} is registered as {account.display_name} (@{account.username}).")
    typer.echo(f"Its claim code, good for {CODE_GOOD_FOR.days} days: {code}")


@app.command("claim-code")
def claim_code(
    car_id: CarId,
    *,
    qr: Annotated[
        bool, typer.Option("--qr", help="Also print the page to claim it on, as a link and to be scanned.")
    ] = False,
    public_url: Annotated[
        str | None, typer.Option(help="How phones reach the feed, if the settings do not say.")
    ] = None,
    database: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Print a new claim code, alone, for a car without an owner. An older code is void."""

    async def work(hands: Operator) -> tuple[str, str]:
        async with hands.database.writing() as session:
            registered = await open_for_operator(session, car_id)
            code = await issue_code(session, registered.car, by="operator", now=wall_clock())
            return code, claim_link(public_url or hands.settings.public_url, code)

    code, link = by_hand(work, config=config, database=database)
    typer.echo(code)
    if qr:
        typer.echo(link)
        typer.echo(qr_in_terminal(link))


@app.command("list")
def list_cars(database: DatabaseUrl = None, config: ConfigFile = None) -> None:
    """Show the register."""

    async def work(hands: Operator) -> list[Entry]:
        async with hands.database.reading() as session:
            found = await cars.changed_after(session, 0, limit=None)
            return await entries(session, found, now=wall_clock())

    found = by_hand(work, config=config, database=database)
    print_table(
        ("car", "name", "account", "dialect", "tongues", "owner", "speaks"),
        (_line(one) for one in sorted(found, key=lambda one: one.registered.car.car_id)),
    )


def _line(entry: Entry) -> tuple[str, ...]:
    car, account, owner = entry.registered.car, entry.registered.account, entry.registered.owner
    return (
        car.car_id,
        account.display_name,
        f"@{account.username}",
        car.dialect,
        ", ".join(map(_tongue, entry.tongues)),
        f"@{owner.username}" if owner else "-",
        car.language if car.enabled else "not at all",
    )


def _tongue(one: Tongue) -> str:
    return f"{one.dialect} {one.foreign_id}" + (" (place)" if one.says == "place" else "")


@app.command()
def transfer(car_id: CarId, database: DatabaseUrl = None, config: ConfigFile = None) -> None:
    """Take a car from its owner and print the code, alone, with which the next one claims it."""

    async def work(hands: Operator) -> str:
        async with hands.database.writing() as session:
            registered = await open_for_operator(session, car_id)
            _, code = await transfer_car(
                session,
                registered.car,
                by="operator",
                now=wall_clock(),
                ids=hands.ids,
                public_url=hands.settings.public_url,
            )
            return code

    typer.echo(by_hand(work, config=config, database=database))


@app.command()
def enable(car_id: CarId, database: DatabaseUrl = None, config: ConfigFile = None) -> None:
    """Let a car speak again."""
    _let_speak(car_id, speak=True, database=database, config=config)


@app.command()
def disable(car_id: CarId, database: DatabaseUrl = None, config: ConfigFile = None) -> None:
    """Silence a car: what it tells is kept, but it posts nothing."""
    _let_speak(car_id, speak=False, database=database, config=config)


def _let_speak(car_id: str, *, speak: bool, database: DatabaseUrl, config: ConfigFile) -> None:
    async def work(hands: Operator) -> None:
        async with hands.database.writing() as session:
            registered = await open_for_operator(session, car_id)
            await let_speak(session, registered, speak=speak, by="operator", now=wall_clock())

    by_hand(work, config=config, database=database)
    typer.echo(f"{car_id} {'speaks again' if speak else 'is silent'}.")


def _wishes(**given: str) -> CarWishes:
    try:
        return CarWishes.model_validate(given)
    except ValidationError as error:
        wrong = "; ".join(f"{field} {what}" for field, what in wrongs(error).items())
        raise typer.BadParameter(wrong) from error
