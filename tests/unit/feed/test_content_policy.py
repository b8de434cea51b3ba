"""Nothing is loaded from elsewhere, but the tiles of maps from the one server an operator named."""

import pytest

from feed.content_policy import content_policy, tiles_source


def test_everything_comes_from_here() -> None:
    assert (
        content_policy() == "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    )


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("https://tile.example/{z}/{x}/{y}.png", "https://tile.example"),
        ("https://{s}.tile.example:8443/a/{z}/{x}/{y}@2x.png?key=1", "https://*.tile.example:8443"),
        ("http://127.0.0.1:8081/{z}/{x}/{y}.png", "http://127.0.0.1:8081"),
    ],
)
def test_pictures_may_come_from_where_the_tiles_are(address: str, source: str) -> None:
    assert tiles_source(address) == source
    assert f"img-src 'self' {source};" in content_policy(pictures_from=source)


@pytest.mark.parametrize(
    "address",
    [
        "https://tile.example/{z}/{x}.png",
        "https://tile.example; script-src */{z}/{x}/{y}.png",
        "https://*/{z}/{x}/{y}.png",
        "//tile.example/{z}/{x}/{y}.png",
        "data:{z}{x}{y}",
    ],
)
def test_what_is_no_address_of_tiles_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="an address of tiles looks like"):
        tiles_source(address)
