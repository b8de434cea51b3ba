"""A car whose settings lie open before its owner: the pages of its chapters, and how each is settled."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import web
from pydantic import ValidationError

from feed.actions.car_changes import open_for_owner
from feed.actions.car_settings import change_settings
from feed.errors import NotAllowedError
from feed.keys import CLOCK, DATABASE
from feed.social.car_wishes import CarWishes
from feed.social.whereabouts import Closeness
from feed.social.wrongs import wrongs
from feed.store.car_views import CarView, views_of
from feed.web.accounts import account_named
from feed.web.car_settings.form import settled, wished
from feed.web.faces import face
from feed.web.render import page
from feed.web.visitor import Member

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What lies on the table: the car, and over its settings what was entered, with what is wrong with it."""

    member: Member
    view: CarView
    entered: Fields = field(default_factory=dict)
    wrong: Fields = field(default_factory=dict)

    @property
    def stands(self) -> dict[str, str]:
        """The fields as the form shows them."""
        return {**settled(self.view), **self.entered}

    @property
    def path(self) -> str:
        """Where the settings of this car are."""
        return f"/@{self.view.registered.account.username}/settings"


Show = Callable[[web.Request, Opened], Awaitable[web.Response]]


async def open_car(request: web.Request, member: Member) -> Opened:
    """The member's car of this name.

    Raises:
        NotFoundError, NotAllowedError: there is none, or it is somebody else's.
    """
    async with request.app[DATABASE].reading() as session:
        account = await account_named(session, request.match_info["name"])
        now = request.app[CLOCK]()
        views = await views_of(session, [account.id], viewer_id=member.account_id, now=now)
    view = views.get(account.id)
    if view is None or view.closeness is not Closeness.OWNER:
        raise NotAllowedError("Only the owner of a car may do this")
    return Opened(member=member, view=view)


async def entered_in(request: web.Request) -> dict[str, str]:
    """What was entered into a form, files aside."""
    return {name: value for name, value in (await request.post()).items() if isinstance(value, str)}


async def settle(request: web.Request, member: Member, show: Show) -> web.Response:
    """The car's settings are as entered from now on; or the page comes again with what is wrong."""
    opened = await open_car(request, member)
    entered = await entered_in(request)
    try:
        wishes = CarWishes.model_validate(wished(entered, opened.view))
    except ValidationError as error:
        again = Opened(member=member, view=opened.view, entered=entered, wrong=wrongs(error))
        return await show(request, again)
    async with request.app[DATABASE].writing() as session:
        account_id = opened.view.registered.account.id
        registered = await open_for_owner(session, account_id, by_id=member.account_id)
        await change_settings(session, registered, wishes)
    raise web.HTTPSeeOther(f"{request.path}?saved")


def chapter(request: web.Request, opened: Opened, name: str, **told: object) -> web.Response:
    """The page of the chapter of this name."""
    return page(
        request,
        opened.member,
        f"car_settings/{name}",
        status=422 if opened.wrong else 200,
        chapter=name,
        face=face(opened.view.registered.account),
        settings_path=opened.path,
        entered=opened.stands,
        wrong=opened.wrong,
        is_saved="saved" in request.query,
        **told,
    )
