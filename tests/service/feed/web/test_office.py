"""The office is there for the staff alone, and does what the staff's API does."""

import re
from collections.abc import AsyncIterator
from typing import get_args

import pytest

from feed.actions.favourite import favourite
from feed.actions.publish import Wish, publish
from feed.keys import SETTINGS
from feed.social.audit import Action
from feed.social.roles import Role
from feed.social.visibility import Chosen
from feed.store import accounts, audit, statuses
from feed.store.paging import Page
from feed.store.tables import Account, Report
from feed.store.users import user_of_account
from feed.web.render import TEMPLATES
from tests.builders.feed import Feed, Person
from tests.builders.pages import Browser, Sheet, a_browser, a_member

VIN = "JT1BK40E00007788"
ROOMS = ("", "/mentions", "/members", "/cars", "/cars/new", "/reports", "/log", "/log?check")
ROLES: tuple[Role, ...] = ("member", "dealer", "staff", "admin")


@pytest.fixture
async def people(feed: Feed) -> dict[str, Person]:
    """One of each role, by the name of the role."""
    return {role: await someone(feed, role, role) for role in ROLES}


@pytest.fixture
async def desk(feed: Feed, people: dict[str, Person]) -> AsyncIterator[Browser]:
    """An admin's browser."""
    async with a_browser(feed) as browser:
        await browser.sign_in(people["admin"].username)
        yield browser


async def someone(feed: Feed, name: str, role: Role) -> Person:
    person = await a_member(feed, f"{name}_")
    async with feed.database.writing() as session:
        account = await session.get_one(Account, person.account_id)
        account.kind = "staff" if role in {"staff", "admin"} else "person"
        user = await user_of_account(session, person.account_id)
        assert user
        user.role = role
    return person


async def say(feed: Feed, by: int, text: str, *, visibility: Chosen = "public", to: int | None = None) -> int:
    async with feed.database.writing() as session:
        account = await accounts.by_id(session, by)
        assert account
        wish = Wish(text=text, visibility=visibility, in_reply_to_id=to)
        said = await publish(session, account, wish, ids=feed.ids, settings=feed.client.app[SETTINGS])
        return said.status.id


async def like(feed: Feed, status_id: int, *, by: int) -> None:
    async with feed.database.writing() as session:
        await favourite(session, await statuses.required(session, status_id, by), by=by, ids=feed.ids)


def posts_on(page: Sheet) -> list[str]:
    return re.findall(r'id="post-(\d+)"', page.html)


async def complain(feed: Feed, by: Person, about: Person) -> int:
    said = await say(feed, about.account_id, "Buy cheap tyres")
    report_id = feed.ids.next()
    async with feed.database.writing() as session:
        session.add(
            Report(
                id=report_id,
                account_id=by.account_id,
                target_account_id=about.account_id,
                status_ids=[said],
                comment="again and again",
                category="spam",
                rule_ids=[],
            )
        )
    return report_id


async def press(desk: Browser, path: str, action: str | None = None, **entered: str) -> Sheet:
    """What comes of the first form of a page that is sent there, or to the page itself."""
    forms = (await desk.read(path)).forms
    return await desk.send(next(form for form in forms if form.action == (action or path)), **entered)


async def trail(feed: Feed) -> list[tuple[str, int | None]]:
    async with feed.database.reading() as session:
        found = await audit.entries(session, Page(limit=100))
    return [(one.action, one.about_id) for one in reversed(found.rows)]


