"""Members in Mastodon's JSON, with every field that some client cannot do without."""

from dataclasses import asdict
from html import escape
from typing import Any

from feed.api.moments import iso
from feed.api.present.emojis import emojis
from feed.ids import moment_of
from feed.site import Site
from feed.social.portraits import HEADER_PATH, portrait_path
from feed.store.relations import Relation
from feed.store.shown import Author
from feed.store.tables import Account, Token

Json = dict[str, Any]


def account(one: Account | Author, site: Site) -> Json:
    """A member as others see them. A car's figures are not in here: they depend on who looks."""
    public_url = site.public_url
    lines = [text for pair in one.own_fields for text in (pair["name"], pair["value"])]
    avatar = f"{public_url}{one.avatar_path or portrait_path(one.kind, one.id)}"
    header = f"{public_url}{one.header_path or HEADER_PATH}"
    return {
        "id": str(one.id),
        "username": one.username,
        "acct": one.username,
        "display_name": one.display_name or one.username,
        "locked": one.locked,
        "bot": one.bot,
        "discoverable": one.discoverable,
        "indexable": False,
        "group": False,
        "created_at": iso(moment_of(one.id)),
        "note": one.note,
        "url": f"{public_url}/@{one.username}",
        "uri": f"{public_url}/users/{one.username}",
        "avatar": avatar,
        "avatar_static": avatar,
        "header": header,
        "header_static": header,
        "followers_count": one.followers_count,
        "following_count": one.following_count,
        "statuses_count": one.statuses_count,
        "last_status_at": one.last_status_on.isoformat() if one.last_status_on else None,
        "hide_collections": one.kind == "car" or one.hides_company,
        "noindex": True,
        "emojis": emojis(site.emojis_in(one.display_name, *lines, html=one.note), site),
        "roles": [],
        "fields": [field(pair["name"], pair["value"]) for pair in one.own_fields],
    }


def partial_account(one: Account, site: Site) -> Json:
    """Just enough of a member for a row of faces."""
    whole = account(one, site)
    return {name: whole[name] for name in ("id", "acct", "locked", "bot", "url", "avatar", "avatar_static")}


def field(name: str, value: str) -> Json:
    """A line of a profile; the value is plain text."""
    return {"name": name, "value": escape(value), "verified_at": None}


def relationship(account_id: int, relation: Relation) -> Json:
    """How the viewer stands to an account."""
    return asdict(relation) | {
        "id": str(account_id),
        "languages": [],
        "domain_blocking": False,
    }


def token(one: Token, secret: str) -> Json:
    """A token just issued: the only time its secret is shown."""
    return {
        "access_token": secret,
        "token_type": "Bearer",
        "scope": one.scopes,
        "created_at": int(moment_of(one.id).timestamp()),
    }
