"""Forget files that nobody shows any more: of what was withdrawn, erased, replaced, or never posted."""

import asyncio
from datetime import datetime, timedelta

from feed.ids import first_id_at
from feed.media.folder import Folder
from feed.store import media, scheduled
from feed.store.database import Database

UNUSED_FOR = timedelta(days=1)  # a post that is being written may take its time
YOUNG_S = 3600.0  # a file as young may be on its way into a row
AT_ONCE = 500


async def forget_files(database: Database, folder: Folder, *, now: datetime) -> int:
    """Rows that no status took up or will are deleted, then every file no row speaks of; gives how many."""
    async with database.writing() as session:
        await media.delete_unused(
            session, before=first_id_at(now - UNUSED_FOR), but=await scheduled.to_be_shown(session)
        )
    forgotten = 0
    old = await asyncio.to_thread(lambda: list(folder.names(older_than_s=YOUNG_S)))
    for start in range(0, len(old), AT_ONCE):
        names = old[start : start + AT_ONCE]
        async with database.reading() as session:
            shown = await media.names_in_use(session, names)
        gone = [name for name in names if name not in shown]
        await asyncio.to_thread(folder.remove, gone)
        forgotten += len(gone)
    return forgotten
