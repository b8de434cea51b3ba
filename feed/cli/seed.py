"""`kurumatomo-feed seed`: the people and cars of a fleet file come in."""

import os
from pathlib import Path
from typing import Annotated

import typer

from feed.actions.car_changes import open_for_operator
from feed.actions.car_settings import change_settings
from feed.actions.enrol import Newcomer, enrol
from feed.actions.follow import begin_following
from feed.actions.tongues import bind
from feed.app import wall_clock
from feed.cli.first_password import first_password
from feed.cli.fleet_file import FleetCar, FleetFile, FleetPerson, read_fleet
from feed.cli.let_in import let_in
from feed.cli.operator import Operator, by_hand
from feed.cli.options import ConfigFile, DatabaseUrl
from feed.cli.tables import print_table
from feed.social.tongues import Tongue
from feed.store import accounts

_OWNER_ONLY = 0o600


def seed(
    fleet: Annotated[Path, typer.Argument(help="People and cars in TOML, such as config/fleet.toml.")],
    *,
    credentials_file: Annotated[
        Path | None, typer.Option(help="Also write who signs in how here, for nobody else to read.")
    ] = None,
    database: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Let the people and cars of a file in. Whoever is there stays as they are; passwords are shown once."""
    wanted = read_fleet(fleet)

    async def work(hands: Operator) -> dict[str, str]:
        drawn = await _let_people_in(hands, wanted.person)
        for car in wanted.car:
            await _let_car_in(hands, car)
        return drawn

    drawn = by_hand(work, config=config, database=database)
    if credentials_file and drawn:
        _write(credentials_file, drawn)
    _tell(wanted, drawn)


async def _let_people_in(hands: Operator, people: tuple[FleetPerson, ...]) -> dict[str, str]:
    """The passwords of those who were not there yet, by username."""
    async with hands.database.reading() as session:
        present = await accounts.named(session, [person.username.lower() for person in people])
    known = {account.username_key for account in present}
    drawn: dict[str, str] = {}
    for person in people:
        if person.username.lower() not in known:
            drawn[person.username] = first_password(from_stdin=False)
            await let_in(
                hands,
                person.username,
                password=drawn[person.username],
                name=person.name,
                role=person.role,
                language=person.language,
            )
    return drawn


async def _let_car_in(hands: Operator, wanted: FleetCar) -> None:
    """The car is its owner's and its friends follow it. One that is somebody's already stays as it is."""
    newcomer = Newcomer(car_id=wanted.car_id, dialect=wanted.dialect, nickname=wanted.nickname or None)
    async with hands.database.writing() as session:
        await enrol(session, [newcomer], language=wanted.language, ids=hands.ids)
        registered = await open_for_operator(session, wanted.car_id)
        if registered.car.owner_id is not None:
            return
        named = await accounts.named(session, [name.lower() for name in (wanted.owner, *wanted.friends)])
        by_name = {account.username_key: account.id for account in named}
        registered.car.owner_id = by_name[wanted.owner.lower()]
        await change_settings(session, registered, wanted.wishes())
        for follower_id in by_name.values():
            await begin_following(session, registered.car.account_id, by=follower_id, ids=hands.ids)
        for told in wanted.tongues:
            await bind(
                session,
                Tongue(car_id=wanted.car_id, dialect=told.dialect, foreign_id=told.id, says=told.says),
                by="operator",
                now=wall_clock(),
            )


def _write(path: Path, drawn: dict[str, str]) -> None:
    """The passwords in a file of its owner's alone, one `username password` a line; older lines stay."""
    kept = dict(line.split(maxsplit=1) for line in path.read_text().splitlines()) if path.exists() else {}
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY), "w") as file:
        path.chmod(_OWNER_ONLY)
        file.writelines(f"{username} {password}\n" for username, password in (kept | drawn).items())


def _tell(wanted: FleetFile, drawn: dict[str, str]) -> None:
    print_table(
        ("sign in as", "password", "role", "language", "cars"),
        (
            (
                person.username,
                drawn.get(person.username, "as before"),
                person.role,
                person.language,
                ", ".join(car.nickname for car in wanted.car if car.owner == person.username),
            )
            for person in wanted.person
        ),
    )
