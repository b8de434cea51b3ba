"""Addresses as pictures that a phone's camera reads."""

import segno
from markupsafe import Markup


def qr(address: str) -> Markup:
    """The drawing, to stand in a page. It is dark on white by night as well, or no camera would read it."""
    drawn = segno.make(address, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff")
    return Markup(drawn)  # noqa: S704  # of squares alone
