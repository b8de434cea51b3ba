"""`kurumatomo-feed announcements`: what the staff tells every member."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from feed.actions.announce import Notice, announce, take_back
from feed.app import wall_clock
from feed.cli.operator import Operator, by_hand
from feed.cli.options import ConfigFile, DatabaseUrl
from feed.cli.tables import print_table
from feed.store import announcements
from feed.store.tables import Announcement

app = typer.Typer(no_args_is_help=True, help="Tell every member something, for as long as it matters.")

Moment = Annotated[str, typer.Option(help="2026-12-01T09:00+09:00, or a day; without a zone UTC is meant.")]


@app.command()
def add(
    *,
    en: Annotated[str, typer.Option("--en", help="The words in English.")] = "",
    ja: Annotated[str, typer.Option("--ja", help="The words in Japanese.")] = "",
    starts_at: Moment = "",
    ends_at: Moment = "",
    all_day: Annotated[
        bool, typer.Option("--all-day", help="The days count, not the hours.", show_default=False)
    ] = False,
    database: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Tell every member, each in the language they read. Shown until it ends or is removed. Prints its id."""
    notice = Notice(
        texts={"en": en, "ja": ja},
        starts_at=_moment(starts_at, "--starts-at"),
        ends_at=_moment(ends_at, "--ends-at"),
        all_day=all_day,
    )

    async def work(hands: Operator) -> int:
        async with hands.database.writing() as session:
            return (await announce(session, notice, now=wall_clock(), ids=hands.ids)).id

    typer.echo(by_hand(work, config=config, database=database))


@app.command("list")
def list_announcements(database: DatabaseUrl = None, config: ConfigFile = None) -> None:
    """Show what members are told at present, and how many have read it."""

    async def work(hands: Operator) -> list[tuple[Announcement, int]]:
        async with hands.database.reading() as session:
            shown = await announcements.shown(session, now=wall_clock())
            read = await announcements.counts(session)
        return [(one, read.get(one.id, 0)) for one in shown]

    print_table(
        ("id", "English", "Japanese", "from", "until", "read by"),
        (
            (
                str(one.id),
                one.texts.get("en", ""),
                one.texts.get("ja", ""),
                _written(one.starts_at, all_day=one.all_day),
                _written(one.ends_at, all_day=one.all_day),
                str(read),
            )
            for one, read in by_hand(work, config=config, database=database)
        ),
    )


@app.command()
def remove(
    announcement_id: Annotated[int, typer.Argument(metavar="ID", help="As `list` shows it.")],
    database: DatabaseUrl = None,
    config: ConfigFile = None,
) -> None:
    """Take an announcement back."""

    async def work(hands: Operator) -> None:
        async with hands.database.writing() as session:
            await take_back(session, announcement_id, now=wall_clock())

    by_hand(work, config=config, database=database)
    typer.echo(f"Announcement {announcement_id} is not shown any more.")


def _moment(given: str, option: str) -> datetime | None:
    if not given:
        return None
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise typer.BadParameter("a moment such as 2026-12-01T09:00+09:00", param_hint=option) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _written(moment: datetime | None, *, all_day: bool) -> str:
    if moment is None:
        return ""
    return moment.date().isoformat() if all_day else moment.isoformat(timespec="minutes")
