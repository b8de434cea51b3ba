"""Cases in JSON, for both of them and for the gateway."""

from typing import Any

from feed.api.moments import iso
from feed.store.cases import CaseView
from feed.store.tables import Account, Slot


def case_json(view: CaseView) -> dict[str, Any]:
    """A case with its times. `status_id` is where its thread begins, null if that was withdrawn."""
    case = view.case
    return {
        "id": str(case.id),
        "car": _account(view.car) | {"nickname": view.car.display_name},
        "owner": _account(view.owner),
        "dealer": _account(view.dealer),
        "matter": case.matter,
        "opened_at": iso(case.opened_at),
        "closed_at": iso(case.closed_at) if case.closed_at else None,
        "access_until": iso(case.access_until),
        "dealer_sees_car": view.may_see,
        "status_id": str(case.status_id) if case.status_id else None,
        "proposed": [slot_json(slot, number) for number, slot in view.proposed],
        "appointment": slot_json(view.appointment, None) if view.appointment else None,
    }


def slot_json(slot: Slot, number: int | None) -> dict[str, Any]:
    """A time, and the number by which it was proposed."""
    return {
        "id": str(slot.id),
        "number": number,
        "begins_at": iso(slot.begins_at),
        "ends_at": iso(slot.ends_at),
        "time_zone": slot.time_zone,
    }


def _account(account: Account) -> dict[str, Any]:
    return {"id": str(account.id), "acct": account.username}
