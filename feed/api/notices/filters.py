"""Filters: what one does not want to meet, by words and by status."""

from datetime import timedelta
from typing import Annotated, Any

from aiohttp import web
from pydantic import AliasChoices, BeforeValidator, Field
from sqlalchemy.ext.asyncio import AsyncSession

from feed.actions import keep_filter
from feed.actions.keep_filter import FilterWish, KeywordWish
from feed.api import present
from feed.api.auth import Member
from feed.api.params import Identifier, OptionalFlag, OptionalText, Params, Texts, read
from feed.api.respond import json_response
from feed.api.show import id_in
from feed.errors import InvalidError
from feed.keys import CLOCK, DATABASE, IDS, SIEVES, WORD
from feed.store import filters, statuses
from feed.store.tables import Filter, FilterStatus
from feed.store.upsert import insert_into
from feed.streaming.happening import Happening

MOST_SECONDS = 10 * 365 * 86_400


def _listed(value: object) -> object:
    """Forms number the lines of a list of things: {"0": {…}, "1": {…}}."""
    return list(value.values()) if isinstance(value, dict) else value or []


def _seconds(value: object) -> int | None:
    text = str(value).strip()
    return min(int(text), MOST_SECONDS) if text.isascii() and text.isdigit() and len(text) < 19 else None  # noqa: PLR2004


Lasting = Annotated[int | None, BeforeValidator(_seconds)]  # seconds; rubbish and nothing: for good


class Word(Params):
    """Words of a filter, as clients send them."""

    id: Identifier = None
    keyword: OptionalText = None
    whole_word: OptionalFlag = None
    unwanted: OptionalFlag = Field(None, validation_alias=AliasChoices("_destroy", "unwanted"))

    def wish(self) -> KeywordWish:
        """What the action knows."""
        return KeywordWish(
            id=self.id,
            keyword=self.keyword,
            whole_word=self.whole_word,
            is_unwanted=bool(self.unwanted),
        )


class Wanted(Params):
    """A filter, as clients send it."""

    title: str | None = None
    context: Texts | None = None
    filter_action: OptionalText = None
    expires_in: Lasting = None
    keywords_attributes: Annotated[list[Word], BeforeValidator(_listed)] = Field(default_factory=list)


class NamedStatus(Params):
    """A status to be filtered."""

    status_id: Identifier = None


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /api/v2/filters."""
    async with request.app[DATABASE].reading() as session:
        return json_response(await _json(session, await filters.of_account(session, member.account_id)))


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /api/v2/filters/:id."""
    async with request.app[DATABASE].reading() as session:
        return await _one(session, await filters.required(session, id_in(request), member.account_id))


async def create(request: web.Request, member: Member) -> web.Response:
    """POST /api/v2/filters: with its words, if they are known already."""
    asked, ids = await read(request, Wanted), request.app[IDS]
    async with request.app[DATABASE].writing() as session:
        made = await keep_filter.make_filter(session, member.account_id, wish_of(request, asked), ids=ids)
        words = [word.wish() for word in asked.keywords_attributes]
        await keep_filter.change_keywords(session, made, words, ids=ids)
    return await _changed(request, made)


async def update(request: web.Request, member: Member) -> web.Response:
    """PUT /api/v2/filters/:id: what is not named stays."""
    asked, ids = await read(request, Wanted), request.app[IDS]
    async with request.app[DATABASE].writing() as session:
        one = await filters.required(session, id_in(request), member.account_id)
        keep_filter.change_filter(one, wish_of(request, asked))
        words = [word.wish() for word in asked.keywords_attributes]
        await keep_filter.change_keywords(session, one, words, ids=ids)
    return await _changed(request, one)


