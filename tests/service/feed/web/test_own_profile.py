"""A member's own settings on pages: profile, password, sessions, distance, leaving."""

import io
import json
import zipfile

from aiohttp import FormData
from PIL import Image

from tests.builders.feed import Feed
from tests.builders.pages import PASSWORD, a_browser, a_member

SETTINGS = ("profile", "password", "passkeys", "sessions", "distance", "leave")


async def test_strangers_are_asked_who_they_are(feed: Feed) -> None:
    async with a_browser(feed) as browser:
        doors = [(await browser.read(f"/settings/{name}")).path for name in SETTINGS]
    assert doors == [f"/sign-in?next=/settings/{name}" for name in SETTINGS]


async def test_a_profile_is_as_it_was_entered(feed: Feed) -> None:
    await a_member(feed, "aki")
    picture = io.BytesIO()
    Image.new("RGB", (500, 600), "seagreen").save(picture, "PNG")
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        fields = (await browser.read("/settings/profile")).form("/settings/profile").fields
        entered = {
            **{name: value for name, value in fields.items() if name not in {"avatar", "header"}},
            "display_name": "あき",
            "note": "Drives to the sea. #ramen",
            "line_0": "Town",
            "value_0": "Toyota",
            "locked": "yes",
            "default_visibility": "private",
        }
        form = FormData(entered)
        form.add_field("avatar", picture.getvalue(), filename="me.png", content_type="image/png")
        saved = await browser.upload("/settings/profile", form)
        shown = await browser.read("/@aki")
        home = await browser.read("/home")
        kept = (await browser.read("/settings/profile")).form("/settings/profile").fields

    assert "Saved." in saved.words
    assert [word in shown.words for word in ("あき", "Drives to the sea.", "Town Toyota")] == [True] * 3
    assert 'class="avatar large" src="/media/' in shown.html
    assert home.form("/compose").fields["visibility"] == "private"
    assert (kept["note"].strip(), kept["line_0"], kept["value_0"]) == (
        "Drives to the sea. #ramen",
        "Town",
        "Toyota",
    )


