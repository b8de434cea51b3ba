"""What leaves a trace in the audit log, and what the operator reads there."""

import re
from dataclasses import replace
from typing import Any

import pytest

from feed.actions.change_password import change_password
from feed.social.snapshot import Snapshot
from feed.store import audit
from feed.store.paging import Page
from feed.store.tables import User
from tests.builders.feed import Feed, Person
from tests.service.feed.doors import an_app, traded
from tests.service.feed.operator import Run


async def trail(feed: Feed) -> list[tuple[Any, ...]]:
    """Who did what to whom, how it ended, and the details, oldest first."""
    async with feed.database.reading() as session:
        found = await audit.entries(session, Page(limit=200))
        assert (await audit.verify(session)).is_whole
    return [
        (one.actor_id or one.actor_kind, one.action, one.about_id, one.outcome, one.details)
        for one in reversed(found.rows)
    ]


async def send(feed: Feed, method: str, path: str, by: Person, **body: object) -> tuple[int, Any]:
    async with feed.client.request(method, path, json=body, headers=by.headers) as response:
        return response.status, await response.json()


@pytest.fixture
async def aki(feed: Feed) -> Person:
    return await feed.person("aki")


async def test_a_cars_way_from_owner_to_dealer_to_nobody(feed: Feed, aki: Person) -> None:
    dealer = await feed.person("mikawa", role="dealer")
    car = int(await feed.car("CAR-1", owner=aki))
    path, until = f"/api/v1/cars/{car}", "2026-12-24T00:00:00Z"
    await send(feed, "POST", f"{path}/shares", aki, acct="mikawa", kinds=["silent"], until=until)
    await send(feed, "DELETE", f"{path}/shares", aki)
    _, handed = await send(feed, "POST", f"{path}/transfer", aki)
    refused, _ = await send(feed, "POST", "/api/v1/cars/claim", dealer, code="ABCD-EFGH")
    _, claimed = await send(feed, "POST", "/api/v1/cars/claim", dealer, code=handed["claim_code"])
    a, d, newborn = aki.account_id, dealer.account_id, int(claimed["id"])
    terms = {"dealer_id": d, "kinds": "silent", "until": "2026-12-24"}
    assert (refused, await trail(feed)) == (
        422,
        [
            (a, "car_shared", car, "done", terms),
            (a, "share_revoked", car, "done", {"dealer_id": None}),
            (a, "car_transferred", car, "done", {"new_id": newborn}),
            (d, "car_claimed", None, "refused", {}),
            (d, "car_claimed", newborn, "done", {}),
        ],
    )


async def test_what_the_staff_does_to_members_and_reports(feed: Feed, aki: Person) -> None:
    scopes = "read write admin:read admin:write"
    staff = await feed.person("staff", role="staff", scopes=scopes)
    boss = await feed.person("boss", role="admin", scopes=scopes)
    _, made = await send(feed, "POST", "/api/v1/reports", aki, account_id=str(boss.account_id))
    await send(feed, "POST", f"/api/v1/admin/reports/{made['id']}/resolve", staff)
    members = "/api/v1/admin/accounts"
    await send(feed, "POST", f"{members}/{aki.account_id}/action", staff, type="silence")
    refused, _ = await send(feed, "POST", f"{members}/{boss.account_id}/action", staff, type="disable")
    by_boss, _ = await send(feed, "POST", f"{members}/{staff.account_id}/action", boss, type="disable")
    assert (refused, by_boss, await trail(feed)) == (
        403,
        200,
        [
            (staff.account_id, "report_resolved", int(made["id"]), "done", {}),
            (staff.account_id, "member_silenced", aki.account_id, "done", {}),
            (boss.account_id, "member_disabled", staff.account_id, "done", {}),
        ],
    )


async def test_guesses_at_a_password_are_noted_ever_more_rarely_and_names_that_nobody_has_are_not_kept(
    feed: Feed, aki: Person
) -> None:
    for name in ["aki"] * 9 + ["my secret word"] * 3:
        async with feed.client.post("/sign-in", data={"name": name, "password": "wrong"}) as response:
            assert response.status == 401
    at_aki = [("nobody", "sign_in_failed", aki.account_id, "refused", {"times": n}) for n in (1, 2, 4, 8)]
    at_nobody = [("nobody", "sign_in_failed", None, "refused", {"times": n}) for n in (1, 2)]
    assert await trail(feed) == [*at_aki, *at_nobody]


async def test_who_reads_exactly_where_anothers_car_is_leaves_a_trace_and_its_owner_none(
    feed: Feed, aki: Person
) -> None:
    ben = await feed.person("ben")
    exact = int(await feed.car("CAR-1", owner=aki, place_for_followers="exact"))
    town = int(await feed.car("CAR-2", owner=aki))
    where = Snapshot(observed_at=feed.clock.now, lat=35.05, lon=137.15)
    for car in (exact, town):
        await feed.follows(ben.account_id, car)
        await feed.tell(str(car), replace(where))
    for person in (aki, ben, ben, ben):
        await feed.get("/api/v1/cars", person.headers)
    await feed.get(f"/api/v1/cars/{exact}")
    read = (ben.account_id, "place_read", exact, "done")
    assert await trail(feed) == [(*read, {"times": 1}), (*read, {"times": 2})]


async def test_tokens_and_passwords_leave_a_trace_without_themselves(feed: Feed, aki: Person) -> None:
    app = await an_app(feed)
    _, own = await traded(feed, app, "", grant_type="client_credentials", scope="read")
    async with feed.database.writing() as session:
        user = await session.get_one(User, aki.user_id)
        await change_password(session, user, "a new hash", by=aki.account_id, now=feed.clock.now)
    assert own["access_token"]
    assert await trail(feed) == [(aki.account_id, "password_changed", aki.account_id, "done", {})]


def test_the_operator_reads_who_did_what_and_proves_that_it_is_whole(run: Run, database_url: str) -> None:
    empty = run("audit", "verify", database=database_url)
    run("accounts", "create", "aki", database=database_url)
    run("accounts", "role", "aki", "dealer", database=database_url)
    token = run("tokens", "issue", "--scope", "gateway", database=database_url).out.strip()
    listed = run("audit", "list", "--action", "role_changed", database=database_url).out
    whole = run("audit", "verify", database=database_url)
    seal = whole.out.split()[-1]
    known = run("audit", "verify", "--seal", seal, database=database_url)
    strange = run("audit", "verify", "--seal", "0" * 64, database=database_url)
    everything = run("audit", "list", database=database_url).out
    actions = re.findall(r"(member_created|role_changed|token_issued)", everything)
    assert empty.out == "0 entries, whole.\n"
    assert re.search(r"2 +\S+ \S+Z +operator +role_changed +@aki +done +before member, role dealer", listed)
    assert actions == ["token_issued", "role_changed", "member_created"]
    assert token not in everything
    assert whole.out.startswith("3 entries, whole.\nKeep the last seal elsewhere: ")
    assert (known.code, strange.code, strange.err) == (0, 1, "no entry has the seal that was given\n")
