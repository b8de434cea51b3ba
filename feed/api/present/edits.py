"""What a status said, edit by edit, in Mastodon's JSON."""

from collections.abc import Sequence
from typing import Any

from feed.api.moments import iso
from feed.api.present.accounts import Json, account
from feed.api.present.attached import media
from feed.api.present.emojis import emojis
from feed.ids import moment_of
from feed.site import Site
from feed.store.media import Media
from feed.store.shown import Shown
from feed.store.tables import StatusEdit


def history(now: Shown, before: Sequence[StatusEdit], pictures: dict[int, Media], site: Site) -> list[Json]:
    """How the status read from the beginning, the newest last."""
    public_url, author = site.public_url, account(now.author, site)
    earlier = [
        _version(
            one.content,
            one.spoiler_text,
            sensitive=one.sensitive,
            created_at=iso(one.created_at),
            shown=[
                media(pictures[it["id"]]._replace(description=it["description"]), public_url)
                for it in one.media
                if it["id"] in pictures
            ],
            poll_options=one.poll_options,
        )
        for one in before
    ]
    said = now.said
    latest = _version(
        said.content,
        said.spoiler_text,
        sensitive=said.sensitive,
        created_at=iso(said.edited_at or moment_of(said.id)),
        shown=[media(one, public_url) for one in now.media],
        poll_options=[option["title"] for option in now.poll.options] if now.poll else None,
    )
    return [version | {"account": author, "emojis": _used(version, site)} for version in (*earlier, latest)]


def _used(version: Json, site: Site) -> list[Json]:
    answers = [option["title"] for option in version.get("poll", {}).get("options", ())]
    return emojis(site.emojis_in(version["spoiler_text"], *answers, html=version["content"]), site)


def _version(
    content: str,
    spoiler_text: str,
    *,
    sensitive: bool,
    created_at: str,
    shown: list[dict[str, Any]],
    poll_options: list[str] | None,
) -> Json:
    version: Json = {
        "content": content,
        "spoiler_text": spoiler_text,
        "sensitive": sensitive,
        "created_at": created_at,
        "media_attachments": shown,
    }
    if poll_options is not None:
        version["poll"] = {"options": [{"title": title} for title in poll_options]}
    return version
