"""Maps learn the names of towns from the feed itself, a degree at a time."""

import orjson

from feed.web.towns import towns_by_cell
from tests.builders.feed import a_feed


def test_towns_lie_in_the_degree_that_holds_them_the_largest_first() -> None:
    by_cell = towns_by_cell()
    around_toyota = orjson.loads(by_cell[35, 137])
    assert around_toyota[0] == [35.083, 137.15, 3.3, "Toyota", "豊田市"]
    assert [town[2] for town in around_toyota] == sorted((town[2] for town in around_toyota), reverse=True)
    assert "Ushuaia" in [town[3] for town in orjson.loads(by_cell[-55, -69])]


async def test_anybody_may_ask_and_the_sea_has_none(sqlite_url: str) -> None:
    async with a_feed(sqlite_url) as feed:
        towns = await feed.get("/towns/35/137.json")
        assert (towns[0][3], await feed.get("/towns/-20/-150.json")) == ("Toyota", [])
        async with feed.client.get("/towns/35/1370.json") as response:
            assert response.status == 404
