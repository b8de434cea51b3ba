"""The way to a mail server that wants TLS and a password."""

import ssl
from email.message import EmailMessage
from pathlib import Path

import pytest
import trustme

from feed.mail.mailer import Mailer
from tests.service.feed.letter_box import LetterBox, a_letter_box


def a_mailer(box: LetterBox, **other: object) -> Mailer:
    told = {"tls": "starttls", "user": "feed", "password": "open sesame"} | other
    return Mailer(host="localhost", port=box.port, sender="cars@example.org", **told)  # type: ignore[arg-type]


def a_message() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "cars@example.org", "aki@example.org", "hello"
    message.set_content("off to the sea")
    return message


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's certificate, from an authority that this machine trusts for the time being."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context


async def test_a_letter_goes_covered_and_with_the_password(tls: ssl.SSLContext) -> None:
    async with a_letter_box(tls=tls, password="open sesame") as box:
        outcome = await a_mailer(box).bring(a_message())
    assert (outcome, [letter["Subject"] for letter in box.letters]) == ("taken", ["hello"])


async def test_who_is_not_let_in_tries_again_later(tls: ssl.SSLContext) -> None:
    async with a_letter_box(tls=tls, password="open sesame") as box:
        outcomes = [
            await a_mailer(box, password="barley").bring(a_message()),
            await a_mailer(box, tls="none", user="", password="").bring(a_message()),
        ]
    outcomes.append(await a_mailer(box).bring(a_message()))  # closed by now
    assert (outcomes, box.letters) == (["later"] * 3, [])


async def test_a_server_that_cannot_show_who_it_is_gets_no_password(
    tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    async with a_letter_box(tls=tls, password="open sesame") as box:
        outcome = await a_mailer(box).bring(a_message())
    assert (outcome, box.letters) == ("later", [])
