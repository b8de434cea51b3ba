"""Accounts and statuses in Mastodon's JSON, with every field that some client cannot do without."""

from dataclasses import asdict
from html import escape
from typing import Any

from feed.api import present_attached
from feed.api.moments import iso
from feed.ids import moment_of
from feed.social.portraits import HEADER_PATH, portrait_path
from feed.store.relations import Relation
from feed.store.shown import Author, Said, Shown
from feed.store.tables import Account, Token

Json = dict[str, Any]


def account(one: Account | Author, public_url: str) -> Json:
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


def status(one: Shown, public_url: str) -> Json:
    """A status, or a boost with what it boosts inside."""
    said, by = one.said, one.author
    shown = one.boosted or one  # a boost says and shows what it boosts
    told, marks = shown.said, one.marks
    return {
        "id": str(said.id),
        "created_at": iso(moment_of(said.id)),
        "in_reply_to_id": str(said.in_reply_to_id) if said.in_reply_to_id else None,
        "in_reply_to_account_id": str(said.in_reply_to_account_id) if said.in_reply_to_account_id else None,
        "sensitive": told.sensitive,
        "spoiler_text": told.spoiler_text,
        "visibility": "private" if said.visibility == "limited" else said.visibility,  # as Mastodon does
        "language": told.language,
        "uri": f"{public_url}/users/{by.username}/statuses/{said.id}",
        "url": f"{public_url}/@{by.username}/{said.id}",
        "replies_count": told.replies_count,
        "reblogs_count": told.reblogs_count,
        "favourites_count": told.favourites_count,
        "edited_at": iso(said.edited_at) if said.edited_at else None,
        "content": told.content,
        "reblog": status(one.boosted, public_url) if one.boosted else None,
        "application": said.posted_with,
        "account": account(by, public_url),
        "media_attachments": [present_attached.media(picture, public_url) for picture in shown.media],
        "mentions": [_mention(account_id, name, public_url) for account_id, name in told.spoken_to],
        "tags": [tag(name, public_url) for name in told.tags],
        "emojis": [],
        "card": None,
        "poll": present_attached.poll(shown.poll, marks.choices) if shown.poll else None,
        "filtered": [],
        "favourited": marks.is_favourite,
        "reblogged": marks.is_boosted,
        "bookmarked": marks.is_kept,
        "muted": marks.is_muted,
        "pinned": marks.is_pinned,
        "car_event": _car_event(told),
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


def _car_event(one: Said) -> Json | None:
    """The kind alone: when it happened and by which figures is for the owner, who asks why."""
    return {"kind": one.car_event["kind"]} if one.car_event else None


def token(one: Token, secret: str) -> Json:
    """A token just issued: the only time its secret is shown."""
    return {
        "access_token": secret,
        "token_type": "Bearer",
        "scope": one.scopes,
        "created_at": int(moment_of(one.id).timestamp()),
    }
