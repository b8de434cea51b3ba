"""The way to the mail server."""

from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from typing import Literal

import aiosmtplib
from aiosmtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

Outcome = Literal["taken", "later", "refused"]
Tls = Literal["starttls", "tls", "none"]

SLOWEST_S = 20.0
_UNFOLDED = policy.SMTP.clone(max_line_length=500)  # not every mail program reads a folded address
_FOR_GOOD = range(550, 560)  # of this message or this address; other refusals are about us, and may be mended


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailer:
    """Brings messages to one server, over a connection of its own each time."""

    host: str
    port: int
    tls: Tls
    user: str
    password: str
    sender: str  # an address

    async def bring(self, message: EmailMessage) -> Outcome:
        """What the server says of the message; not reaching it, or not being let in, is "later"."""
        try:
            await aiosmtplib.send(
                message.as_bytes(policy=_UNFOLDED),
                sender=self.sender,
                recipients=[str(message["To"])],
                hostname=self.host,
                port=self.port,
                use_tls=self.tls == "tls",
                start_tls=self.tls == "starttls",
                username=self.user or None,
                password=self.password or None,
                timeout=SLOWEST_S,
            )
        except SMTPRecipientsRefused as error:
            return _outcome(error.recipients[0].code)
        except SMTPResponseException as error:
            return _outcome(error.code)
        except (SMTPException, OSError, ValueError):
            return "later"
        return "taken"


def _outcome(code: int) -> Outcome:
    return "refused" if code in _FOR_GOOD else "later"
