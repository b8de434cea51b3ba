"""Options that several commands take."""

from pathlib import Path
from typing import Annotated

import typer

ConfigFile = Annotated[
    Path | None, typer.Option("--config", help="Settings in TOML.", show_default="config/feed.toml")
]
DatabaseUrl = Annotated[
    str | None,
    typer.Option("--database", help="sqlite:///path or postgresql://user:password@host/name."),
]
CarId = Annotated[str, typer.Argument(help="The car's own id, usually its VIN.")]
