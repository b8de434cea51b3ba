"""A traction battery: constant current, then constant voltage on the way up; losses both ways."""

from firmware_sim.car.model import Model

COMFORTABLE_C = 15.0  # from here on a cold battery is no longer felt
COLDEST_C = -15.0
SHARE_WHEN_COLDEST = 0.25  # of what a warm battery accepts
CUT_OFF_HOURS = 20  # charging ends where the current would need this long for a whole charge


class Battery:
    """Energy in a pack. Power is in kW at its terminals; positive flows in."""

    __slots__ = ("_loss_per_kw2", "model", "stored_kwh")

    def __init__(self, model: Model, *, soc_percent: float) -> None:
        self.model = model
        self.stored_kwh = model.capacity_kwh * soc_percent / 100
        self._loss_per_kw2 = 1000 * model.resistance_ohm / model.voltage_v**2

    @property
    def soc_percent(self) -> float:
        """The true charge, 0..100 of the usable capacity."""
        return 100 * self.stored_kwh / self.model.capacity_kwh

    def acceptance_kw(self, *, outside_c: float) -> float:
        """The most the pack takes now."""
        return acceptance_kw(self.model, self.soc_percent, outside_c=outside_c)

    def flow(self, power_kw: float, seconds: float) -> float:
        """Let power in or out and say how much it was on average: less when the pack ran full or empty."""
        inward_kwh = (power_kw - self.loss_kw(power_kw)) * seconds / 3600
        before_kwh = self.stored_kwh
        self.stored_kwh = min(self.model.capacity_kwh, max(0.0, before_kwh + inward_kwh))
        return power_kw * (self.stored_kwh - before_kwh) / inward_kwh if inward_kwh else 0.0

    def loss_kw(self, power_kw: float) -> float:
        """The heat in the pack at this power, either way."""
        return self._loss_per_kw2 * power_kw * power_kw

    def hours_to(self, soc_percent: float, *, offered_kw: float, outside_c: float) -> float:
        """How long it takes to reach a charge with this much offered."""
        hours, soc = 0.0, self.soc_percent
        while soc < soc_percent:
            points = min(1.0, soc_percent - soc)
            power_kw = min(offered_kw, acceptance_kw(self.model, soc, outside_c=outside_c))
            hours += points / 100 * self.model.capacity_kwh / (power_kw - self.loss_kw(power_kw))
            soc += points
        return hours


def acceptance_kw(model: Model, soc_percent: float, *, outside_c: float) -> float:
    """The most a pack takes: full power, then less in a straight line over charge, the voltage held."""
    warmth = min(1.0, max(0.0, (outside_c - COLDEST_C) / (COMFORTABLE_C - COLDEST_C)))
    full_kw = model.accept_kw * (SHARE_WHEN_COLDEST + (1 - SHARE_WHEN_COLDEST) * warmth)
    if soc_percent <= model.taper_from_percent:
        return full_kw
    cut_off_kw = min(full_kw, model.capacity_kwh / CUT_OFF_HOURS)
    room = max(0.0, (100 - soc_percent) / (100 - model.taper_from_percent))
    return cut_off_kw + (full_kw - cut_off_kw) * room
