"""Days of cars: out in the morning, back in the evening, the same for the same seed."""

from datetime import datetime

import pytest

from firmware_sim.dialects import native
from firmware_sim.fleet.residents import Resident
from tests.builders.firmware_sim import MONDAY_MORNING, residents

DAY_S = 86_400


def bytes_of(resident: Resident, *, days: float) -> list[bytes]:
    """All a car says in these days, as it stands on the wire."""
    said, life_due_s, at_s = [], next(resident.days), MONDAY_MORNING.timestamp()
    while at_s < MONDAY_MORNING.timestamp() + days * DAY_S:
        said += [native.encode(resident.car_id, each).payload for each in resident.firmware.look(at_s)]
        at_s = min(life_due_s, resident.firmware.due_s)
        if life_due_s <= at_s:
            life_due_s = next(resident.days)
    return said


def test_the_same_seed_gives_the_same_bytes() -> None:
    first, second = (bytes_of(residents(3, seed=7)[2], days=2) for _ in range(2))
    assert first == second
    assert len(first) > 100
    assert bytes_of(residents(3, seed=8)[2], days=2) != first


def test_a_car_says_the_same_however_many_others_there_are() -> None:
    assert bytes_of(residents(1)[0], days=1) == bytes_of(residents(6)[0], days=1)


@pytest.mark.parametrize("resident", residents(25), ids=lambda resident: resident.car_id)
def test_a_working_day_leads_out_and_home_again(resident: Resident) -> None:
    home, odometer_km = (resident.car.lat, resident.car.lon), resident.car.odometer_km
    places, socs = set(), []
    for at_s in resident.days:
        if at_s > MONDAY_MORNING.timestamp() + 0.95 * DAY_S:
            break
        places.add((round(resident.car.lat, 3), round(resident.car.lon, 3)))
        socs.append(resident.car.soc_percent)
    assert len(places) > 3
    assert resident.car.odometer_km > odometer_km + 1
    assert (resident.car.lat, resident.car.lon) == pytest.approx(home, abs=1e-6)
    assert not resident.car.ignition_on
    assert 0 < min(socs) <= max(socs) <= 100


def test_in_a_week_someone_forgets_the_plug_someone_runs_low_and_someone_charges_at_work() -> None:
    evenings_unplugged = low = charged_away = 0
    for resident in residents(25):
        home = (resident.car.lat, resident.car.lon)
        for at_s in resident.days:
            hour = datetime.fromtimestamp(at_s, MONDAY_MORNING.tzinfo).hour
            at_home = (resident.car.lat, resident.car.lon) == home
            evenings_unplugged += at_home and hour == 23 and resident.car.charge_state == "unplugged"
            low += resident.car.soc_percent < 20
            charged_away += resident.car.charge_state == "charging" and not at_home
            if at_s > MONDAY_MORNING.timestamp() + 5 * DAY_S:
                break
    assert min(evenings_unplugged, low, charged_away) > 0
