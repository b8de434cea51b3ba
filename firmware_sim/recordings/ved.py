"""The Vehicle Energy Dataset's electric cars: https://github.com/gsoh/VED, with ten columns.

vehicle_id, trip_id, utc_time, lat, lon, speed_kmh, soc_pct, hv_current_a (positive flows into the battery),
hv_voltage_v, outside_temp_c. It records neither cable nor ignition, so neither is said.
"""

from msgspec import UNSET, UnsetType

from firmware_sim.recordings.form import Form, Row, Said, figure, moment


def _power_kw(row: Row) -> float | str | UnsetType:
    amperes, volts = figure(row["hv_current_a"]), figure(row["hv_voltage_v"])
    if isinstance(amperes, float) and isinstance(volts, float):
        return round(amperes * volts / 1000, 3)
    return amperes if isinstance(amperes, str) else volts if isinstance(volts, str) else UNSET


def _said(row: Row) -> Said:
    return {
        "soc_percent": figure(row["soc_pct"]),
        "charge_power_kw": _power_kw(row),
        "lat": figure(row["lat"]),
        "lon": figure(row["lon"]),
        "speed_kmh": figure(row["speed_kmh"]),
        "outside_c": figure(row["outside_temp_c"]),
    }


FORM = Form(
    required=frozenset(
        {
            "vehicle_id",
            "trip_id",
            "utc_time",
            "lat",
            "lon",
            "speed_kmh",
            "soc_pct",
            "hv_current_a",
            "hv_voltage_v",
            "outside_temp_c",
        }
    ),
    car_id=lambda row: f"ved-{row['vehicle_id']}",
    observed_at=lambda row: moment(row["utc_time"]),
    said=_said,
)
