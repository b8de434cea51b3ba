"""The 12 V battery of lead and acid: charged while the car is awake, drained a little while it stands."""

FED_V = 14.2  # what a car's converter holds it at; makers' manuals name 13.8 to 14.6
FULL_V, EMPTY_V = 12.7, 10.5  # at rest. BCI's table: 12.65 full, 11.89 empty; below, the cells are spent
STEP_V = 0.05


def volts(*, resting_v: float, falls_v_a_day: float, rested_days: float, fed: bool) -> float:
    """At its poles: what the converter gives, or what is left after standing so long without it."""
    if fed:
        return FED_V
    left_v = max(EMPTY_V, resting_v - falls_v_a_day * rested_days)
    return round(round(left_v / STEP_V) * STEP_V, 2)
