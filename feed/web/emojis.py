"""Short names of small pictures become the pictures, wherever a page shows what somebody wrote."""

from html import escape

from markupsafe import Markup
from markupsafe import escape as as_html

from feed.site import Site
from feed.social.shortcodes import pictured
from feed.store.media import MEDIA_PATH


def with_emojis(site: Site, words: str) -> Markup:
    """The words, or the HTML if they are markup, with pictures; their names are read where none is seen."""
    if not site.emojis:
        return as_html(words)

    def picture(shortcode: str) -> str | None:
        one = site.emojis.get(shortcode)
        if one is None:
            return None
        name, path = escape(f":{shortcode}:"), escape(f"{MEDIA_PATH}/{one.path}")
        return f'<img class="emoji" src="{path}" alt="{name}" title="{name}" width="20" height="20">'

    return Markup(pictured(str(as_html(words)), picture))  # noqa: S704  # our img among what was safe
