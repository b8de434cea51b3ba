"""What the staff sees, in Mastodon's JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from feed.api.moments import iso
from feed.api.present.accounts import Json, account
from feed.ids import moment_of
from feed.site import Site
from feed.store.reports import KnownMember
from feed.store.tables import Account, Report


def known_member(one: KnownMember, site: Site) -> Json:
    """A member as the staff knows them. Where from they came is not written down, so nobody can know."""
    member, user = one.account, one.user
    role = user.role if user else "car"
    return {
        "id": str(member.id),
        "username": member.username,
        "domain": None,
        "created_at": iso(moment_of(member.id)),
        "email": (user.email if user else None) or "",
        "ip": None,
        "ips": [],
        "locale": user.locale if user else None,
        "invite_request": None,
        "role": {"id": role, "name": role, "permissions": "0", "color": "", "highlighted": False},
        "confirmed": True,
        "approved": True,
        "disabled": bool(user and user.disabled_at),
        "silenced": member.limited_at is not None,
        "suspended": False,
        "sensitized": False,
        "account": account(member, site),
    }


def report(one: Report, about: Account, site: Site) -> Json:
    """A complaint as who made it sees it."""
    return {
        "id": str(one.id),
        "action_taken": one.resolved_at is not None,
        "action_taken_at": iso(one.resolved_at) if one.resolved_at else None,
        "category": one.category,
        "comment": one.comment,
        "forwarded": False,
        "created_at": iso(moment_of(one.id)),
        "status_ids": [str(status_id) for status_id in one.status_ids],
        "rule_ids": one.rule_ids,
        "target_account": account(about, site),
    }


def report_for_staff(
    one: Report,
    people: Mapping[int, KnownMember],
    statuses: Sequence[object],
    rules: Sequence[Mapping[str, str]],
    site: Site,
) -> Json:
    """A complaint with everything about it; `statuses` are in JSON already."""

    def known(account_id: int | None) -> dict[str, Any] | None:
        found = people.get(account_id) if account_id else None
        return known_member(found, site) if found else None

    whole = report(one, people[one.target_account_id].account, site)
    del whole["status_ids"], whole["rule_ids"]
    return whole | {
        "updated_at": iso(one.resolved_at or moment_of(one.id)),
        "account": known(one.account_id),
        "target_account": known(one.target_account_id),
        "assigned_account": known(one.assigned_id),
        "action_taken_by_account": known(one.resolved_by_id),
        "statuses": list(statuses),
        "rules": [rule for rule in rules if rule["id"] in one.rule_ids],
    }
