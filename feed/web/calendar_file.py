"""An appointment as a file for calendars (RFC 5545)."""

from datetime import datetime
from urllib.parse import urlsplit

from aiohttp import web
from icalendar import Calendar, Event

from feed.errors import NotFoundError
from feed.keys import SETTINGS
from feed.store.cases import CaseView
from feed.store.tables import Account


def appointment_file(request: web.Request, view: CaseView, *, now: datetime) -> web.Response:
    """The case's appointment; one that was moved is the same with another time.

    Raises:
        NotFoundError: the case has none.
    """
    slot, settings = view.appointment, request.app[SETTINGS]
    if slot is None:
        raise NotFoundError
    event = Event()
    event.add("uid", f"case-{view.case.id}@{urlsplit(settings.public_url).hostname}")
    event.add("dtstamp", now)
    event.add("dtstart", slot.begins_at)
    event.add("dtend", slot.ends_at)
    event.add("sequence", view.case.appointment_changes)
    event.add("summary", f"{_name(view.dealer)} · {_name(view.car)}")
    event.add("url", f"{settings.public_url}/cases/{view.case.id}")
    event.add("status", "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Kurumatomo//feed//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return web.Response(
        body=calendar.to_ical(),
        content_type="text/calendar",
        charset="utf-8",
        headers={
            "Content-Disposition": 'attachment; filename="appointment.ics"',
            "Cache-Control": "no-store",
        },
    )


def _name(account: Account) -> str:
    return account.display_name or account.username
