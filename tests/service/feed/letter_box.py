"""A mail server on the far side of the wire: it takes letters, or refuses them as it is told."""

import asyncio
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class LetterBox:
    """What was sent there, and what it answers next; then that all is well."""

    answers: list[str] = field(default_factory=list)
    letters: list[EmailMessage] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    port: int = 0

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answers:
            return self.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        self.receivers += envelope.rcpt_tos
        return "250 taken"

    def text(self, number: int = -1) -> str:
        """What a letter says in plain text."""
        said = str(self.letters[number].get_body(("plain",)).get_content())  # type: ignore[union-attr]
        return said.replace("\r\n", "\n")

    def html(self, number: int = -1) -> str:
        """The same in HTML."""
        return str(self.letters[number].get_body(("html",)).get_content())  # type: ignore[union-attr]

    def link(self, beginning: str) -> str:
        """Where the newest letter leads, without the server's name."""
        found = re.search(rf"https?://[^/\s]+({beginning}/[\w-]{{43}})", self.text())
        assert found, self.text()
        return found[1]


@asynccontextmanager
async def a_letter_box(
    *, tls: ssl.SSLContext | None = None, password: str | None = None
) -> AsyncIterator[LetterBox]:
    """Open as long as the block lasts. With TLS and a password, nobody is let in without both."""
    box, loop = LetterBox(), asyncio.get_running_loop()

    def knows(_server: SMTP, _session: Session, _envelope: Envelope, _kind: str, shown: object) -> AuthResult:
        return AuthResult(success=isinstance(shown, LoginPassword) and shown.password.decode() == password)

    def door() -> SMTP:
        return SMTP(
            box,
            loop=loop,
            hostname="localhost",
            tls_context=tls,
            require_starttls=tls is not None,
            auth_required=password is not None,
            authenticator=knows,
        )

    server = await loop.create_server(door, "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    async with server:
        yield box
