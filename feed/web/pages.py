"""Every page and every form, and whom they are for. The rest of the web floor stands beside this table."""

from aiohttp import web

from feed.paths import add_path
from feed.web import (
    accounts,
    announcements,
    case_times,
    cases,
    claiming,
    deeds,
    doors,
    drawings,
    feed_settings,
    feeds,
    fleet,
    fleet_live,
    following,
    garage,
    guest_links,
    guests,
    journey_files,
    journeys,
    keeping_away,
    kept,
    live,
    mail_links,
    mail_settings,
    messages,
    notices,
    on_device,
    people,
    push_settings,
    requests,
    rewriting,
    searching,
    settings,
    slots,
    statuses,
    timelines,
    towns,
    welcome,
    writing,
)
from feed.web.car_settings import (
    commanders,
    ending,
    erasing,
    hearers,
    hours,
    overview,
    passing_on,
    picture,
    places,
    revoking,
    trust,
    voice,
)
from feed.web.guard import Page, anyone, dealer, member, staff
from feed.web.office import desk, log, members, register, reports
from feed.web.own_settings import distant, leaving, password, profile, sessions
from feed.web.personas import VOICES, read_voices
from feed.web.render import set_up_templates

_NAME = "/@{name:[A-Za-z0-9_]+}"
_SETTINGS = _NAME + "/settings"
_CASE = "/cases/{id:[0-9]+}"
_STATUS = _NAME + "/{id:[0-9]+}"
_MEMBER, _CAR, _REPORT = (f"/office/{of}/{{id:[0-9]+}}" for of in ("members", "cars", "reports"))
_STEP = "/{step:" + "|".join(keeping_away.STEPS) + "}"
_DEED = "/{deed:" + "|".join(deeds.DEEDS) + "}"
_UNSEEN = "/{secret:[A-Za-z0-9_-]+}"
_SHARED = "/share" + _UNSEEN

