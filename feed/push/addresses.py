"""Where letters may go: to the public Internet, never to what is near us."""

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

LONGEST_ENDPOINT = 2000  # characters


def may_write_to(endpoint: str, *, at_home: bool) -> bool:
    """Whether an app may have letters sent there. `at_home`: in a trial it may be next door."""
    try:
        parts = urlsplit(endpoint)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if not host or parts.username or len(endpoint) > LONGEST_ENDPOINT:
        return False
    if at_home:
        return parts.scheme in {"http", "https"}
    return parts.scheme == "https" and "." in host and _is_public(host, if_no_address=True)


class PublicResolver(AbstractResolver):
    """Names of hosts become addresses, but for those that are not on the public Internet."""

    def __init__(self) -> None:
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The public addresses of a host.

        Raises:
            OSError: it has none.
        """
        found = [
            one
            for one in await self._resolver.resolve(host, port, family)
            if _is_public(one["host"], if_no_address=False)
        ]
        if not found:
            raise OSError(None, "no public address")
        return found

    async def close(self) -> None:
        """Nothing is held."""
        await self._resolver.close()


def _is_public(host: str, *, if_no_address: bool) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return if_no_address
    return address.is_global and not address.is_multicast
