"""Change one's profile: what others see, and how one's posts usually are."""

from collections.abc import Sequence
from dataclasses import dataclass

from feed.errors import InvalidError
from feed.social import text
from feed.social.visibility import Chosen
from feed.store.tables import Account

MOST_FIELDS = 4
LONGEST_NAME, LONGEST_NOTE, LONGEST_LINE = 100, 500, 255  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileWish:
    """What to change; None stays as it is."""

    display_name: str | None = None
    note: str | None = None
    locked: bool | None = None
    bot: bool | None = None
    discoverable: bool | None = None
    hides_company: bool | None = None
    fields: Sequence[tuple[str, str]] | None = None
    default_visibility: Chosen | None = None
    default_sensitive: bool | None = None
    default_language: str | None = None


def change_profile(account: Account, wish: ProfileWish, *, public_url: str) -> None:
    """The account is as wished, where something was wished.

    Raises:
        InvalidError: a text is too long, or there are too many lines.
    """
    if wish.display_name is not None:
        account.display_name = _short("display_name", wish.display_name, LONGEST_NAME)
    if wish.note is not None:
        account.note_text = _short("note", wish.note, LONGEST_NOTE)
        account.note = text.to_html(account.note_text, names={}, public_url=public_url)
    if wish.fields is not None:
        account.own_fields = _lines(wish.fields)
    for name in ("locked", "bot", "discoverable", "hides_company", "default_visibility", "default_sensitive"):
        if (value := getattr(wish, name)) is not None:
            setattr(account, name, value)
    if wish.default_language is not None:
        account.default_language = wish.default_language[:8] or None


def _lines(given: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    lines = [
        {"name": _short("fields", name, LONGEST_LINE), "value": _short("fields", value, LONGEST_LINE)}
        for name, value in given
    ]
    named = [line for line in lines if line["name"]]
    if len(named) > MOST_FIELDS:
        wrong = f"must not be more than {MOST_FIELDS}"
        raise InvalidError(f"fields {wrong}", details={"fields": wrong})
    return named


def _short(field: str, given: str, longest: int) -> str:
    cleaned = text.clean(given)
    if len(cleaned) > longest:
        wrong = f"must not exceed {longest} characters"
        raise InvalidError(f"{field} {wrong}", details={field: wrong})
    return cleaned
