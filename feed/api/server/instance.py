"""Who we are and what is possible here, for clients about to sign in."""

from importlib.metadata import version
from typing import Any

from aiohttp import web

from feed.actions.keep_media import LONGEST_DESCRIPTION
from feed.actions.pin import MOST_PINNED
from feed.actions.showable import MOST_MEDIA
from feed.api.respond import json_response
from feed.keys import DATABASE, POST, SETTINGS
from feed.media import films
from feed.media.pictures import MIME_TYPES, MOST_PIXELS_IN
from feed.settings import Settings
from feed.social.portraits import HEADER_PATH
from feed.social.question import LONGEST_OPTION, LONGEST_S, MOST_OPTIONS, SHORTEST_S
from feed.social.text import LINK_COUNTS_AS, host_of
from feed.store.census import Census, take_census

API_OF = "4.3.8"  # the Mastodon whose client API is spoken; apps decide by the number in front


async def v2(request: web.Request) -> web.Response:
    """GET /api/v2/instance."""
    settings = request.app[SETTINGS]
    return json_response(
        {
            "domain": host_of(settings.public_url),
            "title": settings.title,
            "version": _version(),
            "source_url": "",
            "description": settings.description,
            "usage": {"users": {"active_month": (await _count(request)).users}},
            "thumbnail": {"url": f"{settings.public_url}{HEADER_PATH}"},
            "icon": [],
            "languages": ["en", "ja"],
            "configuration": _configuration(request)
            | {"urls": {"streaming": _streaming_url(settings), "status": "", "about": settings.public_url}},
            "registrations": {
                "enabled": settings.registration == "open",
                "approval_required": False,
                "message": None,
                "url": None,
            },
            "api_versions": {"mastodon": 2},
            "contact": {"email": settings.contact_email, "account": None},
            "rules": rules_of(settings),
        }
    )


async def v1(request: web.Request) -> web.Response:
    """GET /api/v1/instance: for older clients."""
    settings, count = request.app[SETTINGS], await _count(request)
    return json_response(
        {
            "uri": host_of(settings.public_url),
            "title": settings.title,
            "short_description": settings.description,
            "description": settings.description,
            "email": settings.contact_email,
            "version": _version(),
            "urls": {"streaming_api": _streaming_url(settings)},
            "stats": {"user_count": count.users, "status_count": count.statuses, "domain_count": 1},
            "thumbnail": f"{settings.public_url}{HEADER_PATH}",
            "languages": ["en", "ja"],
            "registrations": settings.registration == "open",
            "approval_required": False,
            "invites_enabled": False,
            "configuration": _configuration(request),
            "contact_account": None,
            "rules": rules_of(settings),
        }
    )


def rules_of(settings: Settings) -> list[dict[str, str]]:
    """What members agree to, numbered from 1."""
    return [
        {"id": str(number), "text": rule, "hint": ""} for number, rule in enumerate(settings.rules, start=1)
    ]


def _version() -> str:
    return f"{API_OF} (compatible; Kurumatomo {version('kurumatomo')})"


async def _count(request: web.Request) -> Census:
    async with request.app[DATABASE].reading() as session:
        return await take_census(session)


def _streaming_url(settings: Settings) -> str:
    return settings.public_url.replace("http", "ws", 1)  # https becomes wss


def _configuration(request: web.Request) -> dict[str, Any]:
    settings = request.app[SETTINGS]
    return {
        "accounts": {"max_featured_tags": 0, "max_pinned_statuses": MOST_PINNED},
        "statuses": {
            "max_characters": settings.status_characters,
            "max_media_attachments": MOST_MEDIA,
            "characters_reserved_per_url": LINK_COUNTS_AS,
        },
        "media_attachments": {
            "description_limit": LONGEST_DESCRIPTION,
            "supported_mime_types": [*MIME_TYPES, *(films.MIME_TYPES if films.can_show_films else ())],
            "image_size_limit": settings.upload_bytes,
            "image_matrix_limit": MOST_PIXELS_IN,
            "video_size_limit": settings.film_bytes if films.can_show_films else 0,
            "video_frame_rate_limit": films.MOST_FRAMES_PER_S if films.can_show_films else 0,
            "video_matrix_limit": settings.film_pixels if films.can_show_films else 0,
        },
        "polls": {
            "max_options": MOST_OPTIONS,
            "max_characters_per_option": LONGEST_OPTION,
            "min_expiration": SHORTEST_S,
            "max_expiration": LONGEST_S,
        },
        "translation": {"enabled": False},
        "vapid": {"public_key": request.app[POST].public_key},
    }
