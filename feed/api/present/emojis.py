"""Small pictures of this server's own, in Mastodon's JSON."""

from collections.abc import Iterable
from typing import Any

from feed.site import Site
from feed.store.emojis import Emoji
from feed.store.media import MEDIA_PATH


def emojis(those: Iterable[Emoji], site: Site) -> list[dict[str, Any]]:
    """Each with where it is. They stand still, so both addresses are one."""
    return [
        {
            "shortcode": one.shortcode,
            **address(one, site),
            "visible_in_picker": True,
            "category": one.category,
        }
        for one in those
    ]


def address(one: Emoji, site: Site) -> dict[str, str]:
    """Where an emoji is."""
    url = f"{site.public_url}{MEDIA_PATH}/{one.path}"
    return {"url": url, "static_url": url}
