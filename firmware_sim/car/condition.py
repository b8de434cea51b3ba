"""What age and luck have made of one car: its tyres, its 12 V battery, its next service, its faults."""

from dataclasses import dataclass
from math import inf

from firmware_sim.car.aux_battery import FULL_V
from firmware_sim.car.tyres import SEEPS_KPA_A_DAY, WHEELS

DAY_S = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """As it was when the car entered the world; the defaults are a car in order."""

    filled_kpa: tuple[float, ...]  # by wheel, at 20 °C
    leaks_kpa_a_day: tuple[float, ...] = (SEEPS_KPA_A_DAY,) * WHEELS
    resting_v: float = FULL_V  # of the 12 V battery, just after it was charged
    falls_v_a_day: float = 0.015  # 30 mA of sleeping electronics are 1.6 % of 45 Ah a day, 1 % is 8 mV
    service_at_km: float = 15_000.0  # on the odometer; Nissan's and Hyundai's booklets: 15,000 km or a year
    service_in_days: float = 365.0
    trouble_at_km: float = inf  # on the odometer
    trouble_code: str = ""
