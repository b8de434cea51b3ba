"""Our plain form: a CSV of car_id, observed_at (ISO 8601 with a zone) and any fields of the native contract.

true and false are written so; the four tyres and several trouble codes stand in one cell, parted by "|"; an
empty cell says nothing.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from msgspec import UNSET, UnsetType

from firmware_sim.firmware.reading import Reading
from firmware_sim.recordings.form import Form, Row, Said, figure, moment

TRUTHS = {"true": True, "false": False}
FIELDS = frozenset(Reading.__struct_fields__) - {"seq", "observed_at"}


def _truth(cell: str) -> bool | str | UnsetType:
    return TRUTHS.get(cell.lower(), cell or UNSET)


def _word(cell: str) -> str | UnsetType:
    return cell or UNSET


def _tyres(cell: str) -> tuple[float | str, ...] | UnsetType:
    return (
        tuple(part if isinstance(kpa := figure(part), UnsetType) else kpa for part in cell.split("|"))
        if cell
        else UNSET
    )


def _codes(cell: str) -> tuple[str, ...] | UnsetType:
    return tuple(cell.split("|")) if cell else UNSET


def _moment(cell: str) -> datetime | str | UnsetType:
    return moment(cell) if cell else UNSET


READ: Mapping[str, Callable[[str], Any]] = {
    "plugged_in": _truth,
    "ignition_on": _truth,
    "locked": _truth,
    "charge_starts_at": _moment,
    "charge_state": _word,
    "tyre_kpa": _tyres,
    "tyre_alert": _tyres,
    "trouble_codes": _codes,
}


def _said(row: Row) -> Said:
    return {name: READ.get(name, figure)(cell) for name, cell in row.items() if name in FIELDS}


FORM = Form(
    required=frozenset({"car_id", "observed_at"}),
    optional=FIELDS,
    car_id=lambda row: row["car_id"],
    observed_at=lambda row: moment(row["observed_at"]),
    said=_said,
)
