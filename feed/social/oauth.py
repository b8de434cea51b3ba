"""The rules of OAuth that need no database: which addresses, which proofs, which scopes."""

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from hashlib import sha256
from hmac import compare_digest
from urllib.parse import urlsplit

from feed.social.scopes import covers

OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob"  # the code is shown, and copied by hand
_NEVER = {"about", "blob", "data", "file", "ftp", "javascript", "vbscript", "view-source"}


def is_good_redirect(uri: str) -> bool:
    """Whether a browser may be sent there: a web page, or an app by a scheme of its own."""
    if uri == OUT_OF_BAND:
        return True
    if not uri.isascii() or not uri.isprintable() or " " in uri:
        return False
    try:
        parts = urlsplit(uri)
    except ValueError:
        return False
    if not parts.scheme or parts.scheme in _NEVER or parts.fragment:
        return False
    return bool(parts.netloc) if parts.scheme in {"http", "https"} else bool(parts.netloc or parts.path)


def proves(verifier: str, challenge: str) -> bool:
    """Whether who has the verifier also made the challenge (PKCE, S256)."""
    made = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    return compare_digest(made, challenge)


def are_within(wanted: Iterable[str], allowed: frozenset[str]) -> bool:
    """Whether every wanted scope is among, or part of, the allowed ones."""
    return all(covers(allowed, scope) for scope in wanted)
