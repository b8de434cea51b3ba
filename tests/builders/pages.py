"""Somebody at a browser that knows no JavaScript: reads pages, fills in their forms, keeps cookies."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self

from aiohttp import ClientResponse, ClientSession, CookieJar, FormData
from sqlalchemy import update

from feed.actions.sign_up import sign_up
from feed.keys import PASSWORDS
from feed.social.roles import Role
from feed.store.tables import User
from tests.builders.feed import Feed, Person

PASSWORD = "a quiet drive at dusk"


@dataclass
class Form:
    """A form of a page, with what already stands in it."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """A page as it came: where from, how, and what is on it."""

    path: str
    status: int
    headers: dict[str, str]
    html: str
    words: str  # what a reader sees, in one line
    forms: list[Form]

    def form(self, action: str) -> Form:
        """The form that is sent to this path."""
        (found,) = [form for form in self.forms if form.action == action]
        return found


class Browser:
    """Cookies, and where the feed is."""

    def __init__(self, session: ClientSession) -> None:
        self._session = session

    async def read(self, path: str, **headers: str) -> Sheet:
        """The page at this path, or where it leads."""
        async with self._session.get(path, headers=headers) as response:
            return await _sheet(response)

    async def send(self, form: Form, **entered: str) -> Sheet:
        """What comes of the form, filled in further."""
        return await self.post(form.action, form.fields | entered)

    async def post(self, path: str, fields: dict[str, str], **headers: str) -> Sheet:
        """What comes of these fields, whether a form of a page had them or not."""
        async with self._session.post(path, data=fields, headers=headers) as response:
            return await _sheet(response)

    async def upload(self, path: str, form: FormData) -> Sheet:
        """What comes of a form with files in it."""
        async with self._session.post(path, data=form) as response:
            return await _sheet(response)

    async def download(self, form: Form) -> bytes:
        """The file that comes of the form."""
        async with self._session.post(form.action, data=form.fields) as response:
            assert response.status == 200, await response.text()
            return await response.read()

    async def fetch(self, path: str, fields: dict[str, str]) -> bytes:
        """The file that comes of these fields."""
        async with self._session.post(path, data=fields) as response:
            assert response.status == 200
            return await response.read()

    async def sign_in(self, name: str) -> Sheet:
        """The home timeline of who has this name."""
        door = await self.read("/sign-in")
        return await self.send(door.form("/sign-in"), name=name, password=PASSWORD)

    def events(self, path: str) -> "_Events":
        """The stream at this path."""
        return _Events(self._session, path)


class _Events:
    def __init__(self, session: ClientSession, path: str) -> None:
        self._opening = session.get(path, headers={"Accept": "text/event-stream"})

    async def __aenter__(self) -> Self:
        self._response = await self._opening
        assert self._response.content_type == "text/event-stream", self._response.status
        return self

    async def __aexit__(self, *_: object) -> None:
        self._response.close()

    async def next(self) -> tuple[str, str]:
        """The name and the text of the next event; heartbeats are passed over."""
        name, lines = "", []
        while raw := await self._response.content.readline():
            line = raw.decode().rstrip("\n")
            key, _, value = line.partition(": ")
            if key == "event":
                name = value
            elif key == "data":
                lines.append(value)
            elif not line and name:
                return name, "\n".join(lines)
        raise EOFError("the stream is over")


@asynccontextmanager
async def a_browser(feed: Feed, language: str = "en") -> AsyncIterator[Browser]:
    """A browser of nobody in particular, in front of this feed."""
    async with ClientSession(
        base_url=feed.client.make_url("/"),
        cookie_jar=CookieJar(unsafe=True),
        headers={"Accept": "text/html", "Accept-Language": language},
    ) as session:
        yield Browser(session)


async def a_member(feed: Feed, username: str, *, display_name: str = "") -> Person:
    """Somebody who can sign in with the password of this file."""
    app = feed.client.app
    user = await sign_up(
        feed.database,
        app[PASSWORDS],
        username=username,
        display_name=display_name or username.title(),
        password=PASSWORD,
        ids=feed.ids,
    )
    token = await feed.token("read write follow", user_id=user.id)
    return Person(username=username, account_id=user.account_id, user_id=user.id, token=token)


async def promote(feed: Feed, person: Person, role: Role) -> None:
    """The person has this role from now on."""
    async with feed.database.writing() as session:
        await session.execute(update(User).where(User.id == person.user_id).values(role=role))


async def _sheet(response: ClientResponse) -> Sheet:
    html = await response.text()
    reader = _Reader(response.url.raw_path_qs)
    reader.feed(html)
    return Sheet(
        path=response.url.raw_path_qs,
        status=response.status,
        headers=dict(response.headers),
        html=html,
        words=" ".join(" ".join(reader.words).split()),
        forms=reader.forms,
    )


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path  # where a form without an address of its own goes
        self.words: list[str] = []
        self.forms: list[Form] = []
        self._area: str | None = None
        self._list: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(told.get("action", self._path)))
        elif tag == "input" and self.forms and "name" in told and _counts(told):
            self.forms[-1].fields[told["name"]] = told.get("value", "")
        elif tag == "textarea":
            self._area = told["name"]
            self.forms[-1].fields[self._area] = ""
        elif tag == "select":
            self._list = told["name"]
        elif tag == "option" and self._list and "selected" in told:
            self.forms[-1].fields[self._list] = told["value"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        elif tag == "select":
            self._list = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self.forms[-1].fields[self._area] += data
        else:
            self.words.append(data)


def _counts(field: dict[str, str]) -> bool:
    """Whether a browser sends the field as it stands."""
    kind = field.get("type")
    return kind != "file" and (kind not in {"radio", "checkbox"} or "checked" in field)
