"""A car and its owner, day after day: staying, charging, driving. The car is changed, nobody is told."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from firmware_sim.car.car import Car, ChargeState
from firmware_sim.day.chance import Chance
from firmware_sim.day.climate import outside_c
from firmware_sim.day.drive import drive_along
from firmware_sim.day.habits import Habits
from firmware_sim.day.plan import Errand, plan_day, timer_starts_s
from firmware_sim.day.roads import Town

DRIVING_STEP_S, CHARGING_STEP_S, RESTING_STEP_S = 1.0, 20.0, 3600.0
GETTING_IN_S, GETTING_OUT_S, CABLE_S = 30.0, 30.0, 60.0
SHORTEST_STAY_S = 300.0
WORTH_A_ROUTE_KM = 15.0  # nobody asks the navigation the way to the baker
WORK_M, SHOP_M = (2_000.0, 5_000.0), (800.0, 3_500.0)  # as the crow flies from home
SHOPS = 3
SPARE = 1.5  # of the charge that the next way should take
KEEP_PERCENT = 5.0
WORTH_A_CABLE = 10.0  # points to gain at a charger away from home
FAST_CHARGER_KW, FAST_UP_TO_PERCENT = 150.0, 80.0
RESCUE_KW, RESCUE_PERCENT = 20.0, 10.0  # a van with a battery, for whoever is stranded


class Life:
    """What happens to one car, for ever. Take `days()` and ask for the next moment again and again."""

    def __init__(
        self,
        car: Car,
        habits: Habits,
        town: Town,
        chance: Chance,
        *,
        home: int,
        starts: datetime,
        haunts: Sequence[int] = (),
    ) -> None:
        """A car parked at home at an aware local time; of its owner's haunts the first is where they work."""
        self.car = car
        self._habits, self._town, self._chance = habits, town, chance
        self._home = self._here = home
        works = town.spots_between(*WORK_M, of=home)
        self._work = town.next_town if habits.works_in_next_town else chance.choice(works)
        shops = town.spots_between(*SHOP_M, of=home)
        self._shops = [chance.choice(shops) for _ in range(SHOPS)]
        if haunts and not habits.works_in_next_town:
            self._work, *haunts = haunts
        self._shops = list(haunts) or self._shops
        self._starts, self._at_s = starts, starts.timestamp()
        car.lat, car.lon = town.place(home)
        car.outside_c = outside_c(self._at_s, lat=car.lat, lon=car.lon)
        car.charge_limit_percent = habits.charge_limit_percent

    def days(self) -> Iterator[float]:
        """Moments (Unix seconds) at which the car changes. Each is told before; on asking on, it happens."""
        midnight = self._starts.replace(hour=0, minute=0, second=0, microsecond=0)
        while True:
            for errand in self._errands_of(midnight.weekday()):
                leave_at_s = midnight.timestamp() + errand.leave_at_h * 3600
                if errand.spot != self._here and leave_at_s >= self._starts.timestamp():
                    yield from self._stay(until_s=max(leave_at_s, self._at_s + SHORTEST_STAY_S))
                    yield from self._go(errand)
            midnight += timedelta(days=1)
            yield from self._stay(until_s=midnight.timestamp())

    def _errands_of(self, weekday: int) -> list[Errand]:
        return plan_day(
            self._habits,
            self._chance,
            weekday=weekday,
            work=self._work,
            shops=self._shops,
            home=self._home,
        )

    def _stay(self, *, until_s: float) -> Iterator[float]:
        car = self.car
        while self._at_s < until_s:
            step_s = CHARGING_STEP_S if car.charge_state is ChargeState.CHARGING else RESTING_STEP_S
            if car.charge_starts_s is not None:
                step_s = min(step_s, max(0.0, car.charge_starts_s - self._at_s))
            yield from self._pass(min(step_s, until_s - self._at_s))
            if car.charge_starts_s is not None and car.charge_starts_s <= self._at_s:
                car.start_charging()

    def _go(self, errand: Errand) -> Iterator[float]:
        """Unplug, drive there, if need be by way of a fast charger, and plug in where one can and does."""
        if self.car.charge_state is not ChargeState.UNPLUGGED:
            self.car.unplug()
            yield from self._pass(CABLE_S)
        if self._falls_short(errand.spot):
            yield from self._charge_on_the_way()
        if errand.spot != self._here:
            yield from self._drive(errand.spot)
        if errand.spot == self._home:
            plugs_in = self._chance.random() >= self._habits.forgets
            plugs_in = plugs_in and self.car.soc_percent < self._habits.plugs_in_below_percent
        else:
            worth_it = self.car.soc_percent < self.car.charge_limit_percent - WORTH_A_CABLE
            plugs_in = worth_it and errand.ac_kw + errand.dc_kw > 0
        if plugs_in:
            yield from self._pass(CABLE_S)
            if errand.spot == self._home:
                self.plug_in_at_home()
            else:
                self.car.plug_in(ac_kw=errand.ac_kw, dc_kw=errand.dc_kw)

    def plug_in_at_home(self) -> None:
        """Hang on the charger at home; its timer is set where the owner has one."""
        timer_at_s = timer_starts_s(self._habits, self._at_s, self._starts.tzinfo)
        self.car.plug_in(ac_kw=self._habits.home_charger_kw, starts_s=timer_at_s)

    def _falls_short(self, spot: int) -> bool:
        if self.car.model.petrol or spot == self._here:
            return False
        metres = sum(road.metres for _, road in self._town.way(self._here, spot))
        needed_kwh = metres / 1e6 * self.car.model.rated_wh_per_km * SPARE
        spare_percent = self.car.battery.soc_percent - KEEP_PERCENT
        return needed_kwh > spare_percent / 100 * self.car.model.capacity_kwh

    def _charge_on_the_way(self) -> Iterator[float]:
        charger = self._here if self._here == self._town.next_town else self._shops[0]
        if charger != self._here:
            yield from self._drive(charger)
        yield from self._pass(CABLE_S)
        self.car.plug_in(dc_kw=FAST_CHARGER_KW)
        while self.car.charge_state is ChargeState.CHARGING and self.car.soc_percent < FAST_UP_TO_PERCENT:
            yield from self._pass(CHARGING_STEP_S)
        self.car.unplug()
        yield from self._pass(CABLE_S)

    def _drive(self, spot: int) -> Iterator[float]:
        car = self.car
        drive = drive_along(self._town, self._here, spot, self._chance)
        km = drive.metres / 1000
        car.switch_on(route_km=km if km >= WORTH_A_ROUTE_KM else None)
        yield from self._pass(GETTING_IN_S)
        while not drive.arrived:
            yield from self._pass(DRIVING_STEP_S)
            drive.go(DRIVING_STEP_S)
            car.roll(drive.moved_m, speed_ms=drive.speed_ms, seconds=DRIVING_STEP_S)
            car.lat, car.lon, car.heading_deg = drive.place
            if car.battery.stored_kwh <= 0 and not car.model.petrol:
                drive.speed_ms = 0.0
                yield from self._be_rescued()
        self._here = spot
        yield from self._pass(GETTING_OUT_S)
        car.switch_off()

    def _be_rescued(self) -> Iterator[float]:
        self.car.speed_kmh = 0.0
        self.car.plug_in(ac_kw=RESCUE_KW, dc_kw=RESCUE_KW)
        while self.car.soc_percent < RESCUE_PERCENT:
            yield from self._pass(CHARGING_STEP_S)
        self.car.unplug()

    def _pass(self, seconds: float) -> Iterator[float]:
        """Announce when this much time will have gone by; on asking on, it has."""
        self._at_s += seconds
        yield self._at_s
        self.car.grow_older(seconds)
        self.car.charge(seconds)
        if self._at_s % 60 < seconds:
            self.car.outside_c = outside_c(self._at_s, lat=self.car.lat, lon=self.car.lon)
