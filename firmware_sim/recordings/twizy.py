"""The RSK Twizy EV dataset: https://github.com/NaitMalekYoussef/RSK_Twizy_EV_Dataset, with ten columns.

vehicle_id, trip_id, local_time (without a zone; driven in Morocco), lat, lon, speed_kmh, soc_pct, mode,
alt_m, outside_temp_c. Gear and height have no word in what cars say to us.
"""

from operator import itemgetter
from zoneinfo import ZoneInfo

from firmware_sim.recordings.form import Form, Row, Said, figure, moment


def _said(row: Row) -> Said:
    return {
        "soc_percent": figure(row["soc_pct"]),
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
            "local_time",
            "lat",
            "lon",
            "speed_kmh",
            "soc_pct",
            "mode",
            "alt_m",
            "outside_temp_c",
        }
    ),
    car_id=itemgetter("vehicle_id"),
    observed_at=lambda row: moment(row["local_time"], zone=ZoneInfo("Africa/Casablanca")),
    said=_said,
)
