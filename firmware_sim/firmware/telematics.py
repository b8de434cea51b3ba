"""The modem's habits: it reports what changed, at intervals that fit what the car does, and sleeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import inf

from msgspec import UNSET

from firmware_sim.car.car import Car, ChargeState
from firmware_sim.day.chance import Chance
from firmware_sim.firmware.commands import Command, Result, obey
from firmware_sim.firmware.outbox import Outbox
from firmware_sim.firmware.reading import Presence, Reading

RESULTS_KEPT = 50
UPDATE_S = 300.0
PLACE = ("lat", "lon")  # told together or not at all


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingRules:
    """When a modem reports, and which changes are too small to tell."""

    driving_interval_s: float = 10.0
    charging_interval_s: float = 60.0
    parked_interval_s: float = 300.0
    sleeps_after_s: float = 600.0  # without a drive or a charge
    heartbeat_interval_s: float = 6 * 3600.0  # while asleep
    soc_step_percent: float = 1.0  # tells at once when the charge has moved so far
    dead_bands: Mapping[str, float] = field(default_factory=dict)  # by field; a smaller change is not told


class Telematics:
    """The firmware of one car. `look` at the car whenever it changed, and whenever `due_s` has come."""

    def __init__(self, car: Car, rules: ReportingRules, outbox: Outbox, *, next_seq: int = 1) -> None:
        self.presence = Presence.OFFLINE
        self.due_s = float("-inf")  # Unix seconds: time for a report even if nothing changes
        self.next_seq = next_seq
        self.outbox = outbox
        self._car, self._rules = car, rules
        self._told: dict[str, object] = {}
        self._told_at_s, self._told_kwh = 0.0, car.net_kwh
        self._stirred_s = self._away_until_s = float("-inf")
        self._asked: list[tuple[Command, Chance]] = []
        self._results: dict[str, Result] = {}  # of the latest commands, for those that come twice
        self._unsaid: list[Result] = []

    def look(self, at_s: float) -> list[Reading | Presence]:
        """What the modem says of the car at this moment: often nothing. Readings are in the outbox too."""
        if at_s < self._away_until_s:
            return []
        everything = self._obey(at_s)
        if at_s < self._away_until_s:
            return [self.presence]
        car = self._car
        changed = everything or self._told.get("ignition_on") != car.ignition_on
        changed = changed or self._told.get("charge_state") != car.charge_state
        if changed or car.ignition_on or self._is_carried() or car.charge_state is ChargeState.CHARGING:
            self._stirred_s = at_s
        asleep_and_carried = self.presence is Presence.ASLEEP and self._is_carried()
        if not (changed or at_s >= self.due_s or self._charge_moved_far() or asleep_and_carried):
            return []
        said: list[Reading | Presence] = []
        if self.presence is not Presence.ONLINE:
            self.presence = Presence.ONLINE
            said.append(self.presence)
        said.append(self._report(at_s, everything=changed or bool(said) or self._is_carried()))
        if at_s - self._stirred_s >= self._rules.sleeps_after_s:
            self.presence = Presence.ASLEEP
            said.append(self.presence)
        self.due_s = at_s + self._interval_s(at_s)
        return said

    def volunteer(self, at_s: float, words: Mapping[str, object]) -> Reading:
        """Say exactly this, whatever the car is like: for whoever puts words into its mouth."""
        reading = Reading(seq=self.next_seq, observed_at=datetime.fromtimestamp(at_s, UTC), **words)  # type: ignore[arg-type]
        self.next_seq += 1
        self.outbox.keep(reading)
        return reading

    def restart(self, at_s: float, *, away_s: float) -> list[Reading | Presence]:
        """Be off for so long, and lose what is only in memory: what was told. The flash keeps the rest.

        The last word before it is that the modem is off; afterwards it says everything anew.
        """
        self.presence = Presence.OFFLINE
        self.due_s = self._away_until_s = at_s + away_s
        self._told = {}
        self.outbox.send_again()
        return [self.presence]

    @property
    def is_asked(self) -> bool:
        """Whether somebody waits for an answer."""
        return bool(self._asked)

    def ask(self, command: Command, chance: Chance) -> None:
        """Take a command; the next look obeys it. One that came before is answered as it was then."""
        if command.id in self._results:
            self._unsaid.append(self._results[command.id])
        elif command.id not in {waiting.id for waiting, _ in self._asked}:
            self._asked.append((command, chance))

    def take_results(self) -> list[Result]:
        """What became of commands, once each."""
        results, self._unsaid = self._unsaid, []
        return results

    def _obey(self, at_s: float) -> bool:
        """Obey what was asked; whether all there is has to be said now."""
        asked, self._asked = self._asked, []
        now = datetime.fromtimestamp(at_s, UTC)
        for command, chance in asked:
            result = obey(self._car, command, now=now, chance=chance)
            self._results = dict([*self._results.items(), (command.id, result)][-RESULTS_KEPT:])
            self._unsaid.append(result)
        done = {command.name for command, _ in asked if self._results[command.id].ok}
        if "update" in done:
            self.restart(at_s, away_s=UPDATE_S)
        return bool(done)

    def acknowledge(self, up_to_seq: int, *, now_s: float) -> int:
        """Forget what the gateway has, and say how many readings that were.

        A gateway that knows more of this car than the car itself has met it before its memory was lost:
        the car goes on from the gateway's number, for what is numbered lower would count as said already.
        """
        if up_to_seq >= self.next_seq:
            self.next_seq = self.outbox.renumber(up_to_seq + 1)
            return 0
        return self.outbox.acknowledge(up_to_seq, now_s=now_s)

    def _interval_s(self, at_s: float) -> float:
        rules = self._rules
        if self.presence is Presence.ASLEEP:
            return rules.heartbeat_interval_s
        if self._car.ignition_on or self._is_carried():
            return rules.driving_interval_s
        if self._car.charge_state is ChargeState.CHARGING:
            return rules.charging_interval_s
        return min(rules.parked_interval_s, max(1.0, self._stirred_s + rules.sleeps_after_s - at_s))

    def _is_carried(self) -> bool:
        """Whether it moves without its key: a sensor for that wakes the modem."""
        return not self._car.ignition_on and self._car.speed_kmh > 0

    def _charge_moved_far(self) -> bool:
        told = self._told.get("soc_percent")
        return isinstance(told, float) and abs(self._car.soc_percent - told) >= self._rules.soc_step_percent

    def _report(self, at_s: float, *, everything: bool) -> Reading:
        sensed = self._sense(at_s)
        news = {name: value for name, value in sensed.items() if everything or self._is_news(name, value)}
        if any(name in news for name in PLACE):
            news |= {name: sensed[name] for name in PLACE}
        self._told |= news
        self._told_at_s, self._told_kwh = at_s, self._car.net_kwh
        reading = Reading(seq=self.next_seq, observed_at=datetime.fromtimestamp(at_s, UTC), **news)  # type: ignore[arg-type]
        self.next_seq += 1
        self.outbox.keep(reading)
        return reading

    def _is_news(self, name: str, value: object) -> bool:
        told = self._told.get(name, UNSET)
        if value == told:
            return False
        return _moved(told, value) >= self._rules.dead_bands.get(name, 0.0)

    def _sense(self, at_s: float) -> dict[str, object]:
        car = self._car
        hours = (at_s - self._told_at_s) / 3600
        power_kw = (car.net_kwh - self._told_kwh) / hours if car.ignition_on and hours else car.power_kw
        return {
            "soc_percent": car.soc_percent,
            "range_km": car.range_km,
            "plugged_in": car.charge_state is not ChargeState.UNPLUGGED,
            "charge_state": str(car.charge_state),
            "charge_power_kw": round(power_kw, 2),
            "charge_limit_percent": car.charge_limit_percent,
            "charge_minutes_left": car.charge_minutes_left,
            "charge_starts_at": (
                None if car.charge_starts_s is None else datetime.fromtimestamp(car.charge_starts_s, UTC)
            ),
            "arrival_percent": car.arrival_percent,
            "lat": round(car.lat, 6),
            "lon": round(car.lon, 6),
            "accuracy_m": 5.0,
            "speed_kmh": round(car.speed_kmh, 1),
            "heading_deg": car.heading_deg,
            "odometer_km": round(car.odometer_km, 1),
            "ignition_on": car.ignition_on,
            "locked": car.locked,
            "outside_c": car.outside_c,
            "aux_battery_v": car.aux_battery_v,
            "tyre_kpa": car.tyre_kpa,
            "tyre_alert": UNSET if car.tyre_alert is None else car.tyre_alert,
            "trouble_codes": car.trouble_codes,
            "service_in_km": car.service_in_km,
            "service_in_days": car.service_in_days,
        }


def _moved(told: object, value: object) -> float:
    """How far a figure, or that of several which moved most, is from what was told; infinitely if unlike."""
    if isinstance(told, float) and isinstance(value, float):
        return abs(value - told)
    if isinstance(told, tuple) and isinstance(value, tuple) and len(told) == len(value):
        return max((_moved(a, b) for a, b in zip(told, value, strict=True)), default=inf)
    return inf
