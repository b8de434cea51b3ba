"""Whether bytes are JSON of a contract, and the reason told when they are not: it never quotes them."""

import json
from typing import Any

import msgspec

from gateway.car.reading import ChargeState
from gateway.dialects.message import MalformedMessageError

LONGEST_PAYLOAD = 8 * 1024  # bytes


def judged(contract: msgspec.json.Decoder[Any], payload: bytes) -> Any:  # noqa: ANN401
    """What a payload says, as the contract's type.

    Raises:
        MalformedMessageError: when it is too long, no JSON, or not as the contract wants it.
    """
    if len(payload) > LONGEST_PAYLOAD:
        raise MalformedMessageError(f"payload: should be at most {LONGEST_PAYLOAD} bytes")
    try:
        return contract.decode(payload)
    except msgspec.ValidationError as wrong:
        raise MalformedMessageError(_reason(str(wrong))) from None
    except msgspec.DecodeError as wrong:
        what = str(wrong).removeprefix("JSON is malformed: ")
        raise MalformedMessageError(f"payload: should be JSON with finite numbers: {what}") from None
    except UnicodeDecodeError:
        raise MalformedMessageError("payload: should be UTF-8") from None
    except RecursionError:
        raise MalformedMessageError("payload: should not be nested so deep") from None


def check_keys(payload: bytes) -> None:
    """Look at every key of a payload that was judged, also at those the contract does not know.

    Raises:
        MalformedMessageError: when an object says a key twice, or what the contract ignores is no JSON.
    """
    try:
        json.loads(payload.decode(), object_pairs_hook=_once_each, parse_int=str)  # int() has a longest
    except (json.JSONDecodeError, UnicodeDecodeError):  # what is ignored was only skimmed until here
        raise MalformedMessageError("payload: should be JSON in UTF-8") from None
    except RecursionError:
        raise MalformedMessageError("payload: should not be nested so deep") from None


def _once_each(pairs: list[tuple[str, Any]]) -> None:
    if len({key for key, _ in pairs}) != len(pairs):
        raise MalformedMessageError("payload: a key should come once only")


def _reason(wrong: str) -> str:
    """Where and what would be right. msgspec says: Expected `int`, got `str` - at `$.seq`."""
    what, at, path = wrong.rpartition(" - at `$.")  # none for what concerns the whole
    where = path.rstrip("`") if at else "payload"
    match (what if at else wrong).split("`"):
        case ["Object missing required field ", name, _]:
            return f"{name}: should not be missing"
        case ["Expected ", kind, rest]:
            return f"{where}: should be {kind}{rest}"
        case ["Expected ", kind, ", got ", _, _]:
            return f"{where}: should be {kind}"
        case [out_of_range] if out_of_range.endswith("out of range"):
            return f"{where}: should be a finite number"
    return f"{where}: should be one of {', '.join(ChargeState)}"  # the only enum; its text quotes the car
