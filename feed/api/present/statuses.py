"""Statuses in Mastodon's JSON, with every field that some client cannot do without."""

from feed.api.moments import iso
from feed.api.present.accounts import Json, account
from feed.api.present.attached import media, poll
from feed.api.present.emojis import emojis
from feed.ids import moment_of
from feed.site import Site
from feed.store.shown import Said, Shown


def status(one: Shown, site: Site) -> Json:
    """A status, or a boost with what it boosts inside."""
    public_url = site.public_url
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
        "reblog": status(one.boosted, site) if one.boosted else None,
        "application": said.posted_with,
        "account": account(by, site),
        "media_attachments": [media(picture, public_url) for picture in shown.media],
        "mentions": [_mention(account_id, name, public_url) for account_id, name in told.spoken_to],
        "tags": [tag(name, public_url) for name in told.tags],
        "emojis": emojis(site.emojis_in(told.spoiler_text, *_answers(shown), html=told.content), site),
        "card": None,
        "poll": poll(shown.poll, marks.choices, site) if shown.poll else None,
        "filtered": [],
        "favourited": marks.is_favourite,
        "reblogged": marks.is_boosted,
        "bookmarked": marks.is_kept,
        "muted": marks.is_muted,
        "pinned": marks.is_pinned,
        "car_event": _car_event(told),
    }


def _answers(one: Shown) -> list[str]:
    return [option["title"] for option in one.poll.options] if one.poll else []


def tag(name: str, public_url: str) -> Json:
    """A hashtag."""
    return {"name": name, "url": f"{public_url}/tags/{name}"}


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
