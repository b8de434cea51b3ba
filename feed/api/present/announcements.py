"""What the staff tells everybody, in Mastodon's JSON."""

from collections.abc import Sequence

from feed.api.moments import iso
from feed.api.present.accounts import Json
from feed.api.present.emojis import address, emojis
from feed.api.present.statuses import tag
from feed.ids import moment_of
from feed.site import Site
from feed.social import text
from feed.social.wording import in_language
from feed.store.announcements import Reaction
from feed.store.tables import Announcement


def announcement(
    one: Announcement, site: Site, *, language: str, reactions: Sequence[Reaction] = (), read: bool
) -> Json:
    """An announcement for who reads this language; reactions to others among them do not count."""
    written_in, words = in_language(one.texts, language)
    content = text.to_html(words, names={}, public_url=site.public_url)
    published_at = iso(moment_of(one.id))
    return {
        "id": str(one.id),
        "content": content,
        "language": written_in,
        "starts_at": iso(one.starts_at) if one.starts_at else None,
        "ends_at": iso(one.ends_at) if one.ends_at else None,
        "all_day": one.all_day,
        "published": True,
        "published_at": published_at,
        "updated_at": published_at,
        "read": read,
        "mentions": [],
        "statuses": [],
        "tags": [tag(name, site.public_url) for name in text.tags(words)],
        "emojis": emojis(site.emojis_in(html=content), site),
        "reactions": [
            {"name": it.name, "count": it.times, "me": it.is_mine} | picture_of(it.name, site)
            for it in reactions
            if it.announcement_id == one.id
        ],
    }


def picture_of(reaction: str, site: Site) -> dict[str, str]:
    """Where the picture of a reaction is, if it is one of ours."""
    return address(site.emojis[reaction], site) if reaction in site.emojis else {}
