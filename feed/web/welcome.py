"""The first minutes: what one can do without a car, and getting to know the one just claimed."""

from aiohttp import web
from pydantic import ValidationError

from feed.actions.car_changes import open_for_owner
from feed.actions.car_settings import change_settings
from feed.actions.say_hello import say_hello
from feed.keys import DATABASE, IDS, SETTINGS, WORD
from feed.social.car_wishes import CarWishes
from feed.social.voices import hello
from feed.social.wrongs import wrongs
from feed.store import acquaintances
from feed.web.car_settings.form import stands_at, wished
from feed.web.car_settings.opened import Opened, entered_in, open_car
from feed.web.faces import face
from feed.web.personas import VOICES
from feed.web.render import page
from feed.web.visitor import Member

MOST_CARS = 5


async def newcomer(request: web.Request, member: Member) -> web.Response:
    """GET /welcome: a code, a car to follow, or a look around."""
    async with request.app[DATABASE].reading() as session:
        found = await acquaintances.cars_heard_of_late(session, member.account_id, limit=MOST_CARS)
    return page(request, member, "welcome", cars=[face(one) for one in found])


async def meet(request: web.Request, member: Member) -> web.Response:
    """GET /@name/welcome: a name, a way to talk, a home, and who may listen."""
    return _meeting(request, await open_car(request, member))


async def met(request: web.Request, member: Member) -> web.Response:
    """POST /@name/welcome: it is as wished, and says hello at home; or the form again with what is wrong."""
    opened = await open_car(request, member)
    entered = await entered_in(request)
    try:
        wishes = CarWishes.model_validate(wished(entered, opened.view))
    except ValidationError as error:
        again = Opened(member=member, view=opened.view, entered=entered, wrong=wrongs(error))
        return _meeting(request, again)
    async with request.app[DATABASE].writing() as session:
        account_id = opened.view.registered.account.id
        registered = await open_for_owner(session, account_id, by_id=member.account_id)
        await change_settings(session, registered, wishes)
        words = _hello(request, member, registered.car.persona, registered.account.display_name)
        said = await say_hello(
            session, registered, words, ids=request.app[IDS], settings=request.app[SETTINGS]
        )
    request.app[WORD].tell(said.happenings)
    raise web.HTTPSeeOther(f"/home#post-{said.status.id}")


def _meeting(request: web.Request, opened: Opened) -> web.Response:
    car, stands = opened.view.registered.car, opened.stands
    member = opened.member
    return page(
        request,
        member,
        "meeting",
        status=422 if opened.wrong else 200,
        face=face(opened.view.registered.account),
        entered=stands,
        wrong=opened.wrong,
        voices={
            name: _hello(request, member, name, stands["nickname"]) for name in request.app[VOICES].names
        },
        here=stands_at(opened.view) if car.home_lat is None else None,
        seen=opened.view.seen,
    )


def _hello(request: web.Request, member: Member, persona: str, nickname: str) -> str:
    """What it would say to the member, in the language they read."""
    owner = member.me.display_name or member.me.username
    language = member.language.code
    words = hello(request.app[VOICES], persona, language=language, name=nickname, owner=owner)
    return words or f"{owner} 👋"
