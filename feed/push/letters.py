"""Letters to a device: sealed so that only its app can read them, signed so that its post office knows us.

RFC 8291 and 8292, or the drafts before them (`aesgcm`), which the apps of Mastodon's first years still read.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid01, Vapid02
from pywebpush import WebPusher

KEPT_FOR = timedelta(days=2)  # by the post office, for a device that is off
SIGNED_FOR = timedelta(hours=12)  # RFC 8292: at most 24 hours
POINT_BYTES, AUTH_BYTES = 65, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where an app wants its letters, and the keys to seal them with (base64url)."""

    endpoint: str
    p256dh: str
    auth: str
    standard: bool  # False: as the drafts had it


@dataclass(frozen=True, slots=True)
class Letter:
    """A request to a post office."""

    endpoint: str
    headers: Mapping[str, str]
    body: bytes


def seal(text: bytes, to: Address, *, private_key: str, contact: str, now: datetime) -> Letter:
    """The letter with this text. `contact` is an address of ours, with mailto:."""
    pusher = WebPusher({"endpoint": to.endpoint, "keys": {"p256dh": to.p256dh, "auth": to.auth}})
    coding = "aes128gcm" if to.standard else "aesgcm"
    sealed = pusher.encode(text, coding)
    claims = {
        "aud": "://".join(urlsplit(to.endpoint)[:2]),
        "exp": int((now + SIGNED_FOR).timestamp()),
        "sub": contact,
    }
    headers = {
        "Content-Encoding": coding,
        "Content-Type": "application/octet-stream",
        "TTL": str(int(KEPT_FOR.total_seconds())),
        "Urgency": "normal",
    }
    if to.standard:
        headers |= Vapid02.from_string(private_key).sign(claims)
    else:
        headers["Encryption"] = f"salt={sealed['salt'].decode()}"
        headers |= Vapid01.from_string(private_key).sign(claims, f"dh={sealed['crypto_key'].decode()}")
    return Letter(to.endpoint, headers, sealed["body"])


def new_private_key() -> str:
    """A key to sign with, as it is kept (base64url)."""
    keys = Vapid02()
    keys.generate_keys()
    number = keys.private_key.private_numbers().private_value
    return base64.urlsafe_b64encode(number.to_bytes(32)).rstrip(b"=").decode()


def public_key_of(private_key: str) -> str:
    """What apps give their post office, so that it takes letters from us alone."""
    point = Vapid02.from_string(private_key).public_key.public_bytes(
        Encoding.X962, PublicFormat.UncompressedPoint
    )
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def are_keys(p256dh: str, auth: str) -> bool:
    """Whether something can be sealed with these."""
    try:
        point, secret = (base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)) for text in (p256dh, auth))
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    except (ValueError, binascii.Error):
        return False
    return len(point) == POINT_BYTES and len(secret) == AUTH_BYTES
