"""What tells one model of car from another; the models themselves are in config/firmware_sim.toml."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The figures of one model, of a car as it left the factory."""

    name: str
    capacity_kwh: float  # usable, between what the car calls 0 and 100 %
    voltage_v: float  # of the pack, nominal
    resistance_ohm: float  # of the pack: what its own heat costs
    accept_kw: float  # what the pack takes before the taper
    taper_from_percent: float  # up to here constant current, from here constant voltage
    ac_kw: float  # the on-board charger
    dc_kw: float  # at a fast charger; 0 when it has no such inlet
    motor_kw: float
    recuperation_kw: float  # at most, with a warm battery that has room
    mass_kg: float  # with its driver
    drag_area_m2: float  # drag coefficient times frontal area
    rolling_resistance: float
    heater_kw: float  # cabin heating at its strongest
    soc_step_percent: float  # the steps in which the car tells its charge
    rated_wh_per_km: float  # what its range display expects of a driver it does not know yet
    placard_kpa: float  # of the tyres when cold, as the sticker in the door says
    asleep_w: float = 0.0  # what it draws from its battery while it stands: its electronics, its 12 V battery
    tyre_alert: bool = False  # tells which tyre is low
    navigates: bool = False  # foresees the charge at the destination of a long drive
    petrol: bool = False  # an engine takes over when the battery is down
