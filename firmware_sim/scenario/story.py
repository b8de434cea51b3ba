"""One car's part in a scenario: it changes as the file says, moment by moment; nobody is told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import atan2, cos, degrees, hypot, radians, sin, sqrt
from typing import Any

from firmware_sim.car import tyres
from firmware_sim.car.car import Car, ChargeState
from firmware_sim.car.condition import DAY_S
from firmware_sim.day.drive import SLOW_DOWN_MS2, SPEED_UP_MS2
from firmware_sim.day.roads import METRES_PER_DEGREE
from firmware_sim.errors import UsageError
from firmware_sim.scenario.form import Place
from firmware_sim.scenario.happenings import (
    Becomes,
    CarDoes,
    Drives,
    IsTowed,
    PlugsIn,
    Says,
    Simply,
)

CHARGING_STEP_S, RESTING_STEP_S, DRIVING_STEP_S = 20.0, 600.0, 1.0
GETTING_IN_S, GETTING_OUT_S = 20.0, 20.0
BOOTS_S, RENEWS_S = 20.0, 300.0
NEARLY_THERE_M, CRAWL_MS = 0.5, 1.0


@dataclass(frozen=True, slots=True)
class Aside:
    """What the car's firmware is to do, beside reporting what it finds."""

    away_s: float = 0.0  # it is off for so long, and begins anew
    words: Mapping[str, Any] | None = None  # it says exactly this


