"""Every threshold by which a car's news is judged, with its unit and its default."""

from datetime import time

import msgspec

from gateway.car.hours import Hours


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """A circle on the ground."""

    lat: float  # WGS 84, degrees
    lon: float
    radius_m: float


class NamedPlace(msgspec.Struct, frozen=True):
    """A zone of the owner's other than home."""

    name: str
    zone: Zone


class Bounds(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What counts as news for one car. Durations are the car's own time unless said otherwise."""

    home: Zone | None = None
    zones: tuple[NamedPlace, ...] = ()
    time_zone: str | None = None  # whose evening it is; None: where home lies
    cheap_hours: tuple[Hours, ...] = ()  # when power costs less, by the owner's tariff
    leaves_at: time | None = None  # local time by which the car should be ready

    reorder_s: float = 5  # by the gateway's clock: how long a later reading waits for an earlier one
    reorder_readings: int = 64  # at most so many wait
    gather_s: float = 2  # what a tongue without a count says within this is one reading
    own_fix_s: float = 120  # for so long after the car's own word of its place, a phone's does not count
    late_s: float = 900  # an older reading is history and wakes nobody
    future_s: float = 120  # a clock further ahead than this is wrong
    past_s: float = 7 * 86_400  # and one further behind

    soc_rise_percent: float = 1  # recuperation stays below
    soc_fall_percent: float = 5  # a deeper fall at once is doubted
    soc_fall_percent_per_minute: float = 2  # what driving can take
    soc_doubt_s: float = 5  # a glitch is over sooner
    unseen_silence_s: float = 600  # shorter, and a charge would have been noticed
    low_percent: float = 20  # the highest mark
    critical_percent: tuple[float, ...] = (10, 5)
    low_margin_percent: float = 3  # above the mark again by this much, it may be told again
    low_held_s: float = 60  # or two readings

    plug_held_s: float = 10
    plug_guard_s: float = 60  # the cable is in or out once a minute at most
    charging_kw: float = 0.5
    charging_held_s: float = 30
    merge_s: float = 90  # plug, start and forecast within this are one piece of news
    charging_hole_s: float = 3600  # longer between two readings, and power says nothing of the energy
    idle_kw: float = 0.3
    done_margin_percent: float = 1
    done_held_s: float = 300
    interrupted_margin_percent: float = 2
    interrupted_held_s: float = 120
    forecast_agree_minutes: float = 10
    forecast_shift_minutes: float = 20
    forecast_pause_minutes: float = 30
    milestones_percent: tuple[float, ...] = (80,)  # marks told while charging
    milestone_held_s: float = 60  # a mark just passed has to last
    cheaper_least_minutes: float = 30  # a shorter charge is not worth putting off
    cheaper_within_h: float = 12  # so far ahead, where nobody said by when the car leaves

    moving_kmh: float = 5
    drive_started_s: float = 30
    drive_started_km: float = 0.5  # or so far, for those who stop and go
    standing_s: float = 300  # a red light, a level crossing; 15 min while the ignition is on
    ignition_off_s: float = 30
    silence_s: float = 900
    hole_s: float = 60  # longer between two readings, and the speeds say little of what lay between
    drive_least_km: float = 0.2
    drive_least_s: float = 180

    fix_accuracy_m: float = 100  # a vaguer fix is no fix
    jump_kmh: float = 250
    jump_m: float = 200  # a frozen fix that thaws
    jump_fixes: int = 3  # so many in one place, and it was no jump
    home_inside_s: float = 60
    home_outside_s: float = 120
    home_margin_m: float = 50
    tow_m: float = 500  # further than drifting explains: from where it was left, or beyond a fence
    tow_fixes: int = 3  # so many in a row
    tow_held_s: float = 60  # and over so long
    tow_kmh: float = 130  # no truck is faster: a fix that jumped
    tow_settle_s: float = 300  # fixes after parking show where it was left
    tow_again_s: float = 900  # told again, while it goes on
    homecoming_s: float = 1200  # at home for so long, and coming home is told before the drive is over
    left_on_s: tuple[float, ...] = (900, 3600)  # standing switched on
    arrival_percent: float = 10  # less foreseen at the destination is too little
    arrival_margin_percent: float = 5  # above it again by this much, it may be told again
    arrival_held_s: float = 60  # or said twice

    record_drives: int = 3  # of the month, with which a record compares
    record_margin_percent: float = 5  # better by less is the same road on another day
    record_km: float = 20  # a shorter drive is never the longest
    record_economy_km: float = 5  # nor the most economical
    record_after_s: float = 3 * 86_400  # a car just met has no records
    odometer_step_km: float = 10_000  # a round figure; 0: none
    meeting_m: float = 150
    meeting_apart_m: float = 300
    meeting_held_s: float = 300
    meeting_pause_s: float = 86_400  # the same two are told again after that
    meeting_silence_s: float = 86_400  # a parked car not heard of for longer may no longer stand there

    reminder_percent: float = 50  # less at home and unplugged is worth a word in the evening
    reminder_parked_s: float = 1200
    reminder_pause_s: float = 18 * 3600
    reminder_silence_s: float = 2 * 86_400  # what was last heard longer ago may no longer be so
    evening_from_h: int = 20  # local time
    evening_until_h: int = 4

    aux_battery_full_v: float = 12.6  # at rest
    aux_battery_gap_v: float = 1.6  # further below that is low
    aux_battery_well_percent: float = 60  # of that gap, and it is well again
    aux_battery_held_s: float = 60
    tyre_placard_kpa: float = 0  # 0: not known, and each is measured by the other of its axle
    tyre_low_percent: float = 85
    tyre_flat_percent: float = 60
    tyre_well_percent: float = 90
    tyre_held_s: float = 120
    tyre_pause_s: float = 86_400  # the same tyre is told again after that, or when it got worse
    service_km: tuple[float, ...] = (1000, 300, 0)
    service_days: tuple[float, ...] = (30, 7, 0)
    service_done_km: float = 1000  # so much above the first step, and it was serviced
    service_done_days: float = 30
    service_held_s: float = 600  # a figure soon taken back is none
    trouble_held_s: float = 60
    trouble_forgotten_days: float = 30  # a code not seen for so long is new again
    silent_s: float = 86_400  # from a car that is not asleep, and again after as long
    silent_times: int = 7  # but not more often