async def test_every_room_is_there_for_the_staff_and_for_nobody_else(
    feed: Feed, people: dict[str, Person]
) -> None:
    member, car = people["member"], await feed.car(VIN)
    report = await complain(feed, people["dealer"], member)
    things = (f"/members/{member.account_id}", f"/cars/{car}", f"/reports/{report}")
    posts = (*things, f"{things[0]}/role", f"{things[0]}/sign-out", f"{things[1]}/code", "/cars/new")
    told: dict[str, set[int]] = {}
    for role in ROLES:
        async with a_browser(feed) as browser:
            await browser.sign_in(people[role].username)
            read = [(await browser.read(f"/office{path}")).status for path in (*ROOMS, *things)]
            home = await browser.read("/home")
            ours = {"csrf_token": home.form("/sign-out").fields["csrf_token"]}
            sent = [(await browser.post(f"/office{path}", ours)).status for path in posts]
        told[role] = {*read, *(sent if role in {"member", "dealer"} else [])}
        assert ('href="/office"' in home.html) == (role in {"staff", "admin"})
    async with a_browser(feed) as stranger:
        led_to = {(await stranger.read(f"/office{path}")).path for path in (*ROOMS, *things)}
    assert told == {"member": {404}, "dealer": {404}, "staff": {200}, "admin": {200}}
    assert {path.partition("?")[0] for path in led_to} == {"/sign-in"}


async def test_who_spoke_to_the_company_or_to_anothers_car_waits_until_somebody_who_can_tell_answers(
    feed: Feed, people: dict[str, Person], desk: Browser
) -> None:
    asking, owner, staff = (people[role].account_id for role in ("member", "dealer", "staff"))
    account_id = int(await feed.car(VIN, owner=people["dealer"]))
    async with feed.database.reading() as session:
        car = f"@{(await accounts.by_ids(session, [account_id]))[account_id].username}"
    waits = await say(feed, asking, f"{car} is the charger free?")
    answered_by_car = await say(feed, asking, f"{car} are you well?")
    await say(feed, account_id, "Quite well.", to=answered_by_car)
    to_staff = await say(feed, asking, "@admin_ it is broken", visibility="direct")
    await say(feed, asking, "@staff_ a secret for one alone", visibility="direct")
    answered = await say(feed, asking, f"{car} how far do you go?")
    await say(feed, owner, "About 200 km.", to=answered)
    await like(feed, await say(feed, asking, "@staff_ thank you!"), by=staff)
    await say(feed, owner, f"{car} shall we go?")
    await say(feed, staff, f"{car} we tested you")

    before, overview = await desk.read("/office/mentions"), await desk.read("/office")
    form = next(form for form in before.forms if form.fields.get("in_reply_to_id") == str(waits))
    await desk.send(form, status=f"{car} is charging, the next one is free.")
    after = await desk.read("/office/mentions")

    assert posts_on(before) == [str(one) for one in (waits, answered_by_car, to_staff)]
    assert posts_on(after) == [str(one) for one in (answered_by_car, to_staff)]
    assert "3 wait for an answer" in overview.words


async def test_an_admin_gives_a_role_when_sure_of_it_and_never_to_themselves(
    feed: Feed, people: dict[str, Person], desk: Browser
) -> None:
    member = people["member"].account_id
    page = await desk.read(f"/office/members/{member}")
    form = page.form(f"/office/members/{member}/role")
    unsure = await desk.send(form, role="dealer")
    sure = await desk.send(form, role="dealer", sure="yes")
    own = await desk.read(f"/office/members/{people['admin'].account_id}")
    to_self = await desk.send(form, role="member", sure="yes")
    async with a_browser(feed) as browser:
        await browser.sign_in("staff_")
        by_staff = await browser.read(f"/office/members/{member}")
        admin = await browser.read(f"/office/members/{people['admin'].account_id}")
    assert (unsure.status, sure.status) == (404, 200)
    assert "changed a role" in sure.words
    assert "/role" not in " ".join(form.action for form in (*own.forms, *by_staff.forms))
    assert to_self.status == 200  # the same once more changes nothing
    assert not [form for form in admin.forms if form.action.startswith("/office")]
    assert await trail(feed) == [("role_changed", member), ("role_changed", member)]


