"""`kurumatomo-feed accounts`: the people who sign in."""

from typing import Annotated

import typer
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.change_password import change_password
from feed.actions.change_role import change_role
from feed.actions.passwords import require_good
from feed.app import wall_clock
from feed.cli.first_password import first_password
from feed.cli.let_in import let_in
from feed.cli.operator import Operator, by_hand
from feed.cli.options import ConfigFile, DatabaseUrl
from feed.cli.tables import print_table
from feed.errors import NotFoundError
from feed.social.car_wishes import Language
from feed.social.roles import Role
from feed.store.tables import Account, User

app = typer.Typer(no_args_is_help=True, help="Let people in, and say what they are.")

Username = Annotated[str, typer.Argument(help="The name they sign in with.")]
PasswordOnStdin = Annotated[
    bool,
    typer.Option("--password-stdin", help="Read the password from standard input instead of drawing one."),
]


@app.command()
def create(
    username: Username,
    *,
    name: Annotated[str, typer.Option(help="The name others see.")] = "",
    role: Annotated[Role, typer.Option(help="What they are to the network.")] = "member",
    language: Annotated[Language, typer.Option(help="The language of their pages.")] = "en",
    password_stdin: PasswordOnStdin = False,
    database: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Let a person in. Prints the password that was drawn for them, this once."""
    password = first_password(from_stdin=password_stdin)

    async def work(hands: Operator) -> None:
        await let_in(hands, username, password=password, name=name, role=role, language=language)

    by_hand(work, config=config, database=database)
    typer.echo(f"@{username} can sign in." if password_stdin else password)


@app.command("list")
def list_accounts(database: DatabaseUrl = None, config: ConfigFile = None) -> None:
    """Show who can sign in."""

    async def work(hands: Operator) -> list[tuple[Account, User]]:
        query = select(Account, User).join(User, User.account_id == Account.id).order_by(Account.username_key)
        async with hands.database.reading() as session:
            return [(account, user) for account, user in await session.execute(query)]

    print_table(
        ("account", "name", "role", "language", "may sign in"),
        (
            (
                f"@{account.username}",
                account.display_name,
                user.role,
                user.locale,
                "no" if user.disabled_at else "yes",
            )
            for account, user in by_hand(work, config=config, database=database)
        ),
    )


@app.command()
def role(
    username: Username,
    role: Annotated[Role, typer.Argument(help="What they are from now on.")],
    database: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Make somebody a member, dealer, staff or admin."""

    async def work(hands: Operator) -> None:
        async with hands.database.writing() as session:
            account, user = await _person(session, username)
            await change_role(session, account, user, role, by="operator", now=wall_clock())

    by_hand(work, config=config, database=database)
    typer.echo(f"@{username} is {role}.")


@app.command()
def password(
    username: Username,
    *,
    password_stdin: PasswordOnStdin = False,
    database: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Give somebody a new password, and sign them out everywhere. Prints it if it was drawn."""
    new = first_password(from_stdin=password_stdin)
    require_good(new)

    async def work(hands: Operator) -> None:
        password_hash = await hands.passwords.hash(new)
        async with hands.database.writing() as session:
            _, user = await _person(session, username)
            await change_password(session, user, password_hash, by="operator", now=wall_clock())

    by_hand(work, config=config, database=database)
    typer.echo(f"@{username} has a new password." if password_stdin else new)


async def _person(session: AsyncSession, username: str) -> tuple[Account, User]:
    key = username.lstrip("@").lower()
    query = select(Account, User).join(User, User.account_id == Account.id).where(Account.username_key == key)
    row = (await session.execute(query)).one_or_none()
    if row is None:
        raise NotFoundError(f"Nobody signs in as {username}")
    account, user = row
    return account, user
