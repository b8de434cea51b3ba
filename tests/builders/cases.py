"""A dealer with free times, and cases that owners open with them."""

from datetime import timedelta
from typing import Any

from feed.store import cases
from tests.builders.feed import Feed, Person


async def keep_free(feed: Feed, dealer: Person, *in_hours: float, zone: str = "Asia/Tokyo") -> list[str]:
    """The dealer has an hour free, in so many hours from now each."""
    rows = [
        {
            "id": feed.ids.next(),
            "account_id": dealer.account_id,
            "begins_at": feed.clock() + timedelta(hours=hours),
            "ends_at": feed.clock() + timedelta(hours=hours + 1),
            "time_zone": zone,
        }
        for hours in in_hours
    ]
    async with feed.database.writing() as session:
        await cases.keep_slots(session, rows)
    return [str(row["id"]) for row in rows]


async def ask(feed: Feed, method: str, path: str, who: Person, body: object = None) -> tuple[int, Any]:
    """What the API answers to somebody, a refusal in one sentence."""
    async with feed.client.request(method, f"/api/v1/{path}", json=body, headers=who.headers) as response:
        answer = await response.json()
        return response.status, answer if response.status == 200 else answer["error"]


async def an_open_case(
    feed: Feed, account_id: str, owner: Person, dealer: Person, matter: str = "service"
) -> dict[str, Any]:
    """The owner opens a case about the car of this account."""
    told = {"car_id": account_id, "acct": dealer.username, "matter": matter, "text": "Time for a look?"}
    status, case = await ask(feed, "POST", "cases", owner, told)
    assert status == 200, case
    return dict(case)
