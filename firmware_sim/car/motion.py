"""What moving, heating and cooling ask of the battery."""

from firmware_sim.car.model import Model

GRAVITY_MS2 = 9.81
AIR_KG_M3 = 1.2
ROTATING_PARTS = 1.04  # wheels and motor have to be spun up as well
DRIVE_EFFICIENCY = 0.86  # battery to road
RECUPERATION_EFFICIENCY = 0.65  # road to battery: motor, inverter, and what the brake discs take
ELECTRONICS_KW = 0.3
COOLING_KW = 1.5


def traction_kw(model: Model, *, speed_ms: float, acceleration_ms2: float, slope: float = 0.0) -> float:
    """Power into the battery (negative: out of it) to move like this; slope: metres up a metre."""
    force_n = (
        model.mass_kg * ROTATING_PARTS * acceleration_ms2
        + model.mass_kg * GRAVITY_MS2 * (model.rolling_resistance + slope)
        + AIR_KG_M3 / 2 * model.drag_area_m2 * speed_ms * speed_ms
    )
    road_kw = force_n * speed_ms / 1000
    if road_kw >= 0:
        return -min(road_kw / DRIVE_EFFICIENCY, model.motor_kw)
    return min(-road_kw * RECUPERATION_EFFICIENCY, model.recuperation_kw)


def comfort_kw(model: Model, *, outside_c: float) -> float:
    """What the electronics and a driver who wants 21 °C draw while the car is on."""
    heating_kw = model.heater_kw * min(1.0, max(0.0, (18 - outside_c) / 35))
    cooling_kw = COOLING_KW * min(1.0, max(0.0, (outside_c - 24) / 12))
    return ELECTRONICS_KW + heating_kw + cooling_kw
