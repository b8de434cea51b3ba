"""`kurumatomo-feed audit`: who did what, and whether the log of it is whole."""

from typing import Annotated, get_args

import typer

from feed.cli.operator import Operator, by_hand
from feed.cli.options import ConfigFile, DatabaseUrl
from feed.cli.tables import print_table
from feed.social.audit import Action
from feed.store import accounts, audit
from feed.store.audit import Verdict
from feed.store.paging import Page
from feed.store.tables import AuditEntry

app = typer.Typer(no_args_is_help=True, help="Read the audit log, and prove that nobody changed it.")

_BROKEN = 1


@app.command("list")
def list_entries(
    *,
    action: Annotated[str | None, typer.Option(help="Only this, such as role_changed.")] = None,
    actor: Annotated[int | None, typer.Option(help="Only by the account with this id.")] = None,
    about: Annotated[int | None, typer.Option(help="Only about what has this id.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many at most.")] = 50,
    database: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Show who did what, the newest first."""
    if action is not None and action not in get_args(Action):
        raise typer.BadParameter(f"{action}; known are {', '.join(get_args(Action))}")

    async def work(hands: Operator) -> tuple[list[AuditEntry], dict[int, str]]:
        async with hands.database.reading() as session:
            found = await audit.entries(
                session, Page(limit=limit), actor_id=actor, action=action, about_id=about
            )
            ids = {number for one in found.rows for number in (one.actor_id, one.about_id) if number}
            names = {one.id: f"@{one.username}" for one in (await accounts.by_ids(session, ids)).values()}
            return list(found.rows), names

    rows, names = by_hand(work, config=config, database=database)
    print_table(("entry", "at", "who", "did", "about", "outcome", "details"), (_line(r, names) for r in rows))


@app.command()
def verify(
    *,
    seal: Annotated[
        str | None, typer.Option(help="One that was printed before: is that entry still part of the log?")
    ] = None,
    database: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Hold every entry against its seal. Ends with 1, and says where, if one was changed or removed."""

    async def work(hands: Operator) -> tuple[Verdict, bool]:
        async with hands.database.reading() as session:
            return await audit.verify(session), seal is None or await audit.is_sealed(session, seal)

    verdict, is_known = by_hand(work, config=config, database=database)
    breaks = [*verdict.breaks, *([] if is_known else ["no entry has the seal that was given"])]
    for sentence in breaks:
        typer.echo(sentence, err=True)
    if breaks:
        raise typer.Exit(_BROKEN)
    typer.echo(f"{verdict.entries} entries, whole.")
    if verdict.entries:
        typer.echo(f"Keep the last seal elsewhere: {verdict.last_seal}")


def _line(one: AuditEntry, names: dict[int, str]) -> tuple[str, ...]:
    who = names.get(one.actor_id or 0, str(one.actor_id)) if one.actor_id else one.actor_kind
    about = names.get(one.about_id or 0, f"{one.about_kind} {one.about_id}") if one.about_id else "-"
    details = ", ".join(f"{name} {value}" for name, value in sorted(one.details.items()))
    return str(one.number), f"{one.at:%Y-%m-%d %H:%M:%S}Z", who, one.action, about, one.outcome, details
