"""Filters as older clients know them: each by its own words."""

from aiohttp import web

from feed.actions import keep_filter
from feed.actions.keep_filter import FilterWish, KeywordWish
from feed.api import present
from feed.api.auth import Member
from feed.api.notices.filters import Lasting, Wanted, tell_of_change, wish_of
from feed.api.params import OptionalFlag, OptionalText, Params, Texts, read
from feed.api.respond import json_response
from feed.api.show import id_in
from feed.errors import InvalidError
from feed.keys import DATABASE, IDS
from feed.store import filters


class Phrase(Params):
    """A filter of version 1, as clients send it."""

    phrase: OptionalText = None
    context: Texts | None = None
    irreversible: OptionalFlag = None
    whole_word: OptionalFlag = None
    expires_in: Lasting = None

    def of_filter(self, request: web.Request) -> FilterWish:
        """What it says of the filter."""
        action = None if self.irreversible is None else "hide" if self.irreversible else "warn"
        said = {"title": self.phrase, "context": self.context, "filter_action": action}
        lasting = {"expires_in": self.expires_in} if "expires_in" in self.model_fields_set else {}
        return wish_of(request, Wanted.model_validate(said | lasting))

    def of_words(self) -> KeywordWish:
        """What it says of the words."""
        return KeywordWish(keyword=self.phrase, whole_word=self.whole_word)


async def index(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/filters."""
    async with request.app[DATABASE].reading() as session:
        those = {one.id: one for one in await filters.of_account(session, member.account_id)}
        words = await filters.keywords_of(session, list(those))
    return json_response([present.filter_v1(word, those[word.filter_id]) for word in words])


async def show(request: web.Request, member: Member) -> web.Response:
    """GET /api/v1/filters/:id."""
    async with request.app[DATABASE].reading() as session:
        word, of = await filters.required_keyword(session, id_in(request), member.account_id)
    return json_response(present.filter_v1(word, of))


async def create(request: web.Request, member: Member) -> web.Response:
    """POST /api/v1/filters."""
    asked, ids = await read(request, Phrase), request.app[IDS]
    if asked.phrase is None:
        raise InvalidError("phrase must not be empty", details={"phrase": "must not be empty"})
    wish = KeywordWish(keyword=asked.phrase, whole_word=bool(asked.whole_word))
    async with request.app[DATABASE].writing() as session:
        of = await keep_filter.make_filter(session, member.account_id, asked.of_filter(request), ids=ids)
        (word,) = await keep_filter.change_keywords(session, of, [wish], ids=ids)
    tell_of_change(request, member.account_id)
    return json_response(present.filter_v1(word, of))


async def update(request: web.Request, member: Member) -> web.Response:
    """PUT /api/v1/filters/:id: only its words, if its filter has others too."""
    asked = await read(request, Phrase)
    async with request.app[DATABASE].writing() as session:
        word, of = await filters.required_keyword(session, id_in(request), member.account_id)
        keep_filter.change_keyword(word, asked.of_words())
        if len(await filters.keywords_of(session, [of.id])) == 1:
            keep_filter.change_filter(of, asked.of_filter(request))
    tell_of_change(request, member.account_id)
    return json_response(present.filter_v1(word, of))


async def delete(request: web.Request, member: Member) -> web.Response:
    """DELETE /api/v1/filters/:id: its filter goes with its last words."""
    async with request.app[DATABASE].writing() as session:
        word, of = await filters.required_keyword(session, id_in(request), member.account_id)
        if len(await filters.keywords_of(session, [of.id])) == 1:
            await filters.forget(session, of)
        else:
            await session.delete(word)
    tell_of_change(request, member.account_id)
    return json_response({})
