"""The contract of the API as OpenAPI 3.1, made from the table of routes: nobody has to keep it true."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel, TypeAdapter

from feed.api.auth import Route
from feed.api.entities import Error
from feed.social.scopes import SCOPES

Json = dict[str, Any]

_REF = "#/components/schemas/{model}"
_HAS_BODY = {"POST", "PUT", "PATCH"}
_PARAMETER = re.compile(r"\{(\w+)(?::[^}]*)?\}")
_FOR = {
    "unguarded": "For everybody.",
    "anyone": "For everybody; a token that is shown must hold the scope.",
    "member": "For people who signed in.",
    "app": "For apps, with a person or without.",
}


def document(routes: Iterable[Route], *, title: str, version: str, url: str) -> Json:
    """The whole contract of those routes that answer in JSON. `url` is the server's own."""
    told = [route for route in routes if route.answers is not None]
    paths: dict[str, Json] = {}
    for route in told:
        path = _PARAMETER.sub(r"{\1}", route.path)
        paths.setdefault(path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version},
        "servers": [{"url": url}],
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": _schemas(told), "securitySchemes": {"oauth2": _oauth2(url)}},
    }


def _operation(route: Route) -> Json:
    caption, _, more = (route.told or "").partition("\n")
    what = caption.partition(": ")[2] or caption
    operation: Json = {
        "operationId": f"{route.method.lower()}{re.sub(r'[^A-Za-z0-9]+', '_', route.path).rstrip('_')}",
        "tags": [route.path.split("/")[3] if route.path.startswith("/api/") else "server"],
        "summary": what.rstrip("."),
        "description": f"{_FOR[route.visitors]} {' '.join(more.split())}".strip(),
        "parameters": [_in_path(name) for name in _PARAMETER.findall(route.path)],
        "responses": {
            "2XX": _content("Done", _ref(route.answers)),
            "default": _content("Refused", _ref(Error)),
        },
    }
    if route.method in _HAS_BODY and route.asks:
        schemas = [_ref_of(model) for model in route.asks]
        body = schemas[0] if len(schemas) == 1 else {"allOf": schemas}
        operation["requestBody"] = {"content": {"application/json": {"schema": body}}}
    elif route.asks:
        operation["parameters"] += [one for model in route.asks for one in _in_query(model)]
    if route.scopes:
        operation["security"] = [{"oauth2": [scope]} for scope in route.scopes]
        if route.visitors == "anyone":
            operation["security"].append({})
    return operation


def _in_path(name: str) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}


def _in_query(model: type[BaseModel]) -> Iterable[Json]:
    schema = model.model_json_schema(ref_template=_REF)
    for name, field in schema.get("properties", {}).items():
        is_list = field.get("type") == "array"
        yield {"name": f"{name}[]" if is_list else name, "in": "query", "required": False, "schema": field}


def _content(what: str, schema: Json) -> Json:
    return {"description": what, "content": {"application/json": {"schema": schema}}}


def _ref(answer: Any) -> Json:  # noqa: ANN401
    schema = TypeAdapter(answer).json_schema(ref_template=_REF, mode="serialization")
    return _ref_by_title(schema)


def _ref_by_title(schema: Mapping[str, Any]) -> Json:
    """A named entity by its name; lists and choices of them by theirs."""
    if "title" in schema and schema.get("type") == "object":
        return {"$ref": _REF.format(model=schema["title"])}
    return {key: value for key, value in schema.items() if key != "$defs"}


def _ref_of(model: type[BaseModel]) -> Json:
    return {"$ref": _REF.format(model=_name(model))}


def _name(model: type[BaseModel]) -> str:
    return f"{model.__module__.rpartition('.')[2].title().replace('_', '')}{model.__name__}"


def _schemas(routes: Iterable[Route]) -> Json:
    found: Json = {}
    answers: list[Any] = [Error, *(route.answers for route in routes)]
    for answer in answers:
        schema = TypeAdapter(answer).json_schema(ref_template=_REF, mode="serialization")
        found |= schema.pop("$defs", {})
        if "title" in schema and schema.get("type") == "object":
            found[schema["title"]] = schema
    for model in {model for route in routes if route.method in _HAS_BODY for model in route.asks}:
        schema = model.model_json_schema(ref_template=_REF.format(model=f"{_name(model)}_{{model}}"))
        inner = schema.pop("$defs", {})
        found |= {f"{_name(model)}_{name}": one for name, one in inner.items()}
        found[_name(model)] = schema
    return dict(sorted(found.items()))


def _oauth2(url: str) -> Json:
    return {
        "type": "oauth2",
        "flows": {
            "authorizationCode": {
                "authorizationUrl": f"{url}/oauth/authorize",
                "tokenUrl": f"{url}/oauth/token",
                "scopes": dict.fromkeys(SCOPES, ""),
            }
        },
    }
