"""How warm it is outside: the latitude, the season and the hour, nothing else."""

from math import cos, pi

DAY_S = 86_400
YEAR_S = 365.25 * DAY_S
LATE_JULY = 0.56  # of the year: the warmest days of the northern half
AFTERNOON = 0.6  # of the day: its warmest hour


def outside_c(at_s: float, *, lat: float, lon: float) -> float:
    """Degrees Celsius at a moment (Unix seconds) and place."""
    season = cos(2 * pi * (at_s % YEAR_S / YEAR_S - LATE_JULY))
    sun_s = at_s + lon / 360 * DAY_S
    hour = cos(2 * pi * (sun_s % DAY_S / DAY_S - AFTERNOON))
    northward = 1 if lat >= 0 else -1
    mean_c = 28 - 0.35 * abs(lat)
    return round(mean_c + northward * 0.3 * abs(lat) * season + 4 * hour, 1)
