"""Every page and every form, and who may see it: the table that all judges of the pages walk along.

The braces are names of `WholeVillage`. A page of `feed.web.pages` that is in no row makes a test fail.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Role = Literal["owner", "friend", "dealer", "staff", "member", "stranger"]
Roles = frozenset[Role]

EVERYBODY: Roles = frozenset({"owner", "friend", "dealer", "staff", "member", "stranger"})
MEMBERS = EVERYBODY - {"stranger"}
STRANGER = EVERYBODY - MEMBERS
OWNER: Roles = frozenset({"owner"})
FRIENDS: Roles = OWNER | {"friend"}
DEALER: Roles = frozenset({"dealer"})
STAFF: Roles = frozenset({"staff"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One address, who sees what is there, and what the others are told."""

    path: str
    by: Roles
    refused: int = 404  # what other members are told
    strangers: int = 303  # what strangers are told: come in, and you may see it
    is_file: bool = False  # to be fetched, not looked at

    def answer(self, role: Role) -> int:
        """The status for this role."""
        if role in self.by:
            return 200
        return self.strangers if role == "stranger" else self.refused


def _rows() -> Iterator[Seen]:
    for by, paths in TO_LOOK_AT:
        yield from (Seen(path=path, by=by) for path in paths)
    for by, paths in KNOWN:
        yield from (Seen(path=path, by=by, refused=403) for path in paths)
    for by, paths in HIDDEN:
        yield from (Seen(path=path, by=by, strangers=404) for path in paths)
    for by, paths in DOORS:
        yield from (Seen(path=path, by=by, refused=303) for path in paths)
    for by, paths in FILES:
        yield from (Seen(path=path, by=by, is_file=True) for path in paths)
    for by, paths in HIDDEN_FILES:
        yield from (Seen(path=path, by=by, is_file=True, strangers=404) for path in paths)


_SETTINGS = (
    *("", "/voice", "/hours", "/places", "/hearers", "/trust", "/trust/revoke"),
    *("/end", "/end/transfer", "/end/erase"),
)
TO_LOOK_AT: tuple[tuple[Roles, tuple[str, ...]], ...] = (
    (EVERYBODY, ("/public", "/tags/charging", "/search?q=e", "/claim?code={code}", "/offline")),
    (EVERYBODY, ("/forgot", "/reset/{reset}", "/mail/confirm/{confirm}", "/mail/end/{digest}")),
    (EVERYBODY, ("/@aki", "{car}", "{car}/{post}", "/@aki/{own}", "/share/{shared}")),
    (EVERYBODY, ("{car}/{post}/likes", "{car}/{post}/boosts", "/@aki/followers", "/@aki/following")),
    (MEMBERS, ("/home", "/compose", "/notifications", "/notifications?show=likes", "/messages")),
    (MEMBERS, ("/bookmarks", "/favourites", "/cars", "/welcome")),
    (MEMBERS, ("/settings", "/settings/feeds", "/settings/notifications", "/settings/mail")),
    (MEMBERS, ("/settings/profile", "/settings/password", "/settings/passkeys", "/settings/sessions")),
    (MEMBERS, ("/settings/distance", "/settings/leave", "/cases", "/@emma/report", "/offline/home")),
    (FRIENDS, ("/messages/{talk}",)),
    (OWNER | DEALER, ("/cases/{case}",)),
    (DEALER, ("/fleet", "/fleet/map", "/slots")),
    (STAFF, ("/office", "/office/mentions", "/office/log", "/office/log?check", "/office/reports")),
    (STAFF, ("/office/members", "/office/members/{member_id}", "/office/reports/{report}")),
    (STAFF, ("/office/cars", "/office/cars/new", "/office/cars/{car_id}")),
)
# everybody knows that a car, or a post, has these, and that they are somebody's
KNOWN: tuple[tuple[Roles, tuple[str, ...]], ...] = (
    (OWNER, ("/@aki/{own}/edit", "/@aki/{own}/delete", "{car}/share", "{car}/welcome", "{car}/case")),
    (OWNER, tuple(f"{{car}}/settings{chapter}" for chapter in _SETTINGS)),
)
HIDDEN: tuple[tuple[Roles, tuple[str, ...]], ...] = (
    (FRIENDS, ("{car}/{private}",)),
    (OWNER, ("{car}/drives", "{car}/drives/{drive}", "{car}/charges")),
)
DOORS: tuple[tuple[Roles, tuple[str, ...]], ...] = ((STRANGER, ("/", "/sign-in", "/sign-up")),)
FILES: tuple[tuple[Roles, tuple[str, ...]], ...] = (
    (EVERYBODY, ("/tags/charging.atom", "/@aki.atom", "/feeds/{feed}.atom", "/share/{shared}/now")),
    (EVERYBODY, ("/manifest.webmanifest", "/sw.js", "/towns/35/137.json")),
    (EVERYBODY, ("/portraits/car/{car_id}.svg", "/portraits/person/{member_id}.svg")),
    (EVERYBODY, ("/portraits/header.svg",)),
    (MEMBERS, ("/live/home",)),
    (OWNER | DEALER, ("/cases/{case}/appointment.ics",)),
    (DEALER, ("/fleet.csv", "/fleet.json", "/fleet/places.json", "/live/fleet")),
)
HIDDEN_FILES: tuple[tuple[Roles, tuple[str, ...]], ...] = (
    (OWNER, ("{car}/drives.csv", "{car}/drives.gpx", "{car}/drives.geojson", "{car}/charges.csv")),
    (OWNER, ("{car}/drives/{drive}.gpx", "{car}/drives/{drive}.geojson")),
)
SEEN = tuple(_rows())

