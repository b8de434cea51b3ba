"""Any day of any car, and what must be the same however it was heard."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from msgspec.structs import replace

from gateway.car.bounds import Bounds, NamedPlace, Zone
from gateway.car.reading import ChargeState, Reading
from tests.builders.gateway import HOME, Life, a_reading, at

NEXT_DOOR = Zone(lat=HOME.lat + 0.002, lon=HOME.lon, radius_m=100)
BOUNDS = Bounds(home=HOME, zones=(NamedPlace("Next door", NEXT_DOOR),), time_zone="Asia/Tokyo")
DAYS = settings(max_examples=100, deadline=None)

WORDS: dict[str, st.SearchStrategy[Any]] = {
    "soc_percent": st.sampled_from((0.0, 4.0, 9.0, 19.0, 21.0, 23.5, 40.0, 41.5, 80.0, 100.0)),
    "plugged_in": st.booleans(),
    "charge_state": st.sampled_from(ChargeState),
    "charge_power_kw": st.sampled_from((-20.0, 0.0, 0.4, 7.0)),
    "charge_limit_percent": st.sampled_from((80.0, 90.0)),
    "charge_starts_at": st.sampled_from((at(1000), at(9000))),
    "charge_minutes_left": st.sampled_from((0.0, 5.0, 60.0, 200.0)),
    "speed_kmh": st.sampled_from((0.0, 3.0, 30.0, 90.0)),
    "ignition_on": st.booleans(),
    "locked": st.booleans(),
    "arrival_percent": st.sampled_from((4.0, 9.0, 12.0, 30.0)),
    "aux_battery_v": st.sampled_from((0.0, 10.8, 11.3, 12.5, 25.5)),
    "tyre_kpa": st.sampled_from(((230.0,) * 4, (230.0, 180.0, 0.0, 240.0), (None, 130.0, None, None))),
    "tyre_alert": st.sampled_from(((0, 0, 0, 0), (0, 1, 0, 2))),
    "trouble_codes": st.sampled_from(((), ("P0A80",), ("P0A80", "U0100"))),
    "service_in_km": st.sampled_from((1100.0, 900.0, 200.0, -10.0, 15_000.0)),
    "service_in_days": st.sampled_from((31.0, 7.0, 400.0)),
    "odometer_km": st.sampled_from((1000.0, 1001.5, 1012.0, 10_000.5)),
    "where": st.sampled_from((HOME.lat, HOME.lat + 0.002, HOME.lat + 0.05, 0.0)),
    "unknown": st.sampled_from(
        (
            frozenset[str](),
            frozenset(
                {
                    *("plugged_in", "soc_percent", "lat", "lon", "charge_state", "charge_starts_at"),
                    *("charge_limit_percent", "aux_battery_v", "locked", "arrival_percent"),
                }
            ),
        )
    ),
}
STEPS_S = st.sampled_from((0, 0, 1, 3, 10, 31, 61, 125, 301, 950, 7200))


@st.composite
def days(draw: st.DrawFn) -> list[Reading]:
    """Some hours of a car that does anything at all, each reading heard the moment it was said."""
    day, second = [], 0
    for seq in range(1, draw(st.integers(2, 30)) + 1):
        second += draw(STEPS_S)
        said = draw(st.fixed_dictionaries({}, optional=WORDS))
        where = said.pop("where", None)
        position = {} if where is None else {"lat": where, "lon": HOME.lon}
        day.append(a_reading(second, seq=seq, **said, **position))
    return day


def lived(day: list[Reading]) -> Life:
    """The day as it was said, and four hours after it."""
    return at_the_end(Life(bounds=BOUNDS).hear(*day), day)


def at_the_end(life: Life, day: list[Reading]) -> Life:
    """Four hours after the last reading of the day."""
    return life.pass_time((day[-1].observed_at - at(0)).total_seconds() + 4 * 3600)


def essence(life: Life) -> tuple[Any, ...]:
    """All that must be the same: everything but when we happened to hear of it."""
    said = life.state.said and replace(life.state.said, received_at=at(0))
    state = replace(life.state, received_at=None, wake_at=None, said=said)
    return state, life.events, life.drives, life.charges
