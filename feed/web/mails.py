"""Letters as they are read: in their reader's language, as text and as HTML."""

from collections.abc import Mapping
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from zoneinfo import ZoneInfo

import aiohttp_jinja2
from aiohttp import web

from feed.keys import CLOCK, SETTINGS
from feed.social.text import host_of
from feed.store.mails import Kind
from feed.store.tables import User
from feed.web.figures import Figures
from feed.web.language import LANGUAGES

LINKS: dict[Kind, str] = {"confirm": "/mail/confirm", "reset": "/reset", "digest": "/mail/end"}


def compose(
    app: web.Application, kind: Kind, user: User, address: str, told: Mapping[str, object]
) -> EmailMessage:
    """The letter of this kind. `told` has a `secret`, which becomes the link in it."""
    settings, now = app[SETTINGS], app[CLOCK]()
    languages = app[LANGUAGES]
    language = languages.get(user.locale, languages["en"])
    zone = ZoneInfo(str(told.get("time_zone") or "UTC"))
    link = f"{settings.public_url}{LINKS[kind]}/{told['secret']}"
    figures = Figures(language=language.code, zone=zone, now=now)
    values = {"language": language, "figures": figures, "link": link, "kind": kind} | dict(told)
    environment = aiohttp_jinja2.get_env(app)
    text = environment.get_template(f"mail/{kind}_text.html").render(values).strip()
    subject, _, body = text.partition("\n")
    message = EmailMessage()
    message["From"] = Address(settings.title, addr_spec=settings.mail_from)
    message["To"] = address
    message["Subject"] = " ".join(subject.split())
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=host_of(settings.public_url).partition(":")[0])
    message["Auto-Submitted"] = "auto-generated"
    if kind == "digest":  # RFC 8058: one press of the mail program's own button
        message["List-Unsubscribe"] = f"<{link}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(f"{body.strip()}\n")
    message.add_alternative(environment.get_template(f"mail/{kind}.html").render(values), subtype="html")
    return message
