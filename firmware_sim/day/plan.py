"""One day as its owner plans it: where to be, and when to leave for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from firmware_sim.day.chance import Chance
from firmware_sim.day.habits import Habits

WORKING_DAYS = range(5)
SATURDAY_START_H = 9.5
LATEST_ERRAND_H = 20.5
ERRAND_H = (0.3, 1.2)
MEETING_H = 1.0
EARLY_OR_LATE_H = 0.3
WORK_CHARGER_KW, SHOP_CHARGER_KW = 6.0, 50.0
SHOP_HAS_CHARGER = 0.15


@dataclass(frozen=True, slots=True)
class Errand:
    """Somewhere to go."""

    leave_at_h: float  # local hours after midnight
    spot: int
    ac_kw: float = 0.0  # what is offered there; 0: no charger
    dc_kw: float = 0.0


def plan_day(
    habits: Habits, chance: Chance, *, weekday: int, work: int, shops: list[int], home: int
) -> list[Errand]:
    """The errands of one day, the last of them homeward. Monday is 0."""
    errands = []
    if weekday in WORKING_DAYS and habits.away_h:
        leave_h = habits.leaves_home_h + chance.uniform(-EARLY_OR_LATE_H, EARLY_OR_LATE_H)
        free_charger = chance.random() < habits.charges_at_work
        errands.append(Errand(leave_h, work, ac_kw=WORK_CHARGER_KW if free_charger else 0.0))
        hour = leave_h + habits.away_h + chance.uniform(-EARLY_OR_LATE_H, EARLY_OR_LATE_H)
    else:
        hour = max(habits.leaves_home_h, SATURDAY_START_H if weekday not in WORKING_DAYS else 0.0)
        hour += chance.uniform(-EARLY_OR_LATE_H, EARLY_OR_LATE_H)
    if habits.meets_h is not None:
        hour = max(hour, habits.meets_h)
        errands.append(Errand(hour, shops[0]))
        hour += MEETING_H
    least = 0 if errands else min(1, habits.errands)  # who does not work goes out all the same
    for _ in range(round(chance.uniform(least, habits.errands))):
        if hour < LATEST_ERRAND_H:
            charger_kw = SHOP_CHARGER_KW if chance.random() < SHOP_HAS_CHARGER else 0.0
            errands.append(Errand(hour, chance.choice(shops), dc_kw=charger_kw))
            hour += chance.uniform(*ERRAND_H)
    return [*errands, Errand(hour, home)] if errands else []


def timer_starts_s(habits: Habits, at_s: float, zone: tzinfo | None) -> float | None:
    """When a charge plugged in at this moment (Unix seconds) may begin; None: at once."""
    if habits.timer_from_h is None:
        return None
    local = datetime.fromtimestamp(at_s, zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    hour = (local - midnight) / timedelta(hours=1)
    if is_within(hour, habits.timer_from_h, habits.timer_until_h):
        return None
    begins = midnight + timedelta(hours=habits.timer_from_h)
    return (begins if begins > local else begins + timedelta(days=1)).timestamp()


def is_within(hour: float, begins_h: float, ends_h: float) -> bool:
    """Whether an hour of the day lies in a stretch that may lead over midnight."""
    if begins_h <= ends_h:
        return begins_h <= hour < ends_h
    return hour >= begins_h or hour < ends_h
