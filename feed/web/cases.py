"""Cases on pages: opened by an owner, talked about by both, given a time, closed by either."""

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions.arrange import Hand
from feed.actions.car_changes import open_for_owner
from feed.actions.close_case import close_case
from feed.actions.open_case import open_case
from feed.errors import InvalidError
from feed.keys import CLOCK, DATABASE, IDS, SETTINGS, WORD
from feed.social.cases import MATTERS, Matter, matter_of
from feed.store import accounts, cases, glimpses
from feed.store.car_views import views_of
from feed.store.cases import CaseView
from feed.store.shown import look_closer
from feed.store.tables import Account
from feed.streaming.happening import Happening
from feed.web.calendar_file import appointment_file
from feed.web.car_settings.opened import open_car
from feed.web.cars_now import car_now
from feed.web.faces import face
from feed.web.forms import typed
from feed.web.paging import asked_page, identifier, links
from feed.web.posts import Post, opening_of, posts_of
from feed.web.render import page
from feed.web.visitor import Member

_LONGEST_WORDS = 400


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /cases: one's cases as owner or dealer, the newest first."""
    now = request.app[CLOCK]()
    async with request.app[DATABASE].reading() as session:
        found = await cases.page_of(session, member.account_id, asked_page(request), is_open=None)
        views = await cases.views(session, found.rows, now=now)
    lines = [(view, face(view.car), face(other_of(view, member))) for view in views]
    return page(request, member, "cases", cases=lines, links=links(request, found))


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /cases/:id: the thread, how the car feels, and what can be done."""
    view = await case_here(request, member)
    now, me = request.app[CLOCK](), member.account_id
    is_dealer = me == view.dealer.id
    async with request.app[DATABASE].reading() as session:
        posts = await _thread(session, view, me)
        seen = (await views_of(session, [view.car.id], viewer_id=me, now=now)).get(view.car.id)
        free = await cases.slots_of(session, me, start=now, free=True) if is_dealer else []
    return page(
        request,
        member,
        "case",
        view=view,
        other=face(other_of(view, member)),
        car=car_now(seen) if seen else None,
        car_face=face(view.car),
        posts=posts,
        opening=opening_of(posts[-1], member.me.username) if posts else "",
        is_dealer=is_dealer,
        free=free,
        refused="refused" in request.query,
    )


async def ask(request: web.Request, member: Member) -> web.Response:
    """GET /@name/case: which dealer, what about, and the first word."""
    return await _form(request, member, {"matter": matter_of(request.query.get("kind", ""))})


async def begin(request: web.Request, member: Member) -> web.Response:
    """POST /@name/case: the case is open; or the form again with what is wrong."""
    opened = await open_car(request, member)
    form = await request.post()
    entered = {name: typed(form, name).strip() for name in ("acct", "matter", "words")}
    matter: Matter = next((one for one in MATTERS if one == entered["matter"]), "other")
    hand = hand_of(request, member)
    try:
        async with request.app[DATABASE].writing() as session:
            registered = await open_for_owner(
                session, opened.view.registered.account.id, by_id=member.account_id
            )
            case, told = await open_case(
                session,
                registered,
                acct=entered["acct"],
                matter=matter,
                words=entered["words"][:_LONGEST_WORDS],
                language=hand.language,
                now=hand.now,
                ids=hand.ids,
                settings=hand.settings,
            )
    except InvalidError as error:
        return await _form(request, member, entered, wrong=dict(error.details))
    raise arrived(request, case.id, told)


async def close(request: web.Request, member: Member) -> web.Response:
    """POST /cases/:id/close: the dealer sees the car by it no longer."""
    hand = hand_of(request, member)
    async with request.app[DATABASE].writing() as session:
        case = await cases.required(session, identifier(request.match_info["id"]), member.account_id)
        told = await close_case(
            session,
            case,
            by=hand.account_id,
            language=hand.language,
            now=hand.now,
            ids=hand.ids,
            settings=hand.settings,
        )
    raise arrived(request, case.id, told)


async def calendar(request: web.Request, member: Member) -> web.Response:
    """GET /cases/:id/appointment.ics: for the calendar of either."""
    view = await case_here(request, member)
    return appointment_file(request, view, now=request.app[CLOCK]())


async def case_here(request: web.Request, member: Member) -> CaseView:
    """The case in the address.

    Raises:
        NotFoundError: there is none, or it is not the member's.
    """
    async with request.app[DATABASE].reading() as session:
        case = await cases.required(session, identifier(request.match_info["id"]), member.account_id)
        (view,) = await cases.views(session, [case], now=request.app[CLOCK]())
    return view


def hand_of(request: web.Request, member: Member) -> Hand:
    """The member's hand."""
    app = request.app
    return Hand(
        account_id=member.account_id,
        language=member.language.code,
        now=app[CLOCK](),
        ids=app[IDS],
        settings=app[SETTINGS],
    )


def arrived(request: web.Request, case_id: int, told: list[Happening]) -> web.HTTPSeeOther:
    """What was done is announced, and the case shown."""
    request.app[WORD].tell(told)
    return web.HTTPSeeOther(f"/cases/{case_id}")


def other_of(view: CaseView, member: Member) -> Account:
    """Whom the member talks to."""
    return view.owner if member.account_id == view.dealer.id else view.dealer


async def _thread(session: AsyncSession, view: CaseView, viewer_id: int) -> list[Post]:
    """All that was said, the oldest first; none, if the first word was withdrawn."""
    first = await glimpses.by_ids(session, [view.case.status_id], viewer_id) if view.case.status_id else []
    if not first:
        return []
    others = await glimpses.conversation(session, first[0], viewer_id)
    those = sorted([first[0], *others], key=lambda one: one.id)
    return posts_of(await look_closer(session, those), viewer_id=viewer_id)


async def _form(
    request: web.Request, member: Member, entered: dict[str, str], *, wrong: dict[str, str] | None = None
) -> web.Response:
    opened = await open_car(request, member)
    async with request.app[DATABASE].reading() as session:
        dealers = [face(one) for one in await accounts.dealers(session)]
    return page(
        request,
        member,
        "case_opening",
        status=422 if wrong else 200,
        face=face(opened.view.registered.account),
        dealers=dealers,
        matters=MATTERS,
        entered={"acct": "", "matter": "other", "words": ""} | entered,
        wrong=wrong or {},
    )
