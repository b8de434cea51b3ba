"""How the outside finds its way in: node description, host meta, and members by their address."""

from importlib.metadata import version

from aiohttp import web

from feed.api.respond import json_response
from feed.errors import MalformedRequestError, NotFoundError
from feed.keys import DATABASE, SETTINGS
from feed.social.text import host_of
from feed.store import accounts
from feed.store.census import take_census

_NODEINFO = "http://nodeinfo.diaspora.software/ns/schema/2.0"


async def nodeinfo_links(request: web.Request) -> web.Response:
    """GET /.well-known/nodeinfo: where the description is."""
    url = request.app[SETTINGS].public_url
    return json_response({"links": [{"rel": _NODEINFO, "href": f"{url}/nodeinfo/2.0"}]})


async def nodeinfo(request: web.Request) -> web.Response:
    """GET /nodeinfo/2.0: what really runs here."""
    settings = request.app[SETTINGS]
    async with request.app[DATABASE].reading() as session:
        census = await take_census(session)
    return json_response(
        {
            "version": "2.0",
            "software": {"name": "kurumatomo", "version": version("kurumatomo")},
            "protocols": [],
            "services": {"inbound": [], "outbound": []},
            "usage": {"users": {"total": census.users}, "localPosts": census.statuses},
            "openRegistrations": settings.registration == "open",
            "metadata": {"nodeName": settings.title, "cars": census.cars},
        }
    )


async def host_meta(request: web.Request) -> web.Response:
    """GET /.well-known/host-meta: where members are looked up."""
    template = f"{request.app[SETTINGS].public_url}/.well-known/webfinger?resource={{uri}}"
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<XRD xmlns="http://docs.oasis-open.org/ns/xri/xrd-1.0">\n'
        f'  <Link rel="lrdd" template="{template}"/>\n'
        "</XRD>\n"
    )
    return web.Response(text=xml, content_type="application/xrd+xml", charset="utf-8")


async def webfinger(request: web.Request) -> web.Response:
    """GET /.well-known/webfinger?resource=acct:name@host: a member's page."""
    kind, _, address = request.query.get("resource", "").partition(":")
    name, _, host = address.partition("@")
    url = request.app[SETTINGS].public_url
    if kind != "acct" or not name:
        raise MalformedRequestError("resource must be acct:name@host")
    async with request.app[DATABASE].reading() as session:
        account = await accounts.by_username(session, name)
    if account is None or host.lower() != host_of(url).lower():
        raise NotFoundError
    page = f"{url}/@{account.username}"
    links = [{"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": page}]
    return json_response(
        {"subject": f"acct:{account.username}@{host_of(url)}", "aliases": [page], "links": links}
    )
