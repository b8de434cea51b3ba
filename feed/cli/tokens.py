"""`kurumatomo-feed tokens`: keys for programs."""

import secrets
from typing import Annotated

import typer

from feed.cli.operator import Operator, by_hand
from feed.cli.options import ConfigFile, DatabaseUrl
from feed.social import scopes
from feed.store.tables import Token
from feed.store.tokens import digest

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
        secret = secrets.token_urlsafe(32)
        async with hands.database.writing() as session:
            session.add(Token(id=hands.ids.next(), token_hash=digest(secret), scopes=" ".join(scope)))
        return secret

    typer.echo(by_hand(work, config=config, database=database))
