"""A car's health in the columns of a table, and back."""

from typing import Any

from sqlalchemy import Row

from feed.social.health import FIGURES, NOT_KNOWN, Health
from feed.store.car_tables import CarHistory, CarSnapshot


def health_row(health: Health | None) -> dict[str, Any]:
    """The columns; codes as one text, so that a statement can ask whether there are any."""
    told = health or NOT_KNOWN
    codes = told.trouble_codes
    row = {name: getattr(told, name) for name in FIGURES}
    return row | {"trouble_codes": codes if codes is None else " ".join(codes)}


def health_from(row: CarSnapshot | CarHistory | Row[Any]) -> Health | None:
    """The health in these columns; None when nothing is known of it."""
    told = {name: getattr(row, name) for name in FIGURES}
    codes, kpa = told["trouble_codes"], told["tyre_kpa"]
    told |= {
        "trouble_codes": codes if codes is None else tuple(codes.split()),
        "tyre_kpa": kpa if kpa is None else tuple(kpa),
    }
    health = Health(**told)
    return None if health == NOT_KNOWN else health
