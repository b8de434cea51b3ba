"""A request's JSON body, checked against what it must be."""

from typing import TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError

from feed.errors import InvalidError, MalformedRequestError
from feed.social.wrongs import wrongs

Body = TypeVar("Body", bound=BaseModel)


async def read_json(request: web.Request, model: type[Body]) -> Body:
    """The body as this model.

    Raises:
        MalformedRequestError: if it is no JSON.
        InvalidError: if it is, but says something that cannot be; each field is named.
    """
    try:
        return model.model_validate_json(await request.read())
    except ValidationError as error:
        if any(wrong["type"] == "json_invalid" for wrong in error.errors()):
            raise MalformedRequestError("The body is not JSON") from error
        raise invalid(error) from error


def invalid(error: ValidationError) -> InvalidError:
    """The same refusal in the API's words."""
    found = wrongs(error)
    return InvalidError(
        "; ".join(f"{field} {wrong}".strip() for field, wrong in found.items()), details=found
    )
