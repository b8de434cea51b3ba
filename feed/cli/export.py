"""`kurumatomo-feed export`: a copy of all that the feed knows of somebody and their cars."""

import os
from pathlib import Path
from typing import Annotated

import typer

from feed.actions.take_copy import Copy, zip_into
from feed.app import wall_clock
from feed.cli.operator import Operator, by_hand
from feed.cli.options import ConfigFile, DatabaseUrl
from feed.errors import ConfigError, NotFoundError
from feed.store import accounts, cars
from feed.store.audit import note
from feed.store.everything import rows_about

_OWNER_ONLY = 0o600


def export(
    username: Annotated[str, typer.Argument(help="Whose.")],
    file: Annotated[Path, typer.Argument(help="The ZIP to write.")],
    database: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Write all that is known of a person and of their cars into a ZIP of JSON files, places in GeoJSON."""

    async def work(hands: Operator) -> dict[str, Copy]:
        async with hands.database.reading() as session:
            account = await accounts.by_username(session, username.lstrip("@"))
            if account is None:
                raise NotFoundError(f"There is no account {username}")
            copies = {account.username: await rows_about(session, account.id)}
            for owned in await cars.owned_by(session, account.id):
                copies[f"cars/{owned.account.username}"] = await rows_about(session, owned.account.id)
        async with hands.database.writing() as session:
            await note(session, "exported", by="operator", about=("account", account.id), now=wall_clock())
        return copies

    copies = by_hand(work, config=config, database=database)
    _write(file, copies)
    rows = sum(len(rows) for copy in copies.values() for rows in copy.values())
    typer.echo(f"{file}: {rows} rows about @{username.lstrip('@')} and {len(copies) - 1} cars")


def _write(path: Path, copies: dict[str, Copy]) -> None:
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror}") from error
    with os.fdopen(opened, "wb") as file:
        zip_into(file, copies)
