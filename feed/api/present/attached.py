"""What a status shows or asks, in Mastodon's JSON."""

from typing import Any

from feed.api.moments import iso
from feed.api.present.emojis import emojis
from feed.site import Site
from feed.store.media import MEDIA_PATH, Media
from feed.store.polls import Poll


def media(one: Media, public_url: str) -> dict[str, Any]:
    """A MediaAttachment; without an address while it is still being made."""
    url = _url(one.path, public_url)
    return {
        "id": str(one.id),
        "type": one.kind,
        "url": url,
        "preview_url": _url(one.preview_path, public_url) or url,
        "remote_url": None,
        "preview_remote_url": None,
        "text_url": None,
        "meta": one.meta,
        "description": one.description or None,
        "blurhash": one.blurhash,
    }


def poll(one: Poll, choices: int | None, site: Site) -> dict[str, Any]:
    """A Poll for somebody who chose these (bit n: option n), or None if they did not vote."""
    hidden = one.hide_totals and one.closed_at is None
    return {
        "id": str(one.id),
        "expires_at": iso(one.expires_at) if one.expires_at else None,
        "expired": one.closed_at is not None,
        "multiple": one.multiple,
        "votes_count": sum(option["votes"] for option in one.options),
        "voters_count": one.voters_count if one.multiple else None,
        "voted": choices is not None,
        "own_votes": [number for number in range(len(one.options)) if (choices or 0) >> number & 1],
        "options": [
            {"title": option["title"], "votes_count": None if hidden else option["votes"]}
            for option in one.options
        ],
        "emojis": emojis(site.emojis_in(*(option["title"] for option in one.options)), site),
    }


def _url(path: str | None, public_url: str) -> str | None:
    return f"{public_url}{MEDIA_PATH}/{path}" if path else None
