"""A scenario file is read, and every mistake in it told in plain words, each with its line."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from firmware_sim.errors import UsageError
from firmware_sim.scenario.form import Form
from firmware_sim.scenario.lines import line_of, lines_of
from firmware_sim.scenario.relations import relations

SUFFIX = ".scenario.toml"
BEHIND_A_TAG = 3  # happens, which of them, what is done, and then the key


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A scenario, its name, and when it starts."""

    name: str
    path: Path
    form: Form
    starts: datetime  # aware, local

    @property
    def ends_s(self) -> float:
        """Unix seconds."""
        return self.starts.timestamp() + self.form.lasts


def read(path: Path) -> Scenario:
    """The scenario in a file. Raises UsageError that tells every mistake in it with its line."""
    try:
        text = path.read_text(encoding="utf-8")
        told = tomllib.loads(text)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: this is not TOML: {error}") from error
    try:
        form = Form.model_validate(told)
    except ValidationError as error:
        wrong = [(_place(each["loc"]), _in_plain_words(each)) for each in error.errors()]
        raise UsageError(_told(path, wrong, text)) from error
    starts = form.starts.replace(tzinfo=ZoneInfo(form.time_zone))
    if wrong := list(relations(form, starts)):
        raise UsageError(_told(path, wrong, text))
    return Scenario(name=path.name.removesuffix(SUFFIX), path=path, form=form, starts=starts)


def files_in(paths: Sequence[Path]) -> list[Path]:
    """These files, and those in these folders. Raises UsageError where there is none."""
    found: list[Path] = []
    for path in paths:
        within = sorted(path.rglob(f"*{SUFFIX}")) if path.is_dir() else [path]
        if not within:
            raise UsageError(f"there is no *{SUFFIX} in {path}")
        found += within
    return found


def _told(path: Path, wrong: Sequence[tuple[Sequence[str | int], str]], text: str) -> str:
    lines = lines_of(text)
    placed = sorted((line_of(place, lines) or 0, _named(place), what) for place, what in wrong)
    sentences = (
        f"  line {line}: {what}" if line else f"  {name}{what}" for line, name, what in _distinct(placed)
    )
    return "\n".join([f"{path} cannot be played:", *sentences])


def _distinct(placed: Sequence[tuple[int, str, str]]) -> Iterator[tuple[int, str, str]]:
    yield from dict.fromkeys(placed)


def _named(place: Sequence[str | int]) -> str:
    named = [str(part) for part in place if isinstance(part, str)]
    return f"{'.'.join(named)}: " if named else ""


def _in_plain_words(error: Any) -> str:  # noqa: ANN401 - pydantic's ErrorDetails
    """What is wrong at a place, without the words of a library."""
    place = _place(error["loc"])
    key = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
    context = error.get("ctx", {})
    said = str(error["msg"]).removeprefix("Value error, ").replace("Input should be", "should be")
    match error["type"]:
        case "missing":
            said = f"{key} is missing"
        case "extra_forbidden":
            said = f'there is no key "{key}" here; {_hint(key, _keys_beside(error["loc"]))}'
        case "union_tag_invalid":
            said = f'does = "{context["tag"]}" is not known; it is one of {context["expected_tags"]}'
        case "union_tag_not_found":
            said = "does is missing: what happens?"
        case "string_pattern_mismatch":
            said = f'{key} = "{error["input"]}" does not fit: small letters, digits and _, a letter first'
        case "too_short":
            said = f"there is no [[{key}]]" if key in Form.model_fields else f"{key} names nobody"
        case _ if key and isinstance(place[-1], str):
            said = f"{key} {said}"
    return said


def _hint(key: str, known: Sequence[str]) -> str:
    near = get_close_matches(key, known, n=1)
    return f'did you mean "{near[0]}"?' if near else f"there may be {', '.join(known)}"


def _keys_beside(place: Sequence[str | int]) -> list[str]:
    """The keys that may stand where an unknown one stands."""
    kinds = _kinds_within(Form.model_fields[str(place[0])].annotation) if len(place) > 1 else [Form]
    if len(place) > BEHIND_A_TAG:
        kinds = [kind for kind in kinds if place[2] in get_args(kind.model_fields["does"].annotation)]
    return [field.alias or name for kind in kinds for name, field in kind.model_fields.items()]


def _kinds_within(annotation: Any) -> list[type[BaseModel]]:  # noqa: ANN401
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [kind for part in get_args(annotation) for kind in _kinds_within(part)]


def _place(loc: Sequence[str | int]) -> tuple[str | int, ...]:
    """Where pydantic found it, without the tag by which it chose among several kinds of happenings."""
    return (*loc[:2], *loc[3:]) if loc[:1] == ("happens",) else tuple(loc)
