"""`kurumatomo-feed tokens`: keys for programs."""

from typing import Annotated

import typer

from feed.app import wall_clock
from feed.cli.operator import Operator, by_hand
from feed.cli.options import ConfigFile, DatabaseUrl
from feed.social import scopes
from feed.store import tokens
from feed.store.audit import note

app = typer.Typer(no_args_is_help=True, help="Issue keys for programs such as the gateway.")


@app.command()
def issue(
    *,
    scope: Annotated[list[str], typer.Option(help="What the token is good for, such as gateway.")],
    database: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Print a new token, alone, for a program that speaks for itself. It is shown this once."""
    if unknown := scopes.unknown(scope):
        raise typer.BadParameter(f"{', '.join(unknown)}; known are {', '.join(scopes.SCOPES)}")

    async def work(hands: Operator) -> str:
        async with hands.database.writing() as session:
            token, secret = await tokens.issue(session, scope, app_id=None, user_id=None, ids=hands.ids)
            await note(
                session,
                "token_issued",
                by="operator",
                about=("token", token.id),
                now=wall_clock(),
                scopes=token.scopes,
            )
        return secret

    typer.echo(by_hand(work, config=config, database=database))
