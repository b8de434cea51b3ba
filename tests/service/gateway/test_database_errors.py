"""What a failing statement may say of itself."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from gateway.delivery.store import engine_for


def test_an_error_of_the_database_quotes_no_values(database_url: str) -> None:
    engine = engine_for(database_url)
    with pytest.raises(DBAPIError) as caught, engine.begin() as connection:
        connection.execute(text("SELECT 1 FROM no_such_table WHERE lat = :lat"), {"lat": 35.08771})
    engine.dispose()
    assert "no_such_table" in str(caught.value)
    assert "35.08771" not in str(caught.value)
