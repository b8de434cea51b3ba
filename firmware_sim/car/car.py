"""A car: where it is, what it holds, and what each span of time does to it."""

from enum import StrEnum

from firmware_sim.car import aux_battery, tyres
from firmware_sim.car.battery import Battery
from firmware_sim.car.condition import DAY_S, Condition
from firmware_sim.car.model import Model
from firmware_sim.car.motion import comfort_kw, traction_kw

RESERVE_PERCENT = 3.0  # where a petrol engine takes over
LOSSES = 0.05  # of charging power, at most: what the last step to the limit may take in addition
AT_THE_LIMIT = 0.01  # points
RECENT_KM = 25.0  # the range display remembers about this far back


class ChargeState(StrEnum):
    """What the charger and the battery are doing together."""

    UNPLUGGED = "unplugged"
    WAITING = "waiting"
    CHARGING = "charging"
    COMPLETE = "complete"
    STOPPED = "stopped"


class Car:
    """One car in the simulated world; its owner's days move it, its firmware reads it."""

    __slots__ = (
        "age_s",
        "battery",
        "charge_limit_percent",
        "charge_starts_s",
        "charge_state",
        "climate_on",
        "condition",
        "heading_deg",
        "ignition_on",
        "lat",
        "locked",
        "lon",
        "model",
        "net_kwh",
        "odometer_km",
        "offered_kw",
        "outside_c",
        "power_kw",
        "rested_s",
        "route_km",
        "speed_kmh",
        "wh_per_km",
    )

    def __init__(
        self,
        model: Model,
        *,
        soc_percent: float,
        odometer_km: float,
        lat: float,
        lon: float,
        condition: Condition | None = None,
    ) -> None:
        self.model = model
        self.condition = condition or Condition(filled_kpa=(model.placard_kpa,) * tyres.WHEELS)
        self.age_s = 0.0  # in this world
        self.rested_s = 0.0  # since anything last charged the 12 V battery
        self.battery = Battery(model, soc_percent=soc_percent)
        self.odometer_km = odometer_km
        self.lat, self.lon, self.heading_deg = lat, lon, 0.0
        self.speed_kmh = 0.0
        self.outside_c = 20.0
        self.ignition_on = False
        self.locked = True
        self.route_km: float | None = None  # to the destination, while the navigation guides there
        self.charge_starts_s: float | None = None  # Unix seconds: when the timer lets the charge begin
        self.offered_kw = 0.0  # by the charger the car hangs on; 0 when it hangs on none
        self.charge_limit_percent = 100.0
        self.charge_state = ChargeState.UNPLUGGED
        self.climate_on = False  # without a driver
        self.power_kw = 0.0  # through the battery's terminals just now, inward counted positive
        self.net_kwh = 0.0  # through the battery's terminals since the factory
        self.wh_per_km = model.rated_wh_per_km

    @property
    def soc_percent(self) -> float:
        """The charge as the car tells it: in its own steps."""
        step = self.model.soc_step_percent
        return min(100.0, round(round(self.battery.soc_percent / step) * step, 3))

    @property
    def range_km(self) -> float:
        """What the display promises, from the recent consumption."""
        expected = max(self.wh_per_km, self.model.rated_wh_per_km / 2)
        return float(round(self.battery.stored_kwh * 1000 / expected))

    @property
    def charge_minutes_left(self) -> float | None:
        """Until the limit is reached; None while nothing flows."""
        if self.charge_state is not ChargeState.CHARGING:
            return None
        hours = self.battery.hours_to(
            self.charge_limit_percent, offered_kw=self.offered_kw, outside_c=self.outside_c
        )
        return float(round(hours * 60))

    @property
    def arrival_percent(self) -> float | None:
        """The charge the navigation foresees at the destination; None while it guides nowhere."""
        if self.route_km is None:
            return None
        needed_kwh = self.route_km * self.wh_per_km / 1000
        return float(round(100 * max(0.0, self.battery.stored_kwh - needed_kwh) / self.model.capacity_kwh))

    @property
    def tyre_kpa(self) -> tuple[float, ...]:
        """By wheel, as the sensors say."""
        condition, days = self.condition, self.age_s / DAY_S
        return tuple(
            tyres.pressure_kpa(filled_kpa, leak, days=days, outside_c=self.outside_c)
            for filled_kpa, leak in zip(condition.filled_kpa, condition.leaks_kpa_a_day, strict=True)
        )

    @property
    def tyre_alert(self) -> tuple[int, ...] | None:
        """By wheel; None in a car that does not tell which."""
        if not self.model.tyre_alert:
            return None
        return tuple(tyres.alert(kpa, placard_kpa=self.model.placard_kpa) for kpa in self.tyre_kpa)

    @property
    def aux_battery_v(self) -> float:
        """Of the 12 V battery."""
        return aux_battery.volts(
            resting_v=self.condition.resting_v,
            falls_v_a_day=self.condition.falls_v_a_day,
            rested_days=self.rested_s / DAY_S,
            fed=self.is_awake,
        )

    @property
    def service_in_km(self) -> float:
        """Until the next service; negative when it is overdue."""
        return float(round(self.condition.service_at_km - self.odometer_km, -1))

    @property
    def service_in_days(self) -> float:
        """The same by the calendar."""
        return float(round(self.condition.service_in_days - self.age_s / DAY_S))

    @property
    def trouble_codes(self) -> tuple[str, ...]:
        """What its diagnosis has stored."""
        return (self.condition.trouble_code,) if self.odometer_km >= self.condition.trouble_at_km else ()

    @property
    def is_awake(self) -> bool:
        """Whether the main battery feeds the 12 V one."""
        return self.ignition_on or self.charge_state is ChargeState.CHARGING

    def grow_older(self, seconds: float) -> None:
        """Let time work on what wears with it."""
        self.age_s += seconds
        self.rested_s = 0.0 if self.is_awake else self.rested_s + seconds
        if self.ignition_on:
            return
        drawn_w = 0.0 if self.is_awake else self.model.asleep_w
        if self.climate_on:
            drawn_w += 1000 * comfort_kw(self.model, outside_c=self.outside_c)
        if drawn_w:
            self.battery.stored_kwh = max(0.0, self.battery.stored_kwh - drawn_w * seconds / 3.6e6)

    def plug_in(self, *, ac_kw: float = 0.0, dc_kw: float = 0.0, starts_s: float | None = None) -> None:
        """Hang on a charger that offers this much, and wait for a timer (Unix seconds) if one is set.

        Nothing happens where the car has no inlet for it.
        """
        self.offered_kw = max(min(ac_kw, self.model.ac_kw), min(dc_kw, self.model.dc_kw))
        if not self.offered_kw:
            return
        if starts_s is not None:
            self.charge_state, self.charge_starts_s = ChargeState.WAITING, starts_s
        else:
            self.start_charging()

    def start_charging(self) -> None:
        """Let the energy flow, as far as there is room; nothing happens without a cable."""
        self.charge_starts_s = None
        if not self.offered_kw:
            return
        self.charge_state = ChargeState.CHARGING
        self._charge_or_rest()

    def wait_until(self, starts_s: float) -> None:
        """Charge from that moment on (Unix seconds) and not before, if it hangs on a cable."""
        if self.charge_state is not ChargeState.UNPLUGGED:
            self.charge_state, self.charge_starts_s, self.power_kw = ChargeState.WAITING, starts_s, 0.0

    def break_off(self) -> None:
        """The charger, or somebody, ends the charge before its limit; the cable stays."""
        if self.charge_state in (ChargeState.CHARGING, ChargeState.WAITING):
            self.charge_state, self.charge_starts_s, self.power_kw = ChargeState.STOPPED, None, 0.0

    def unplug(self) -> None:
        """Take the cable off."""
        self.offered_kw = self.power_kw = 0.0
        self.charge_state, self.charge_starts_s = ChargeState.UNPLUGGED, None

    def switch_on(self, *, route_km: float | None = None) -> None:
        """Begin a drive, with the navigation's help where a way is given and the model has one."""
        self.ignition_on, self.locked, self.climate_on = True, False, False
        self.route_km = route_km if self.model.navigates else None

    def switch_off(self) -> None:
        """End a drive, and lock up."""
        self.ignition_on, self.locked, self.power_kw, self.route_km = False, True, 0.0, None

    def charge(self, seconds: float) -> None:
        """Let the charger work; at the limit it ends."""
        if self.charge_state is not ChargeState.CHARGING:
            return
        hours = seconds / 3600
        room_kwh = (self.charge_limit_percent - self.battery.soc_percent) / 100 * self.model.capacity_kwh
        power_kw = min(self.power_kw, room_kwh / hours * (1 + LOSSES))
        self.net_kwh += self.battery.flow(power_kw, seconds) * hours
        self._charge_or_rest()

    def roll(self, metres: float, *, speed_ms: float, seconds: float, slope: float = 0.0) -> None:
        """Drive this far and be this fast at the end of it; slope: metres up a metre, downhill below 0."""
        mean_ms = metres / seconds
        acceleration_ms2 = (speed_ms - self.speed_kmh / 3.6) / seconds
        traction = traction_kw(self.model, speed_ms=mean_ms, acceleration_ms2=acceleration_ms2, slope=slope)
        if traction > 0:
            traction = min(traction, self.battery.acceptance_kw(outside_c=self.outside_c))
        power_kw = traction - comfort_kw(self.model, outside_c=self.outside_c)
        if self.model.petrol and power_kw < 0 and self.battery.soc_percent <= RESERVE_PERCENT:
            power_kw = 0.0
        self.power_kw = self.battery.flow(power_kw, seconds)
        self.net_kwh += self.power_kw * seconds / 3600
        km = metres / 1000
        self.odometer_km += km
        if self.route_km is not None:
            self.route_km = max(0.0, self.route_km - km)
        self.speed_kmh = speed_ms * 3.6
        self.wh_per_km += (-self.power_kw * seconds / 3.6 - self.wh_per_km * km) / RECENT_KM

    def _charge_or_rest(self) -> None:
        if self.battery.soc_percent < self.charge_limit_percent - AT_THE_LIMIT:
            self.power_kw = min(self.offered_kw, self.battery.acceptance_kw(outside_c=self.outside_c))
        else:
            self.charge_state, self.power_kw = ChargeState.COMPLETE, 0.0
