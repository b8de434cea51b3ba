"""The folder of files that members uploaded. Their names tell nothing and cannot be guessed."""

import re
import secrets
import time
from collections.abc import Collection, Iterator
from pathlib import Path

_NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{30}\.[a-z0-9]{1,5}")


class Folder:
    """Files by their names below the folder: `3f/8a….jpg`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def new_name(self, suffix: str) -> str:
        """A name nobody has, with its folder made ready. `suffix` is without the dot."""
        token = secrets.token_hex(16)
        name = f"{token[:2]}/{token[2:]}.{suffix}"
        (self._path / name).parent.mkdir(parents=True, exist_ok=True)
        return name

    def path_of(self, name: str) -> Path | None:
        """Where a file of this name would be; None for what is no such name."""
        return self._path / name if _NAME.fullmatch(name) else None

    def written(self, name: str, content: bytes) -> str:
        """The same name, once the file is there."""
        (self._path / name).write_bytes(content)
        return name

    def taken(self, name: str, path: Path) -> str:
        """The same name, once the file at `path`, from the waiting room, has moved there."""
        path.replace(self._path / name)
        return name

    def waiting_room(self) -> Path:
        """Where uploads are put until they turned out to be what can be shown."""
        room = self._path / "incoming"
        room.mkdir(parents=True, exist_ok=True)
        return room

    def names(self, *, older_than_s: float) -> Iterator[str]:
        """The files that have been there for so long, uploads that never ended among them."""
        before = time.time() - older_than_s
        for path in self._path.glob("*/*"):
            if path.is_file() and path.stat().st_mtime < before:
                yield str(path.relative_to(self._path))

    def remove(self, names: Collection[str]) -> None:
        """The files are gone, if they were there."""
        for name in names:
            (self._path / name).unlink(missing_ok=True)