class Story:
    """A car and what happens to it. Take `moments()` and ask for the next again and again, as of a life."""

    def __init__(
        self, car: Car, happenings: Sequence[CarDoes], *, starts: datetime, places: Mapping[str, Place]
    ) -> None:
        self.car = car
        self.asides: list[Aside] = []  # for whoever looks at the car next
        self._starts, self._at_s, self._places = starts, starts.timestamp(), places
        self._happenings = sorted(happenings, key=self._due_s)

    def moments(self) -> Iterator[float]:
        """Moments (Unix seconds) at which the car changes. Each is told before; on asking on, it happens."""
        for happening in self._happenings:
            due_s = self._due_s(happening)
            if due_s < self._at_s - DRIVING_STEP_S:
                busy_until = datetime.fromtimestamp(self._at_s, self._starts.tzinfo)
                raise UsageError(
                    f"at {self._clock(due_s)} {happening.car or 'the car'} cannot {_verb(happening)}: "
                    f"it is busy until {busy_until:%H:%M:%S}"
                )
            yield from self._wait(until_s=due_s)
            yield from self._let(happening)
        while True:
            yield from self._wait(until_s=self._at_s + DAY_S)

    def _let(self, happening: CarDoes) -> Iterator[float]:
        match happening:
            case Drives():
                yield from self._drive(happening)
            case IsTowed():
                yield from self._move(happening.km * 1000, happening.heading_deg, kmh=happening.kmh, on=False)
                self.car.speed_kmh = 0.0
            case PlugsIn():
                starts = happening.starts
                at_s = starts.seconds(self._starts) if starts is not None else None
                self.car.plug_in(ac_kw=happening.kw, dc_kw=happening.dc_kw, starts_s=at_s)
            case Simply():
                self._do(happening.does)
            case Becomes():
                self._become(happening)
            case Says():
                for turn in range(happening.times):
                    yield from self._pass(happening.every if turn else 0.0)
                    self.asides.append(Aside(words=happening.words))
        yield from self._pass(0.0)

    def _do(self, what: str) -> None:
        car = self.car
        match what:
            case "unplug":
                car.unplug()
            case "break_off":
                car.break_off()
            case "resume":
                car.start_charging()
            case "switch_on":
                car.switch_on()
            case "switch_off":
                car.switch_off()
            case "reboot":
                self.asides.append(Aside(away_s=BOOTS_S))
            case "update":
                self.asides.append(Aside(away_s=RENEWS_S))

    def _become(self, told: Becomes) -> None:
        car, condition = self.car, self.car.condition
        if told.soc_percent is not None:
            car.battery.stored_kwh = car.model.capacity_kwh * told.soc_percent / 100
        if told.outside_c is not None:
            car.outside_c = told.outside_c
        if told.odometer_km is not None:
            car.odometer_km = told.odometer_km
        if told.aux_battery_v is not None:
            condition = replace(condition, resting_v=told.aux_battery_v, falls_v_a_day=0.0)
        if told.tyre_kpa is not None:
            filled = tuple(tyres.filled_for(kpa, outside_c=car.outside_c) for kpa in told.tyre_kpa)
            condition = replace(condition, filled_kpa=filled, leaks_kpa_a_day=(0.0,) * tyres.WHEELS)
        if told.service_in_km is not None:
            condition = replace(condition, service_at_km=car.odometer_km + told.service_in_km)
        if told.trouble_code is not None:
            condition = replace(condition, trouble_at_km=0.0, trouble_code=told.trouble_code)
        car.condition = condition

    def _drive(self, told: Drives) -> Iterator[float]:
        metres, heading_deg = self._way(told)
        self.car.switch_on(route_km=metres / 1000 if told.navigates else None)
        yield from self._pass(GETTING_IN_S)
        slope = told.climbs_m / metres if metres else 0.0
        yield from self._move(metres, heading_deg, kmh=told.kmh, on=True, slope=slope)
        yield from self._pass(GETTING_OUT_S)
        if told.to is not None:
            place = self._places[told.to]
            self.car.lat, self.car.lon = place.lat, place.lon
        if not told.stays_on:
            self.car.switch_off()

    def _way(self, told: Drives) -> tuple[float, float]:
        if told.to is None:
            return (told.km or 0.0) * 1000, told.heading_deg
        place, car = self._places[told.to], self.car
        north_m = (place.lat - car.lat) * METRES_PER_DEGREE
        east_m = (place.lon - car.lon) * METRES_PER_DEGREE * cos(radians(car.lat))
        return hypot(north_m, east_m), degrees(atan2(east_m, north_m)) % 360

    def _move(
        self, metres: float, heading_deg: float, *, kmh: float, on: bool, slope: float = 0.0
    ) -> Iterator[float]:
        """Along a straight line; a car that is carried spends nothing."""
        car, speed_ms = self.car, 0.0
        north, east = cos(radians(heading_deg)), sin(radians(heading_deg))
        while metres > NEARLY_THERE_M:
            safe_ms = max(CRAWL_MS, sqrt(2 * SLOW_DOWN_MS2 * metres))
            speed_ms = min(speed_ms + SPEED_UP_MS2, kmh / 3.6, safe_ms)
            moved_m = min(speed_ms, metres)
            metres -= moved_m
            yield from self._pass(DRIVING_STEP_S)
            if on:
                end_ms = speed_ms if metres > NEARLY_THERE_M else 0.0
                car.roll(moved_m, speed_ms=end_ms, seconds=DRIVING_STEP_S, slope=slope)
                car.heading_deg = round(heading_deg, 1)
            else:
                car.speed_kmh = speed_ms * 3.6
            car.lat += moved_m * north / METRES_PER_DEGREE
            car.lon += moved_m * east / METRES_PER_DEGREE / cos(radians(car.lat))

    def _wait(self, *, until_s: float) -> Iterator[float]:
        car = self.car
        while self._at_s < until_s:
            step_s = CHARGING_STEP_S if car.charge_state is ChargeState.CHARGING else RESTING_STEP_S
            if car.charge_starts_s is not None:
                step_s = min(step_s, max(0.0, car.charge_starts_s - self._at_s))
            yield from self._pass(min(step_s, until_s - self._at_s))
            if car.charge_starts_s is not None and car.charge_starts_s <= self._at_s:
                car.start_charging()

    def _pass(self, seconds: float) -> Iterator[float]:
        self._at_s += seconds
        yield self._at_s
        self.car.grow_older(seconds)
        if seconds:
            self.car.charge(seconds)

    def _due_s(self, happening: CarDoes) -> float:
        return happening.at.seconds(self._starts)

    def _clock(self, at_s: float) -> str:
        return f"{datetime.fromtimestamp(at_s, self._starts.tzinfo):%H:%M:%S}"


def _verb(happening: CarDoes) -> str:
    return str(getattr(happening, "does", "do anything")).replace("_", " ")
