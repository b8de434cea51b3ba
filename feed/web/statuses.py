"""A status with its conversation."""

from collections.abc import Awaitable, Callable

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from feed.errors import NotFoundError
from feed.keys import DATABASE
from feed.social import thread
from feed.social.visibility import Visibility, narrower
from feed.store import accounts, glimpses, statuses
from feed.store.paging import Page, Slice
from feed.store.shown import look_closer
from feed.store.tables import Account, Status
from feed.web.faces import Face, face
from feed.web.paging import identifier
from feed.web.posts import Post, opening_of, posts_of
from feed.web.render import page
from feed.web.visitor import Member, Visitor

FEW = 8  # faces below a post; the rest have a page


async def show(request: web.Request, visitor: Visitor) -> web.Response:
    """GET /@name/:id: what was said, what it answers and what was answered."""
    viewer_id = visitor.account_id
    async with request.app[DATABASE].reading() as session:
        said = await glimpses.required(session, identifier(request.match_info["id"]), viewer_id)
        others = await glimpses.conversation(session, said, viewer_id)
        above, below = thread.ancestors(said, others), thread.descendants(said, others)
        posts = posts_of(await look_closer(session, [*above, said, *below]), viewer_id=viewer_id)
        reasons = await statuses.why(session, said.id, viewer_id) if viewer_id is not None else None
        chosen = posts[len(above)]
        likers = await _few(session, accounts.who_favourited, chosen) if chosen.favourites_count else []
        boosters = await _few(session, accounts.who_boosted, chosen) if chosen.reblogs_count else []
    return page(
        request,
        visitor,
        "status",
        above=posts[: len(above)],
        chosen=chosen,
        reasons=reasons,
        likers=likers,
        boosters=boosters,
        below=posts[len(above) + 1 :],
        opening=opening_of(chosen, visitor.me.username if isinstance(visitor, Member) else None),
        audience=audience_for(chosen, visitor),
    )


async def _few(
    session: AsyncSession, who: Callable[..., Awaitable[Slice[Account]]], post: Post
) -> list[Face]:
    """The newest of those who liked the post, or passed it on."""
    status_id = identifier(post.path.rpartition("/")[2])
    return [face(one) for one in (await who(session, status_id, Page(limit=FEW))).rows]


async def said_here(session: AsyncSession, request: web.Request, viewer_id: int | None) -> Status:
    """The status in the address.

    Raises:
        NotFoundError: there is none, or none for this viewer.
    """
    found = await statuses.by_id(session, identifier(request.match_info["id"]), viewer_id)
    if found is None:
        raise NotFoundError
    return found


def audience_for(answered: Post, visitor: Visitor) -> Visibility:
    """An answer is for no more people than what it answers."""
    if isinstance(visitor, Member):
        narrowed = narrower(answered.visibility, visitor.me.default_visibility)
        return "direct" if narrowed == "limited" else narrowed
    return answered.visibility
