"""Filters in Mastodon's JSON, in the words of both its versions, and what they caught."""

from collections.abc import Sequence
from typing import Any

from feed.api.moments import iso
from feed.social.sieve import Caught, Mesh
from feed.store.tables import Filter, FilterKeyword, FilterStatus

Json = dict[str, Any]


def filter_v2(one: Filter, keywords: Sequence[FilterKeyword], statuses: Sequence[FilterStatus]) -> Json:
    """A filter with its words and statuses; those of other filters among them do not count."""
    return _head(one, one.contexts) | {
        "keywords": [keyword(word) for word in keywords if word.filter_id == one.id],
        "statuses": [filtered_status(named) for named in statuses if named.filter_id == one.id],
    }


def filter_v1(word: FilterKeyword, of: Filter) -> Json:
    """Words with their filter, as older clients know it."""
    return {
        "id": str(word.id),
        "phrase": word.keyword,
        "context": of.contexts,
        "whole_word": word.whole_word,
        "expires_at": iso(of.expires_at) if of.expires_at else None,
        "irreversible": of.action == "hide",
    }


def keyword(one: FilterKeyword) -> Json:
    """Words of a filter."""
    return {"id": str(one.id), "keyword": one.keyword, "whole_word": one.whole_word}


def filtered_status(one: FilterStatus) -> Json:
    """A status a filter is about."""
    return {"id": str(one.id), "status_id": str(one.status_id)}


def filter_result(one: Caught) -> Json:
    """Why a status was caught."""
    return {
        "filter": _head(one.mesh, one.mesh.contexts),
        "keyword_matches": list(one.words) or None,
        "status_matches": [str(status_id) for status_id in one.statuses] or None,
    }


def _head(one: Filter | Mesh, contexts: Sequence[str]) -> Json:
    return {
        "id": str(one.id),
        "title": one.title,
        "context": list(contexts),
        "expires_at": iso(one.expires_at) if one.expires_at else None,
        "filter_action": one.action,
    }
