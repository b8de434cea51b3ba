"""Where a claim code leads, as a link and as a QR code for the terminal."""

import io
from urllib.parse import quote

import segno


def claim_link(public_url: str, code: str) -> str:
    """The page on which a car with this code is claimed."""
    return f"{public_url}/claim?code={quote(code)}"


def qr_in_terminal(link: str) -> str:
    """The link as a picture of half blocks, to be scanned from the screen."""
    drawn = io.StringIO()
    segno.make(link, micro=False).terminal(drawn, compact=True)
    return drawn.getvalue()
