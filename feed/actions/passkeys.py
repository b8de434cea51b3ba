"""Sign in with a passkey: a key is added, and opens the door by signing a challenge once.

Who the key speaks for is found by the key alone. The phone or browser must have made sure of its person, the
answer must come from our own pages, and a key whose counter goes backwards was copied.
"""

from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from sqlalchemy.ext.asyncio import AsyncSession
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from feed.errors import InvalidError
from feed.ids import Ids
from feed.store import passkeys
from feed.store.tables import Account, Passkey, User
from feed.store.users import user_of_account

GOOD_FOR = timedelta(minutes=5)
MOST_KEYS = 10  # of one person
LONGEST_NAME = 60
_VERIFIED = UserVerificationRequirement.REQUIRED


class WrongKeyError(InvalidError):
    """The answer of a key is not one we asked for, or not right."""

    def __init__(self) -> None:
        super().__init__("The passkey could not be used")


class Site(NamedTuple):
    """What keys are made for, and where their answers come from."""

    host: str
    origin: str

    @classmethod
    def at(cls, public_url: str) -> "Site":
        """The site at this address."""
        parts = urlsplit(public_url)
        return cls(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")

    @property
    def can_have_keys(self) -> bool:
        """Browsers make keys for names, over https; for localhost also without."""
        try:
            ip_address(self.host)
        except ValueError:
            return self.origin.startswith("https:") or self.host == "localhost"
        return False


async def begin_adding(
    session: AsyncSession, account: Account, site: Site, *, title: str, now: datetime
) -> str:
    """What the browser is asked for a new key, in JSON.

    Raises:
        InvalidError: there are enough.
    """
    known = await passkeys.of_account(session, account.id)
    if len(known) >= MOST_KEYS:
        raise InvalidError(f"There can be no more than {MOST_KEYS} passkeys")
    options = generate_registration_options(
        rp_id=site.host,
        rp_name=title,
        user_id=str(account.id).encode(),
        user_name=account.username,
        user_display_name=account.display_name or account.username,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_VERIFIED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one.credential) for one in known],
    )
    await passkeys.remember_challenge(session, options.challenge, now=now, until=now + GOOD_FOR)
    return options_to_json(options)


async def add(
    session: AsyncSession, account_id: int, answer: str, site: Site, *, name: str, now: datetime, ids: Ids
) -> None:
    """The new key opens the door for this account.

    Raises:
        WrongKeyError: its answer is not right.
    """
    try:
        credential = parse_registration_credential_json(answer)
        verified = verify_registration_response(
            credential=credential,
            expected_challenge=await _ours(session, credential.response.client_data_json, now),
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:
        raise WrongKeyError from error
    if await passkeys.by_credential(session, verified.credential_id):
        raise WrongKeyError
    session.add(
        Passkey(
            id=ids.next(),
            account_id=account_id,
            credential=verified.credential_id,
            public_key=verified.credential_public_key,
            sign_count=verified.sign_count,
            name=name[:LONGEST_NAME],
        )
    )


async def begin_signing_in(session: AsyncSession, site: Site, *, now: datetime) -> str:
    """What the browser is asked of any key it has for us, in JSON."""
    options = generate_authentication_options(rp_id=site.host, user_verification=_VERIFIED)
    await passkeys.remember_challenge(session, options.challenge, now=now, until=now + GOOD_FOR)
    return options_to_json(options)


async def sign_in_with_key(session: AsyncSession, answer: str, site: Site, *, now: datetime) -> User:
    """Whom the key speaks for.

    Raises:
        WrongKeyError: its answer is not right, it was copied, or its person may not come in.
    """
    try:
        credential = parse_authentication_credential_json(answer)
        challenge = await _ours(session, credential.response.client_data_json, now)
        passkey = await passkeys.by_credential(session, credential.raw_id)
        if passkey is None:
            raise WrongKeyError
        verified = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:
        raise WrongKeyError from error
    user = await user_of_account(session, passkey.account_id)
    if user is None or user.disabled_at is not None:
        raise WrongKeyError
    passkey.sign_count, passkey.used_at = verified.new_sign_count, now
    return user


async def _ours(session: AsyncSession, client_data: bytes, now: datetime) -> bytes:
    """The challenge that was signed, if it is one of ours; once."""
    challenge = parse_client_data_json(client_data).challenge
    if not await passkeys.take_challenge(session, challenge, now=now):
        raise WrongKeyError
    return challenge
