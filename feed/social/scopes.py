"""What an app was allowed, in OAuth's words; `read` covers `read:statuses`."""

from collections.abc import Iterable

_FOLLOW = frozenset(
    f"{access}:{noun}" for access in ("read", "write") for noun in ("follows", "blocks", "mutes")
)
_NOUNS = {
    "read": "accounts blocks bookmarks cars favourites filters fleets follows lists me mutes notifications "
    "search statuses",
    "write": "accounts blocks bookmarks cars conversations favourites filters fleets follows lists media "
    "mutes notifications reports statuses",
}

SCOPES = (
    *("read", "write", "follow", "push", "profile", "gateway"),
    *(f"{access}:{noun}" for access, nouns in _NOUNS.items() for noun in nouns.split()),
    *("admin:read", "admin:write"),
    *(f"admin:{access}:{noun}" for access in ("read", "write") for noun in ("accounts", "reports")),
)


def covers(granted: frozenset[str], wanted: str) -> bool:
    """Whether a token with these scopes may do what needs `wanted`."""
    wider = {wanted[:end] for end, sign in enumerate(wanted) if sign == ":"}
    return bool({wanted, *wider} & granted) or ("follow" in granted and wanted in _FOLLOW)


def split(scopes: str) -> frozenset[str]:
    """The scopes of a string of them, as OAuth writes it."""
    return frozenset(scopes.split())


def unknown(scopes: Iterable[str]) -> list[str]:
    """Those we never heard of, sorted."""
    return sorted(set(scopes) - set(SCOPES))