async def test_the_staff_closes_a_door_limits_and_signs_out(
    feed: Feed, people: dict[str, Person], desk: Browser
) -> None:
    member = people["member"]
    path = f"/office/members/{member.account_id}"
    for deed in ("silence", "unsilence", "disable", "enable"):
        await press(desk, path, deed=deed)
    async with a_browser(feed) as theirs:
        await theirs.sign_in(member.username)
        await press(desk, path, f"{path}/sign-out")
        out = await theirs.read("/home")
    async with feed.client.get("/api/v1/accounts/verify_credentials", headers=member.headers) as answer:
        assert (answer.status, out.path.partition("?")[0]) == (401, "/sign-in")
    deeds = ("member_silenced", "member_unsilenced", "member_disabled", "member_enabled", "sessions_ended")
    assert await trail(feed) == [(deed, member.account_id) for deed in deeds]


async def test_a_car_is_registered_found_by_its_last_signs_and_its_number_read_on_its_own_page_alone(
    feed: Feed, people: dict[str, Person], desk: Browser
) -> None:
    form = (await desk.read("/office/cars/new")).form("/office/cars/new")
    wrong = await desk.send(form, car_id="no such thing!", nickname="Kuro")
    made = await desk.send(form, car_id=VIN, nickname="Kuro")
    twice = await desk.send(form, car_id=VIN)
    found = await desk.read("/office/cars?q=7788")
    by_name = await desk.read("/office/cars?q=kur")
    elsewhere = await desk.read("/office/cars?q=0000")
    path = re.findall(r'href="(/office/cars/\d+)"', found.html)[0]
    seen = await desk.read(path)
    code = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", made.words)
    silent = await desk.send(seen.form(path), deed="disable")
    assert (wrong.status, made.status, twice.status) == (422, 200, 422)
    assert code
    assert code[0] not in seen.words
    assert "Kuro" in by_name.words
    assert "No such car" in elsewhere.words
    assert VIN not in found.html + by_name.html
    assert VIN in seen.html
    assert "silenced" in silent.words
    async with a_browser(feed) as owner:
        await owner.sign_in(people["member"].username)
        await owner.send((await owner.read("/claim")).form("/claim"), code=code[0])
    car = int(path.rpartition("/")[2])
    wanted = ["car_registered", "car_id_read", "car_disabled", "car_id_read", "car_claimed"]
    assert await trail(feed) == [(action, car) for action in wanted]


async def test_a_report_is_read_with_its_posts_taken_and_settled(
    feed: Feed, people: dict[str, Person], desk: Browser
) -> None:
    report = await complain(feed, people["dealer"], people["member"])
    listed = await desk.read("/office/reports")
    path = f"/office/reports/{report}"
    for deed in ("assign_to_self", "resolve"):
        page = await press(desk, path, deed=deed)
    settled = await desk.read("/office/reports?state=settled")
    assert "again and again" in listed.words
    assert "Buy cheap tyres" in page.words
    assert "Open it again" in page.words
    assert "again and again" in settled.words
    assert "Nobody complains" in (await desk.read("/office/reports")).words
    assert await trail(feed) == [("report_assigned", report), ("report_resolved", report)]


async def test_the_log_is_sifted_and_proved_whole(
    feed: Feed, people: dict[str, Person], desk: Browser
) -> None:
    await say(feed, people["member"].account_id, "hello")
    car = await feed.car(VIN)
    await desk.read(f"/office/cars/{car}")
    async with feed.client.post("/sign-in", data={"name": "member_", "password": "x"}) as response:
        assert response.status == 401
    everything = await desk.read("/office/log")
    by_admin = await desk.read("/office/log?actor=admin_")
    about = await desk.read("/office/log?about=@member_&action=sign_in_failed")
    nobody = await desk.read("/office/log?actor=whoever")
    checked = await desk.read("/office/log?check")

    def numbers(html: str) -> list[str]:
        return re.findall(r'id="entry-(\d+)"', html)

    assert [numbers(page.html) for page in (everything, by_admin, about)] == [["2", "1"], ["1"], ["2"]]
    assert "No such entry" in nobody.words
    assert "2 entries, whole" in checked.words
    assert VIN not in everything.html


def test_the_log_has_words_for_all_that_can_be_noted() -> None:
    words = (TEMPLATES / "parts" / "office_words.html").read_text(encoding="utf-8")
    assert [action for action in get_args(Action) if f'"{action}": _(' not in words] == []
