"""Statuses in JSON, sifted by what their reader does not want to meet."""

import re
from datetime import datetime
from html import unescape

from feed.api import present
from feed.sieves import Meshes
from feed.social.sieve import Context, catch, is_hidden

_BREAK = re.compile(r"<br ?/?>|</p>")
_TAG = re.compile(r"<[^>]*>")


def sift(
    body: present.Json, meshes: Meshes, *, reader_id: int, where: Context | None, now: datetime
) -> present.Json | None:
    """The status as its reader may meet it there; None: not at all. One's own words are never held back."""
    told = body["reblog"] or body
    me = str(reader_id)
    if me in {told["account"]["id"], body["account"]["id"]}:
        return body
    caught = catch(meshes, _words(told), {int(body["id"]), int(told["id"])}, now=now)
    if is_hidden(caught, where):
        return None
    if not caught:
        return body
    results = {"filtered": [present.filter_result(one) for one in caught]}
    return body | results | ({"reblog": told | results} if body["reblog"] else {})


def _words(told: present.Json) -> str:
    """All that can be read in a status."""
    plain = unescape(_TAG.sub("", _BREAK.sub("\n", told["content"])))
    options = [option["title"] for option in told["poll"]["options"]] if told["poll"] else []
    pictures = [picture["description"] or "" for picture in told["media_attachments"]]
    return "\n".join([told["spoiler_text"], plain, *options, *pictures])
