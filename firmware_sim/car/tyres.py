"""The air in four tyres: what seeps out, what a nail lets out, and what the cold takes."""

WHEELS = 4  # front left, front right, rear left, rear right
FILLED_AT_C = 20.0
ATMOSPHERE_KPA = 101.3
ZERO_C_K = 273.15
STEP_KPA = 2.5  # what a sensor in a valve resolves: 1.4 to 2.5 kPa in the usual chips
SEEPS_KPA_A_DAY = 0.3  # through the rubber of any tyre: tyre makers name 1 to 2 psi (7 to 14 kPa) a month
LOW, DANGEROUS = 0.75, 0.5  # of the placard. US FMVSS 138 wants the lamp at 25 % under it


def pressure_kpa(filled_kpa: float, leak_kpa_a_day: float, *, days: float, outside_c: float) -> float:
    """Over the atmosphere, so many days after it was filled; air in a fixed room follows its temperature."""
    left_kpa = max(0.0, filled_kpa - leak_kpa_a_day * days)
    warmth = (outside_c + ZERO_C_K) / (FILLED_AT_C + ZERO_C_K)
    kpa = (left_kpa + ATMOSPHERE_KPA) * warmth - ATMOSPHERE_KPA
    return max(0.0, round(kpa / STEP_KPA) * STEP_KPA)


def alert(kpa: float, *, placard_kpa: float) -> int:
    """What the lamp says of one tyre: 0 well, 1 low, 2 dangerously low."""
    return (kpa < LOW * placard_kpa) + (kpa < DANGEROUS * placard_kpa)


def filled_for(kpa: float, *, outside_c: float) -> float:
    """To how much a tyre was filled, at 20 °C, that has this pressure now."""
    warmth = (outside_c + ZERO_C_K) / (FILLED_AT_C + ZERO_C_K)
    return (kpa + ATMOSPHERE_KPA) / warmth - ATMOSPHERE_KPA
