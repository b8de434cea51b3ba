"""What a failing statement may say of itself."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from feed.store.database import Database


async def test_an_error_of_the_database_quotes_no_values(database_url: str) -> None:
    database = Database(database_url)
    with pytest.raises(DBAPIError) as caught:
        async with database.writing() as session:
            await session.execute(text("SELECT 1 FROM no_such_table WHERE lat = :lat"), {"lat": 35.08771})
    await database.close()
    assert "no_such_table" in str(caught.value)
    assert "35.08771" not in str(caught.value)
