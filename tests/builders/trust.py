"""Owners who trust dealers with their cars."""

from datetime import timedelta

from tests.builders.feed import Feed, Person


async def entrust(
    feed: Feed, account_id: str, owner: Person, dealer: Person, *kinds: str, days: float = 30
) -> None:
    """The dealer hears these kinds of news of the car for so many days."""
    until = (feed.clock() + timedelta(days=days)).isoformat()
    terms = {"acct": dealer.username, "kinds": kinds, "until": until}
    async with feed.client.post(
        f"/api/v1/cars/{account_id}/shares", json=terms, headers=owner.headers
    ) as response:
        assert response.status == 200, await response.text()