PAGES: tuple[Page, ...] = (
    # doors
    anyone("GET", "/sign-in", doors.ask_who),
    anyone("POST", "/sign-in", doors.come_in),
    anyone("POST", "/sign-out", doors.go_out),
    anyone("GET", "/sign-up", doors.ask_to_join),
    anyone("POST", "/sign-up", doors.join),
    anyone("POST", "/language", doors.choose_language),
    anyone("GET", "/forgot", mail_links.forgot),
    anyone("POST", "/forgot", mail_links.send_reset),
    # where the links in letters lead
    anyone("GET", "/reset" + _UNSEEN, mail_links.ask_for_password),
    anyone("POST", "/reset" + _UNSEEN, mail_links.set_password),
    anyone("GET", "/mail/confirm" + _UNSEEN, mail_links.ask_to_confirm),
    anyone("POST", "/mail/confirm" + _UNSEEN, mail_links.confirm),
    anyone("GET", "/mail/end" + _UNSEEN, mail_links.ask_to_end),
    anyone("POST", "/mail/end" + _UNSEEN, mail_links.end),
    # timelines
    anyone("GET", "/", timelines.landing),
    anyone("GET", "/public", timelines.public),
    anyone("GET", "/tags/{tag}.atom", feeds.of_tag),
    anyone("GET", "/tags/{tag}", timelines.tagged),
    member("GET", "/home", timelines.home),
    member("GET", "/live/home", live.home),
    member("GET", "/compose", writing.blank),
    member("POST", "/compose", writing.compose, with_files=True),
    member("GET", "/notifications", notices.index),
    anyone("GET", "/search", searching.show),
    member("GET", "/bookmarks", kept.bookmarks),
    member("GET", "/favourites", kept.favourites),
    # talks between few
    member("GET", "/messages", messages.index),
    member("GET", "/messages/{id:[0-9]+}", messages.show),
    member("POST", "/messages/{id:[0-9]+}/delete", messages.put_away),
    member("POST", "/messages/{id:[0-9]+}/unread", messages.leave_unread),
    member("POST", "/announcements/{id:[0-9]+}/dismiss", announcements.dismiss),
    # settings
    member("GET", "/settings", settings.index),
    member("POST", "/settings/language", settings.choose_language),
    member("GET", "/settings/profile", profile.show),
    member("POST", "/settings/profile", profile.save, with_files=True),
    member("GET", "/settings/password", password.show),
    member("POST", "/settings/password", password.save),
    member("GET", "/settings/sessions", sessions.show),
    member("POST", "/settings/sessions", sessions.end),
    member("GET", "/settings/distance", distant.show),
    member("GET", "/settings/leave", leaving.show),
    member("POST", "/settings/leave", leaving.leave),
    member("POST", "/settings/leave/copy", leaving.take_copy),
    member("GET", "/settings/notifications", push_settings.show),
    member("POST", "/settings/notifications", push_settings.allow),
    member("POST", "/settings/notifications/kinds", push_settings.choose),
    member("POST", "/settings/notifications/remove", push_settings.remove),
    member("POST", "/settings/notifications/try", push_settings.try_out),
    member("GET", "/settings/mail", mail_settings.show),
    member("POST", "/settings/mail", mail_settings.name),
    member("POST", "/settings/mail/digest", mail_settings.choose),
    member("GET", "/settings/feeds", feed_settings.show),
    member("POST", "/settings/feeds", feed_settings.renew),
    member("POST", "/settings/feeds/end", feed_settings.end),
    # feeds for readers
    anyone("GET", _NAME + ".atom", feeds.of_account),
    anyone("GET", "/feeds/{secret:[A-Za-z0-9_-]+}.atom", feeds.of_home),
    # cars
    member("GET", "/cars", garage.index),
    anyone("GET", "/claim", claiming.ask),
    member("POST", "/claim", claiming.claim),
    member("GET", "/welcome", welcome.newcomer),
    member("GET", _NAME + "/welcome", welcome.meet),
    member("POST", _NAME + "/welcome", welcome.met),
    # a car's settings
    member("GET", _SETTINGS, overview.show),
    member("POST", _SETTINGS + "/picture", picture.put_on),
    member("POST", _SETTINGS + "/picture/remove", picture.take_off),
    member("GET", _SETTINGS + "/voice", voice.show),
    member("POST", _SETTINGS + "/voice", voice.save),
    member("POST", _SETTINGS + "/voice/sample", voice.try_out),
    member("GET", _SETTINGS + "/hours", hours.show),
    member("POST", _SETTINGS + "/hours", hours.save),
    member("GET", _SETTINGS + "/places", places.show),
    member("POST", _SETTINGS + "/places", places.save),
    member("POST", _SETTINGS + "/places/sights", places.try_out),
    member("GET", _SETTINGS + "/hearers", hearers.show),
    member("POST", _SETTINGS + "/hearers", hearers.save),
    member("GET", _SETTINGS + "/trust", trust.show),
    member("POST", _SETTINGS + "/trust/dealers", trust.entrust),
    member("POST", _SETTINGS + "/trust/dealers/end", trust.end),
    member("POST", _SETTINGS + "/trust/commanders", commanders.name),
    member("POST", _SETTINGS + "/trust/commanders/end", commanders.relieve),
    member("GET", _SETTINGS + "/trust/revoke", revoking.ask),
    member("POST", _SETTINGS + "/trust/revoke", revoking.revoke),
    member("GET", _SETTINGS + "/end", ending.show),
    member("POST", _SETTINGS + "/end/copy", ending.take_copy),
    member("GET", _SETTINGS + "/end/transfer", passing_on.ask),
    member("POST", _SETTINGS + "/end/transfer", passing_on.pass_on),
    member("GET", _SETTINGS + "/end/erase", erasing.ask),
    member("POST", _SETTINGS + "/end/erase", erasing.erase),
    # guests
    member("GET", _NAME + "/share", guest_links.show),
    member("POST", _NAME + "/share", guest_links.invite),
    member("POST", _NAME + "/share/{id:[0-9]+}/end", guest_links.end),
    anyone("GET", _SHARED, guests.show),
    anyone("GET", _SHARED + "/now", guests.now),
    # what dealers do
    dealer("GET", "/fleet", fleet.table),
    dealer("GET", "/fleet.csv", fleet.as_spreadsheet),
    dealer("GET", "/fleet.json", fleet.at_hand),
    dealer("GET", "/live/fleet", fleet_live.lines),
    dealer("GET", "/slots", slots.show),
    dealer("POST", "/slots", slots.add),
    dealer("POST", "/slots/remove", slots.drop),
    # cases, of owners and of dealers
    member("GET", "/cases", cases.index),
    member("GET", _CASE, cases.show),
    member("GET", _CASE + "/appointment.ics", cases.calendar),
    member("POST", _CASE + "/close", cases.close),
    member("POST", _CASE + "/slots", case_times.offer),
    member("POST", _CASE + "/appointment", case_times.accept),
    member("POST", _CASE + "/appointment/cancel", case_times.cancel),
    member("GET", _NAME + "/case", cases.ask),
    member("POST", _NAME + "/case", cases.begin),
    # members, cars among them
    anyone("GET", _NAME, accounts.show),
    anyone("GET", _NAME + "/drives", journeys.drives),
    anyone("GET", _NAME + "/drives.csv", journey_files.drives_sheet),
    anyone("GET", _NAME + "/drives.gpx", journey_files.tracks_file),
    anyone("GET", _NAME + "/drives.geojson", journey_files.tracks_on_a_map),
    anyone("GET", _NAME + "/drives/{id:[0-9]+}", journeys.drive),
    anyone("GET", _NAME + "/drives/{id:[0-9]+}.gpx", journey_files.track_file),
    anyone("GET", _NAME + "/drives/{id:[0-9]+}.geojson", journey_files.track_on_a_map),
    anyone("GET", _NAME + "/charges", journeys.charges),
    anyone("GET", _NAME + "/charges.csv", journey_files.charges_sheet),
    member("POST", _NAME + "/follow", following.begin),
    member("POST", _NAME + "/unfollow", following.part),
    member("POST", _NAME + _STEP, keeping_away.go),
    member("POST", _NAME + "/note", keeping_away.note),
    member("GET", _NAME + "/report", keeping_away.ask),
    member("POST", _NAME + "/report", keeping_away.report),
    anyone("GET", _NAME + "/followers", people.followers),
    anyone("GET", _NAME + "/following", people.following),
    member("POST", _NAME + "/requests/{id:[0-9]+}", requests.answer),
    # statuses
    anyone("GET", _STATUS, statuses.show),
    anyone("GET", _STATUS + "/likes", people.who_likes),
    anyone("GET", _STATUS + "/boosts", people.who_boosted),
    member("POST", _STATUS + _DEED, deeds.do),
    member("POST", _STATUS + "/vote", deeds.vote),
    member("GET", _STATUS + "/edit", rewriting.show),
    member("POST", _STATUS + "/edit", rewriting.say_differently),
    member("GET", _STATUS + "/delete", rewriting.ask),
    member("POST", _STATUS + "/delete", rewriting.take_back),
    # on the device
    anyone("GET", "/manifest.webmanifest", on_device.manifest),
    anyone("GET", "/sw.js", on_device.worker),
    anyone("GET", "/offline", on_device.offline),
    member("GET", "/offline/home", on_device.last_timeline),
    # the company
    staff("GET", "/office", desk.show),
    staff("GET", "/office/mentions", desk.mentions),
    staff("GET", "/office/members", members.index),
    staff("GET", _MEMBER, members.show),
    staff("POST", _MEMBER, members.tend),
    staff("POST", _MEMBER + "/sign-out", members.sign_out),
    staff("POST", _MEMBER + "/role", members.give_role),
    staff("GET", "/office/cars", register.index),
    staff("GET", "/office/cars/new", register.ask),
    staff("POST", "/office/cars/new", register.let_in),
    staff("GET", _CAR, register.show),
    staff("POST", _CAR, register.tend),
    staff("POST", _CAR + "/code", register.new_code),
    staff("GET", "/office/reports", reports.index),
    staff("GET", _REPORT, reports.show),
    staff("POST", _REPORT, reports.tend),
    staff("GET", "/office/log", log.show),
    # maps
    anyone("GET", "/towns/{lat:-?[0-9]{1,2}}/{lon:-?[0-9]{1,3}}.json", towns.in_cell),
    # pictures
    anyone("GET", "/portraits/car/{id:[0-9]+}.svg", drawings.car),
    anyone("GET", "/portraits/person/{id:[0-9]+}.svg", drawings.person),
    anyone("GET", "/portraits/header.svg", drawings.header),
)


def set_up_pages(app: web.Application) -> None:
    """The app answers people as well. `errors.answer_in_pages` belongs among its middlewares."""
    set_up_templates(app)
    app[VOICES] = read_voices()
    for page in PAGES:
        add_path(app, page.method, page.path, page.handler)
