"""`kurumatomo-feed emojis`: small pictures of this server's own."""

from pathlib import Path
from typing import Annotated

import typer

from feed.actions.keep_emoji import keep_emoji
from feed.cli.operator import Operator, by_hand
from feed.cli.options import ConfigFile, DatabaseUrl
from feed.cli.tables import print_table
from feed.errors import NotFoundError
from feed.media.folder import Folder
from feed.store import emojis
from feed.store.emojis import Emoji

app = typer.Typer(no_args_is_help=True, help="Small pictures that members write as :shortcode:.")

Shortcode = Annotated[str, typer.Argument(help="What stands between the colons.")]


@app.command()
def add(
    shortcode: Shortcode,
    file: Annotated[Path, typer.Argument(help="JPEG, PNG, GIF or WebP; kept as a still picture.")],
    *,
    category: Annotated[str, typer.Option(help="Under which apps list it.")] = "",
    database: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Make a picture an emoji. Run it with the feed's own settings: it goes into the media folder."""
    shortcode = shortcode.strip(":")

    async def work(hands: Operator) -> None:
        folder = Folder(hands.settings.media_folder)
        async with hands.database.writing() as session:
            await keep_emoji(session, folder, file, shortcode=shortcode, category=category, ids=hands.ids)

    by_hand(work, config=config, database=database)
    typer.echo(f":{shortcode}: can be written.")


@app.command("list")
def list_emojis(database: DatabaseUrl = None, config: ConfigFile = None) -> None:
    """Show which there are."""

    async def work(hands: Operator) -> list[Emoji]:
        async with hands.database.reading() as session:
            return await emojis.every(session)

    print_table(
        ("emoji", "category", "file"),
        (
            (f":{one.shortcode}:", one.category or "", one.path)
            for one in by_hand(work, config=config, database=database)
        ),
    )


@app.command()
def remove(shortcode: Shortcode, database: DatabaseUrl = None, config: ConfigFile = None) -> None:
    """Take an emoji away; where it was written its name is read."""
    shortcode = shortcode.strip(":")

    async def work(hands: Operator) -> None:
        async with hands.database.writing() as session:
            if not await emojis.remove(session, shortcode):
                raise NotFoundError(f"There is no :{shortcode}:")

    by_hand(work, config=config, database=database)
    typer.echo(f":{shortcode}: is text from now on.")
