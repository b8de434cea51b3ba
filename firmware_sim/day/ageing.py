"""What age has made of a car before we meet it: drawn, or ordered by name for a demo."""

from collections.abc import Collection
from enum import StrEnum

from firmware_sim.car.condition import Condition
from firmware_sim.car.model import Model
from firmware_sim.car.tyres import LOW, SEEPS_KPA_A_DAY, WHEELS
from firmware_sim.day.chance import Chance

SERVICE_EVERY_KM, SERVICE_EVERY_DAYS = 15_000.0, 365.0
FILLED_KPA = (-5.0, 5.0)  # around the placard, by a gauge at a filling station
NAIL_KPA_A_DAY = (4.0, 12.0)
TIRED_FALLS_V_A_DAY = (0.2, 0.4)  # a battery with a third of its capacity left
TIRED_V = 12.3
KM_BETWEEN_TROUBLES = 60_000.0  # a fault stored in four years of usual driving
CODES = ("P0A0D", "P0AA6", "P0A93", "U0100", "C0035")  # SAE J2012: interlock, isolation, cooling, CAN, wheel
ALMOST_KPA, ALMOST_V, ALMOST_KM = (
    16.0,
    11.1,
    1_006.0,
)  # what is ordered shows within a day; 12 kPa are the cold's
TROUBLE_AFTER_KM = 8.0
NOT_BY_THE_CALENDAR_DAYS = 60.0


class Ailment(StrEnum):
    """What can be the matter with a car."""

    SLOW_LEAK = "slow-leak"
    WEAK_12V = "weak-12v"
    SERVICE_NEAR = "service-near"
    FAULT = "fault"


RARE = {Ailment.SLOW_LEAK: 0.06, Ailment.WEAK_12V: 0.04}  # share of the cars that have it undemanded


def condition_of(
    model: Model, chance: Chance, *, odometer_km: float, ails: Collection[Ailment] = ()
) -> Condition:
    """The condition of one car; what it is said to ail from shows soon."""
    ailing = {ailment for ailment, share in RARE.items() if chance.random() < share} | set(ails)
    filled_kpa = [model.placard_kpa + chance.uniform(*FILLED_KPA) for _ in range(WHEELS)]
    leaks = [SEEPS_KPA_A_DAY] * WHEELS
    wheel, nail = chance.choice(range(WHEELS)), chance.uniform(*NAIL_KPA_A_DAY)
    tired_v, falls = TIRED_V, chance.uniform(*TIRED_FALLS_V_A_DAY)
    if Ailment.SLOW_LEAK in ailing:
        leaks[wheel] = nail
    if Ailment.SLOW_LEAK in ails:
        filled_kpa[wheel], leaks[wheel] = LOW * model.placard_kpa + ALMOST_KPA, NAIL_KPA_A_DAY[1]
    if Ailment.WEAK_12V in ails:
        tired_v, falls = ALMOST_V, TIRED_FALLS_V_A_DAY[1]
    service_km, service_days = (
        chance.uniform(300.0, SERVICE_EVERY_KM),
        chance.uniform(20.0, SERVICE_EVERY_DAYS),
    )
    if Ailment.SERVICE_NEAR in ails:
        service_km, service_days = ALMOST_KM, max(service_days, NOT_BY_THE_CALENDAR_DAYS)
    trouble_km = chance.uniform(0.0, 2 * KM_BETWEEN_TROUBLES)
    weak = {"resting_v": tired_v, "falls_v_a_day": falls} if Ailment.WEAK_12V in ailing else {}
    return Condition(
        filled_kpa=tuple(filled_kpa),
        leaks_kpa_a_day=tuple(leaks),
        service_at_km=odometer_km + service_km,
        service_in_days=service_days,
        trouble_at_km=odometer_km + (TROUBLE_AFTER_KM if Ailment.FAULT in ails else trouble_km),
        trouble_code=chance.choice(CODES),
        **weak,
    )
