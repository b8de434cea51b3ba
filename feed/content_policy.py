"""What browsers may load: everything from here, and the tiles of maps from the operator's server."""

import re

_TILES = re.compile(r"(https?)://(\{s\}\.)?([A-Za-z0-9.-]+(?::[0-9]+)?)/\S*")
_PLACES = ("{z}", "{x}", "{y}")


def content_policy(*, pictures_from: str = "") -> str:
    """The header `Content-Security-Policy`. `pictures_from` is one more source of pictures."""
    pictures = f"img-src 'self' {pictures_from}; " if pictures_from else ""
    return f"default-src 'self'; {pictures}base-uri 'none'; object-src 'none'; frame-ancestors 'none'"


def tiles_source(address: str) -> str:
    """Where the tiles of this address come from, as a policy names it: https://*.tile.example.

    Raises:
        ValueError: it is no address of tiles.
    """
    fits = _TILES.fullmatch(address)
    if not fits or not all(place in address for place in _PLACES):
        raise ValueError("an address of tiles looks like https://tile.example/{z}/{x}/{y}.png")
    scheme, several, host = fits.groups()
    return f"{scheme}://{'*.' if several else ''}{host}"