async def test_a_profile_that_cannot_be_is_told_and_stays_as_entered(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        form = (await browser.read("/settings/profile")).form("/settings/profile")
        refused = await browser.send(form, display_name="x" * 101, note="Still here")
    assert refused.status == 422
    assert "Up to 100 letters" in refused.words
    assert refused.form("/settings/profile").fields["note"].strip() == "Still here"


async def test_another_password_ends_every_other_session(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as here, a_browser(feed) as there:
        await here.sign_in("aki")
        await there.sign_in("aki")
        form = (await here.read("/settings/password")).form("/settings/password")
        guessed = await here.send(form, password="not mine", new_password="a walk at dawn")
        weak = await here.send(form, password=PASSWORD, new_password="password")
        saved = await here.send(form, password=PASSWORD, new_password="a walk at dawn")
        still, out = await here.read("/home"), await there.read("/home")
        door = await there.send(out.form("/sign-in"), name="aki", password="a walk at dawn")

    assert [page.status for page in (guessed, weak, saved)] == [422, 422, 200]
    assert "This is not your password." in guessed.words
    assert (still.path, out.path, door.path) == ("/home", "/sign-in?next=/home", "/home")


async def test_browsers_and_apps_are_listed_and_ended(feed: Feed) -> None:
    aki = await a_member(feed, "aki")
    async with a_browser(feed) as here, a_browser(feed) as there, a_browser(feed) as third:
        for browser in (here, there, third):
            await browser.sign_in("aki")
        page = await here.read("/settings/sessions")
        keys = page.html.split('name="browser" value="')[1:]
        token = page.forms[0].fields["csrf_token"]
        one_out = await here.post(
            "/settings/sessions", {"csrf_token": token, "browser": keys[0].partition('"')[0]}
        )
        await here.post("/settings/sessions", {"csrf_token": token, "all": "yes"})
        ends = [(await browser.read("/home")).path for browser in (here, there, third)]

    assert len(keys) == 2
    assert one_out.html.count('name="browser" value="') == 1
    assert ends == ["/home", "/sign-in?next=/home", "/sign-in?next=/home"]
    assert aki.token not in page.html


async def test_nobody_ends_the_session_of_another(feed: Feed) -> None:
    await a_member(feed, "aki")
    await a_member(feed, "ken")
    async with a_browser(feed) as aki, a_browser(feed) as other, a_browser(feed) as ken:
        await aki.sign_in("aki")
        await other.sign_in("aki")
        page = await aki.read("/settings/sessions")
        key = page.html.split('name="browser" value="')[1].partition('"')[0]
        token = (await ken.sign_in("ken")).form("/compose").fields["csrf_token"]
        await ken.post("/settings/sessions", {"csrf_token": token, "browser": key})
        await ken.post("/settings/sessions", {"csrf_token": token, "all": "yes"})
        still = [(await browser.read("/home")).path for browser in (aki, other)]
    assert still == ["/home", "/home"]


async def test_distance_is_kept_and_given_up(feed: Feed) -> None:
    await a_member(feed, "aki")
    await a_member(feed, "ken")
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        profile = await browser.read("/@ken")
        await browser.send(profile.form("/@ken/mute"))
        blocked = await browser.send(profile.form("/@ken/block"))
        listed = await browser.read("/settings/distance")
        await browser.send(listed.form("/@ken/unmute"))
        free = await browser.send(listed.form("/@ken/unblock"))

    assert "Block no more" in blocked.words
    assert [form.action for form in listed.forms if "@ken" in form.action] == [
        "/@ken/unmute",
        "/@ken/unblock",
    ]
    assert free.path == "/settings/distance"
    assert free.words.count("Nobody.") == 2


async def test_a_note_is_for_oneself_and_a_report_for_the_staff(feed: Feed) -> None:
    await a_member(feed, "aki")
    ken = await a_member(feed, "ken")
    staff = await feed.person("mia", role="staff", scopes="admin:read")
    async with feed.client.post("/api/v1/statuses", json={"status": "Rude"}, headers=ken.headers) as response:
        said = (await response.json())["id"]
    async with a_browser(feed) as browser, a_browser(feed) as other:
        await browser.sign_in("aki")
        noted = await browser.send((await browser.read("/@ken")).form("/@ken/note"), note="Met at the sea")
        await other.sign_in("ken")
        theirs = await other.read("/@ken")
        form = (await browser.read(f"/@ken/report?status={said}")).form("/@ken/report")
        sent = await browser.send(form, comment="Please look at this")
    (report,) = await feed.get("/api/v1/admin/reports", staff.headers)

    assert "Met at the sea" in noted.html
    assert "Met at the sea" not in theirs.html
    assert "Thank you." in sent.words
    assert (report["comment"], [one["id"] for one in report["statuses"]]) == ("Please look at this", [said])


async def test_who_follows_whom_is_listed_unless_it_is_hidden(feed: Feed) -> None:
    aki, ken = await a_member(feed, "aki"), await a_member(feed, "ken")
    await feed.follows(ken.account_id, aki.account_id)
    async with a_browser(feed) as browser:
        shown = [(await browser.read(path)).words for path in ("/@aki/followers", "/@ken/following")]
        async with feed.client.patch(
            "/api/v1/accounts/update_credentials", json={"hide_collections": True}, headers=aki.headers
        ) as response:
            assert response.status == 200
        hidden = await browser.read("/@aki/followers")
    assert ["@ken" in shown[0], "@aki" in shown[1]] == [True, True]
    assert hidden.status == 404


async def test_who_leaves_takes_a_copy_and_is_gone(feed: Feed) -> None:
    aki = await a_member(feed, "aki")
    account_id = await feed.car("CAR-1", owner=aki)
    async with a_browser(feed) as browser:
        await browser.sign_in("aki")
        page = await browser.read("/settings/leave")
        copied = await browser.fetch("/settings/leave/copy", page.form("/settings/leave/copy").fields)
        refused = await browser.send(page.form("/settings/leave"), password="not mine")
        left = await browser.send(page.form("/settings/leave"), password=PASSWORD)
        gone = await browser.read("/@aki")
        door = (await browser.read("/sign-in")).form("/sign-in")
        locked_out = await browser.send(door, name="aki", password=PASSWORD)
    with zipfile.ZipFile(io.BytesIO(copied)) as file:
        told = {name: json.loads(file.read(name)) for name in file.namelist() if name.endswith(".json")}

    assert any(name.startswith("aki/") for name in told)
    assert any(name.startswith("cars/") for name in told)
    assert (refused.status, left.path, gone.status, locked_out.status) == (422, "/", 404, 401)
    async with feed.client.get(f"/api/v1/accounts/{account_id}") as response:
        assert response.status == 404


async def test_a_passkey_is_asked_for_by_who_knows_the_password_and_signs_what_was_asked(feed: Feed) -> None:
    await a_member(feed, "aki")
    async with a_browser(feed) as browser:
        token = (await browser.sign_in("aki")).form("/compose").fields["csrf_token"]
        guessed = await browser.post("/settings/passkeys/begin", {"csrf_token": token, "password": "guessed"})
        asked = await browser.post("/settings/passkeys/begin", {"csrf_token": token, "password": PASSWORD})
        made_up = await browser.post("/settings/passkeys", {"csrf_token": token, "answer": "{}"})
        async with a_browser(feed) as stranger:
            door = await stranger.post("/sign-in/passkey", {"answer": '{"id": "AAAA"}'})

    options = json.loads(asked.html)
    assert [page.status for page in (guessed, asked, made_up, door)] == [422, 200, 422, 401]
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert "The passkey could not be used." in door.words