# what is sent, and whose it is to send: others are told as for pages
SENT: tuple[tuple[Roles, int, tuple[str, ...]], ...] = (
    (EVERYBODY, 404, ("/sign-in", "/sign-up", "/sign-out", "/language", "/forgot")),
    (EVERYBODY, 404, ("/sign-in/passkey", "/sign-in/passkey/begin")),
    (MEMBERS, 404, ("/settings/passkeys", "/settings/passkeys/begin", "/settings/passkeys/remove")),
    (EVERYBODY, 404, ("/reset/{reset}", "/mail/confirm/{confirm}", "/mail/end/{digest}")),
    (MEMBERS, 404, ("/compose", "/claim", "/settings/language", "/announcements/{announcement}/dismiss")),
    (MEMBERS, 404, ("/settings/mail", "/settings/mail/digest")),
    (MEMBERS, 404, ("/settings/notifications", "/settings/notifications/kinds")),
    (MEMBERS, 404, ("/settings/notifications/remove", "/settings/notifications/try")),
    (MEMBERS, 404, ("/settings/feeds", "/settings/feeds/end", "/settings/profile", "/settings/password")),
    (MEMBERS, 404, ("/settings/sessions", "/settings/leave", "/settings/leave/copy")),
    (MEMBERS, 404, ("/@emma/mute", "/@emma/note", "/@emma/report")),
    (MEMBERS, 404, ("{car}/follow", "{car}/unfollow", "{car}/{post}/favourite", "{car}/{post}/vote")),
    (FRIENDS, 404, ("/messages/{talk}/delete", "/messages/{talk}/unread", "{car}/{private}/favourite")),
    (OWNER, 403, ("/@aki/{own}/edit", "/@aki/{own}/delete", "{car}/requests/{friend_id}")),
    (OWNER | DEALER, 404, ("/cases/{case}/close", "/cases/{case}/slots", "/cases/{case}/appointment")),
    (OWNER | DEALER, 404, ("/cases/{case}/appointment/cancel",)),
    (DEALER, 404, ("/slots", "/slots/remove")),
    (OWNER, 403, ("{car}/case", "{car}/welcome", "{car}/share", "{car}/share/0/end")),
    (OWNER, 403, ("{car}/settings/picture", "{car}/settings/picture/remove")),
    (OWNER, 403, ("{car}/settings/voice", "{car}/settings/voice/sample", "{car}/settings/hours")),
    (OWNER, 403, ("{car}/settings/places", "{car}/settings/places/sights")),
    (OWNER, 403, ("{car}/settings/hearers", "{car}/settings/hearers/part")),
    (OWNER, 403, ("{car}/settings/trust/dealers", "{car}/settings/trust/dealers/end")),
    (OWNER, 403, ("{car}/settings/trust/commanders", "{car}/settings/trust/commanders/end")),
    (OWNER, 403, ("{car}/settings/trust/revoke", "{car}/settings/end/copy")),
    (OWNER, 403, ("{car}/settings/end/transfer", "{car}/settings/end/erase")),
    (STAFF, 404, ("/office/members/{member_id}", "/office/members/{member_id}/sign-out")),
    (STAFF, 404, ("/office/members/{member_id}/role", "/office/cars/new", "/office/cars/{car_id}")),
    (STAFF, 404, ("/office/cars/{car_id}/code", "/office/reports/{report}")),
)
