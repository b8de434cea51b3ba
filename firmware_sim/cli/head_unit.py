"""`kurumatomo-sim head-unit`: what the screen in the car shows to who would like to claim it."""

import io
from typing import Annotated
from urllib.parse import quote

import segno
import typer

from firmware_sim.errors import UsageError

_LONGEST_CODE = 40


def head_unit(
    code: Annotated[str, typer.Argument(help="The car's claim code, such as ABCD-EFGH.")],
    *,
    feed: Annotated[str, typer.Option(help="How a phone reaches the feed.")] = "http://127.0.0.1:8080",
) -> None:
    """Show a car's claim code as its head unit does: to be scanned by a phone, or typed."""
    if not feed.startswith(("http://", "https://")):
        raise UsageError(f"{feed}: should begin with http:// or https://")
    if not code.strip() or len(code) > _LONGEST_CODE:
        raise UsageError("a claim code looks like ABCD-EFGH")
    link = f"{feed.rstrip('/')}/claim?code={quote(code.strip())}"
    screen = io.StringIO()
    segno.make(link, micro=False).terminal(screen, compact=True)
    typer.echo("Scan me with your phone, and I am yours.")
    typer.echo(screen.getvalue())
    typer.echo(f"Or open {link}")
    typer.echo(f"My code: {code.strip()}")
