"""What a client sent, in query, JSON, form or multipart, with `list[]` and `a[b]` among the names."""

import re
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

import orjson
from aiohttp import web
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from feed.api.json_body import invalid
from feed.api.numbers import whole_number
from feed.errors import MalformedRequestError

_KEY = re.compile(r"([^\[\]]+)|\[([^\[\]]*)\]")
DEEPEST = 4  # a[b][c][d]; no client goes beyond three

Nested = dict[str, Any]


class Params(BaseModel):
    """The parent of what a handler expects; what it does not know is ignored, as clients send a lot."""

    model_config = ConfigDict(extra="ignore", frozen=True)


P = TypeVar("P", bound=Params)


async def read(request: web.Request, expected: type[P]) -> P:
    """The request's parameters as this model; the body wins over the query.

    Raises:
        MalformedRequestError: the body is not what its content type says.
        InvalidError: names each field that cannot be, and why.
    """
    return understood(expected, nest(request.query) | await _body(request))


def understood(expected: type[P], given: Nested) -> P:
    """Parameters that are read already, as this model.

    Raises:
        InvalidError: names each field that cannot be, and why.
    """
    try:
        return expected.model_validate(given)
    except ValidationError as error:
        raise invalid(error) from error


def read_query(request: web.Request, expected: type[P]) -> P:
    """The same for a request that has no body."""
    return understood(expected, nest(request.query))


def nest(flat: Mapping[str, Any]) -> Nested:
    """`a[b]=1` becomes {"a": {"b": 1}}, `a[]=1` becomes {"a": [1]}; of a name given twice the last counts."""
    nested: Nested = {}
    for name, value in flat.items():
        path = [plain or inner for plain, inner in _KEY.findall(name)]
        if len(path) <= DEEPEST:
            _put(nested, path or [name], value)
    return nested


def _put(into: Nested, path: list[str], value: object) -> None:
    name, *rest = path
    if not rest:
        into[name] = value
    elif rest == [""]:
        already = into.setdefault(name, [])
        if isinstance(already, list):
            already.extend(value if isinstance(value, list) else [value])
    else:
        inner = into.setdefault(name, {})
        if isinstance(inner, dict):
            _put(inner, rest, value)


async def _body(request: web.Request) -> Nested:
    if not request.body_exists:  # also true when somebody has read it already
        return {}
    if request.content_type == "application/json" or not request.headers.get("Content-Type"):
        return await _json_body(request)
    try:
        return nest(await request.post())
    except ValueError as error:  # a multipart body that breaks off, or has no boundary
        raise MalformedRequestError("The body is not the form it claims to be") from error


async def _json_body(request: web.Request) -> Nested:
    text = await request.read()
    if not text.strip():
        return {}
    try:
        body = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise MalformedRequestError("The body is not JSON") from error
    if not isinstance(body, dict):
        raise MalformedRequestError("The body must be a JSON object")
    return nest(body)


def blank_is_none(value: object) -> object:
    """An empty field of a form says nothing."""
    return None if isinstance(value, str) and not value.strip() else value


def numbered_is_a_list(value: object) -> object:
    """`a[0]=x&a[1]=y` is a list."""
    return list(value.values()) if isinstance(value, dict) else value


def _one_is_a_list(value: object) -> object:
    return value if isinstance(value, list) else [] if value in {None, ""} else [value]


def _identifier(value: object) -> int | None:
    return whole_number(str(value))


def _identifiers(value: object) -> list[int]:
    found = [whole_number(str(one)) for one in value] if isinstance(value, list) else []
    return [one for one in found if one is not None]


OptionalText = Annotated[str | None, BeforeValidator(blank_is_none)]
OptionalFlag = Annotated[bool | None, BeforeValidator(blank_is_none)]
Texts = Annotated[list[str], BeforeValidator(_one_is_a_list)]
Identifier = Annotated[int | None, BeforeValidator(_identifier)]  # what is no identifier names nothing
Identifiers = Annotated[list[int], BeforeValidator(_identifiers), BeforeValidator(_one_is_a_list)]
