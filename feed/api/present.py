"""Accounts and statuses in Mastodon's JSON, with every field that some client cannot do without."""

from dataclasses import asdict
from html import escape
from typing import Any

from feed.api.moments import iso
from feed.ids import moment_of
from feed.social.portraits import HEADER_PATH, portrait_path
from feed.store.around import Around
from feed.store.relations import Relation
from feed.store.tables import Account, Status, Token

Json = dict[str, Any]


def account(one: Account, public_url: str) -> Json:
    """A member as others see them. A car's figures are not in here: they depend on who looks."""
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
        "hide_collections": one.kind == "car",
        "noindex": True,
        "emojis": [],
        "roles": [],
        "fields": [field(pair["name"], pair["value"]) for pair in one.own_fields],
    }


def field(name: str, value: str) -> Json:
    """A line of a profile; the value is plain text."""
    return {"name": name, "value": escape(value), "verified_at": None}


def status(one: Status, around: Around, public_url: str) -> Json:
    """A status, or a boost with what it boosts inside."""
    author = around.accounts[one.account_id]
    url = f"{public_url}/@{author.username}/{one.id}"
    boosted = around.boosted.get(one.reblog_of_id) if one.reblog_of_id else None
    shown = boosted or one  # a boost shows the counts and the marks of what it boosts
    done = around.done.get(shown.id, ())
    return {
        "id": str(one.id),
        "created_at": iso(moment_of(one.id)),
        "in_reply_to_id": str(one.in_reply_to_id) if one.in_reply_to_id else None,
        "in_reply_to_account_id": str(one.in_reply_to_account_id) if one.in_reply_to_account_id else None,
        "sensitive": shown.sensitive,
        "spoiler_text": shown.spoiler_text,
        "visibility": one.visibility,
        "language": shown.language,
        "uri": f"{public_url}/users/{author.username}/statuses/{one.id}",
        "url": url,
        "replies_count": shown.replies_count,
        "reblogs_count": shown.reblogs_count,
        "favourites_count": shown.favourites_count,
        "edited_at": iso(one.edited_at) if one.edited_at else None,
        "content": shown.content,
        "reblog": status(boosted, around, public_url) if boosted else None,
        "application": None,
        "account": account(author, public_url),
        "media_attachments": [],
        "mentions": [_mention(*pair, public_url) for pair in around.mentions.get(shown.id, ())],
        "tags": [tag(name, public_url) for name in around.tags.get(shown.id, ())],
        "emojis": [],
        "card": None,
        "poll": None,
        "filtered": [],
        "favourited": "favourited" in done,
        "reblogged": "reblogged" in done,
        "bookmarked": "bookmarked" in done,
        "muted": False,
        "pinned": False,
        "car_event": _car_event(shown),
    }


def tag(name: str, public_url: str) -> Json:
    """A hashtag."""
    return {"name": name, "url": f"{public_url}/tags/{name}"}


def relationship(account_id: int, relation: Relation) -> Json:
    """How the viewer stands to an account."""
    return asdict(relation) | {
        "id": str(account_id),
        "languages": [],
        "domain_blocking": False,
        "endorsed": False,
        "note": "",
    }


def _mention(account_id: int, username: str, public_url: str) -> Json:
    return {
        "id": str(account_id),
        "username": username,
        "acct": username,
        "url": f"{public_url}/@{username}",
    }


def _car_event(one: Status) -> Json | None:
    return {"kind": one.car_event["kind"], "at": one.car_event["at"]} if one.car_event else None


def token(one: Token, secret: str) -> Json:
    """A token just issued: the only time its secret is shown."""
    return {
        "access_token": secret,
        "token_type": "Bearer",
        "scope": one.scopes,
        "created_at": int(moment_of(one.id).timestamp()),
    }
