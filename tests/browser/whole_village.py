"""The village with everybody who looks at pages, and one of everything that has a page of its own."""

import asyncio
import re
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.client import HTTPMessage
from http.cookiejar import CookieJar
from pathlib import Path
from typing import IO, Any, get_args
from urllib.error import HTTPError
from urllib.parse import urlencode

from feed.store import mails
from feed.store.database import Database
from feed.store.tables import MailLetter
from feed.store.users import user_named
from tests.browser.village import PASSWORD, Village

PEOPLE = {
    "owner": "aki",
    "friend": "emma",  # follows the car
    "dealer": "mikawa",  # was entrusted with it
    "staff": "yuki",
    "member": "noa",  # of whom the others know nothing
    "stranger": None,  # did not sign in
}
LONG_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 2
DEALER_HEARS = ["aux_battery_low", "service_due", "trouble_code", "tyre_low"]


class WholeVillage(Village):
    """`names` holds what the braces in the table of pages stand for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.names: dict[str, str] = {}

    def start(self) -> None:
        """Return once everybody is there and has done something."""
        super().start()
        for name in ("mikawa", "yuki", "noa"):
            self.join(name)
        self.make("mikawa", "dealer")
        self.make("yuki", "staff")
        self._befriend()
        until = (datetime.now(UTC) + timedelta(days=30)).isoformat()
        terms = {"acct": "mikawa", "kinds": DEALER_HEARS, "until": until}
        self.ask("POST", f"/api/v1/cars/{self.car_account}/shares", self.aki, **terms)
        self.names = self._words() | self._things()

    def browser(self, name: str | None) -> "PlainBrowser":
        """A browser that this person signed in with."""
        browser = PlainBrowser(self.url)
        if name:
            assert browser.send("/sign-in", name=name, password=PASSWORD) == 303
        return browser

    def id_of(self, token: str) -> str:
        """The account of whose token this is."""
        return str(self.ask("GET", "/api/v1/accounts/verify_credentials", token)["id"])

    def _befriend(self) -> None:
        emma = self.id_of(self.emma)
        self.ask("POST", f"/api/v1/accounts/{self.car_account}/follow", self.emma)
        car = f"/api/v1/cars/{self.car_account}"
        self.ask("POST", f"{car}/follow_requests/{emma}/authorize", self.aki)
        noa = self._token_of("noa")
        self.ask("POST", f"/api/v1/accounts/{self.car_account}/follow", noa)
        self.ask("POST", f"/api/v1/accounts/{self.id_of(self.aki)}/follow", self.emma)

    def _words(self) -> dict[str, str]:
        """Posts that only some may read, and one that everybody reads and somebody likes."""
        self.settle(default_visibility="public")
        private = self.car_says(f"Somebody painted {LONG_WORD} on my door. https://example.org/{'a' * 120}")
        public = self.car_says("Plugged in at 34 %. @aki, is that all right? #charging", "public")
        own = self.say(self.aki, "Thank you, @mame. See you tomorrow #charging")
        for status in (public, own):
            self.ask("POST", f"/api/v1/statuses/{status}/favourite", self.emma)
        talk = {"status": "@aki May I borrow it on Sunday?", "visibility": "direct"}
        self.ask("POST", "/api/v1/statuses", self.emma, **talk)
        talk_id = self.ask("GET", "/api/v1/conversations", self.aki)[0]["id"]
        return {"post": public, "private": private, "own": own, "talk": talk_id}

    def _things(self) -> dict[str, str]:
        aki, emma = self.id_of(self.aki), self.id_of(self.emma)
        report = {"account_id": emma, "comment": "Asks for my car every day", "category": "other"}
        tell = ("announcements", "add", "--en", "Snow tonight", "--ja", "今夜は雪です")
        drives = self.ask("GET", f"/api/v1/cars/{self.car_account}/drives?limit=1", self.aki)
        owner = self.browser("aki")
        invited = owner.fill(f"{self.car}/share", place="town", long_for="day", shows_charge="yes")
        feed = owner.fill("/settings/feeds")
        return {
            "car": self.car,
            "code": self.a_new_code("NEWCAR01"),
            "announcement": self.operator_says(*tell),
            "report": self.ask("POST", "/api/v1/reports", self.aki, **report)["id"],
            "drive": drives[0]["id"],
            "member_id": aki,
            "friend_id": emma,
            "car_id": self.car_account,
            "shared": found(r"/share/([\w-]{32})", invited),
            "feed": found(r"/feeds/([\w-]+)\.atom", feed),
            "case": self._case(),
            **self._letters(),
        }

    def _case(self) -> str:
        """Aki and the dealer have agreed on a time."""
        dealer, in_a_week = self._token_of("mikawa"), datetime.now(UTC) + timedelta(days=7)
        free = {"day": in_a_week.date().isoformat(), "minutes": "60", "weeks": "1"}
        for at in ("09:00", "10:30"):
            self.browser("mikawa").fill("/slots", at=at, **free)
        about = {"car_id": self.car_account, "acct": "mikawa", "matter": "service"}
        case = self.ask("POST", "/api/v1/cases", self.aki, text="When may I come?", **about)["id"]
        slots = [slot["id"] for slot in self.ask("GET", f"/api/v1/cases/{case}/slots", dealer)]
        self.ask("POST", f"/api/v1/cases/{case}/slots", dealer, slot_ids=slots)
        self.ask("POST", f"/api/v1/cases/{case}/appointment", self.aki, slot_id=slots[0])
        return str(case)

    def _letters(self) -> dict[str, str]:
        """The secrets in letters to Aki, which nobody carries here."""

        async def write() -> dict[str, str]:
            database, now = Database(self.database), datetime.now(UTC)
            async with database.writing() as session:
                user = await user_named(session, "aki")
                assert user
                user.email, user.email_confirmed_at = "aki@example.org", now
                letter = MailLetter(user_id=user.id, address=user.email)
                kinds = get_args(mails.Kind)
                written = {
                    kind: await mails.new_secret(session, letter, kind=kind, now=now) for kind in kinds
                }
            await database.close()
            return written

        with ThreadPoolExecutor(1) as thread:  # where no event loop runs yet
            return thread.submit(asyncio.run, write()).result()


class PlainBrowser:
    """Keeps cookies, follows nowhere, and knows the token of its forms."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar()), _FollowsNowhere()
        )

    def status(self, path: str) -> tuple[int, str]:
        """The status a GET answers with, and where it leads."""
        return self._open(path, None)[:2]

    def read(self, path: str) -> str:
        """The page at this path."""
        return self._open(path, None)[2]

    def token(self) -> str:
        """What a form of this browser's carries."""
        return found(r'name="csrf_token" value="(\w*)"', self.read("/public"))

    def fill(self, path: str, **fields: str) -> str:
        """What the page answers to its form."""
        return self._open(path, fields | {"csrf_token": self.token()})[2]

    def send(self, path: str, **fields: str) -> int:
        """The status a form with these fields, and nothing else, is answered with."""
        return self._open(path, fields)[0]

    def _open(self, path: str, fields: dict[str, str] | None) -> tuple[int, str, str]:
        form = None if fields is None else urlencode(fields).encode()
        request = urllib.request.Request(self._url + path, form, {"Accept": "text/html"})
        try:
            with self._opener.open(request, timeout=10) as answer:
                is_page = answer.headers.get_content_type() == "text/html"
                return answer.status, "", answer.read().decode() if is_page else ""
        except HTTPError as refused:
            with refused:
                return refused.code, refused.headers.get("Location", ""), refused.read().decode()


class _FollowsNowhere(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self,
        req: urllib.request.Request,  # noqa: ARG002
        fp: IO[bytes],  # noqa: ARG002
        code: int,  # noqa: ARG002
        msg: str,  # noqa: ARG002
        headers: HTTPMessage,  # noqa: ARG002
        newurl: str,  # noqa: ARG002
    ) -> None:
        return None


def found(pattern: str, page: Any) -> str:  # noqa: ANN401
    """What stands in the page where the pattern has its group."""
    match = re.search(pattern, page)
    assert match, f"no {pattern} in {page[:2000]}"
    return match[1]