async def delete(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v2/filters/:id."""
    async with request.app[DATABASE].writing() as session:
        await filters.forget(session, await filters.required(session, id_in(request), member.account_id))
    tell_of_change(request, member.account_id)
    return json_response({})


async def keywords(request: web.Request, member: Member) -> web.Response:
    """GET /api/v2/filters/:id/keywords."""
    async with request.app[DATABASE].reading() as session:
        one = await filters.required(session, id_in(request), member.account_id)
        return json_response([present.keyword(word) for word in await filters.keywords_of(session, [one.id])])


async def add_keyword(request: web.Request, member: Member) -> web.Response:
    """POST /api/v2/filters/:id/keywords."""
    asked = await read(request, Word)
    if asked.keyword is None:
        raise InvalidError("keyword must not be empty", details={"keyword": "must not be empty"})
    async with request.app[DATABASE].writing() as session:
        one = await filters.required(session, id_in(request), member.account_id)
        wish = KeywordWish(keyword=asked.keyword, whole_word=asked.whole_word)
        (made,) = await keep_filter.change_keywords(session, one, [wish], ids=request.app[IDS])
    tell_of_change(request, member.account_id)
    return json_response(present.keyword(made))


async def show_keyword(request: web.Request, member: Member) -> web.Response:
    """GET /api/v2/filters/keywords/:id."""
    async with request.app[DATABASE].reading() as session:
        word, _ = await filters.required_keyword(session, id_in(request), member.account_id)
    return json_response(present.keyword(word))


async def update_keyword(request: web.Request, member: Member) -> web.Response:
    """PUT /api/v2/filters/keywords/:id."""
    asked = await read(request, Word)
    async with request.app[DATABASE].writing() as session:
        word, _ = await filters.required_keyword(session, id_in(request), member.account_id)
        keep_filter.change_keyword(word, asked.wish())
    tell_of_change(request, member.account_id)
    return json_response(present.keyword(word))


async def delete_keyword(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v2/filters/keywords/:id."""
    async with request.app[DATABASE].writing() as session:
        word, _ = await filters.required_keyword(session, id_in(request), member.account_id)
        await session.delete(word)
    tell_of_change(request, member.account_id)
    return json_response({})


async def named_statuses(request: web.Request, member: Member) -> web.Response:
    """GET /api/v2/filters/:id/statuses."""
    async with request.app[DATABASE].reading() as session:
        one = await filters.required(session, id_in(request), member.account_id)
        named = await filters.statuses_of(session, [one.id])
    return json_response([present.filtered_status(status) for status in named])


async def add_status(request: web.Request, member: Member) -> web.Response:
    """POST /api/v2/filters/:id/statuses: naming a status twice is naming it once."""
    asked = await read(request, NamedStatus)
    async with request.app[DATABASE].writing() as session:
        one = await filters.required(session, id_in(request), member.account_id)
        status = await statuses.required(session, asked.status_id or 0, member.account_id)
        row = {"id": request.app[IDS].next(), "filter_id": one.id, "status_id": status.id}
        await session.execute(insert_into(session, FilterStatus).values(row).on_conflict_do_nothing())
        named = await filters.statuses_of(session, [one.id])
    tell_of_change(request, member.account_id)
    return json_response(
        next(present.filtered_status(other) for other in named if other.status_id == status.id)
    )


async def show_status(request: web.Request, member: Member) -> web.Response:
    """GET /api/v2/filters/statuses/:id."""
    async with request.app[DATABASE].reading() as session:
        named = await filters.required_status(session, id_in(request), member.account_id)
    return json_response(present.filtered_status(named))


async def delete_status(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v2/filters/statuses/:id."""
    async with request.app[DATABASE].writing() as session:
        await session.delete(await filters.required_status(session, id_in(request), member.account_id))
    tell_of_change(request, member.account_id)
    return json_response({})


def wish_of(request: web.Request, asked: Wanted) -> FilterWish:
    """What a client sent, in the action's words."""
    lasting = asked.expires_in
    return FilterWish(
        title=asked.title,
        contexts=asked.context,
        action=asked.filter_action,
        expires_at=request.app[CLOCK]() + timedelta(seconds=lasting) if lasting else None,
        is_expiry_meant="expires_in" in asked.model_fields_set,
    )


def tell_of_change(request: web.Request, account_id: int) -> None:
    """Everybody who sifts for this account does so anew, and its apps know."""
    request.app[SIEVES].forget(account_id)
    request.app[WORD].tell([Happening("filters", account_id)])


async def _changed(request: web.Request, one: Filter) -> web.Response:
    tell_of_change(request, one.account_id)
    async with request.app[DATABASE].reading() as session:
        return await _one(session, one)


async def _one(session: AsyncSession, one: Filter) -> web.Response:
    return json_response((await _json(session, [one]))[0])


async def _json(session: AsyncSession, those: list[Filter]) -> list[dict[str, Any]]:
    ids = [one.id for one in those]
    words, named = await filters.keywords_of(session, ids), await filters.statuses_of(session, ids)
    return [present.filter_v2(one, words, named) for one in those]
